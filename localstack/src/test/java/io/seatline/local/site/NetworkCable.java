package io.seatline.local.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The browser's only way to Seatline, which a test can pull. Acts as a proxy: a server understands the addresses that a
 * browser sends to one. Unlike the browser's own "offline", it is out of reach of service workers too.
 */
final class NetworkCable implements AutoCloseable {
    private final ServerSocket listener;
    private final Supplier<Optional<URI>> server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean pulled;

    NetworkCable(Supplier<Optional<URI>> server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void pull() {
        pulled = true;
        open.forEach(NetworkCable::close);
    }

    void plug() {
        pulled = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        pull();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket browser = track(listener.accept());
                if (pulled || server.get().isEmpty()) {
                    close(browser);
                } else {
                    Socket seatline = track(new Socket(
                            listener.getInetAddress(),
                            server.get().orElseThrow().getPort()));
                    Thread.ofVirtual().start(() -> copy(browser, seatline));
                    Thread.ofVirtual().start(() -> copy(seatline, browser));
                }
            } catch (IOException _) {
                // The browser tries again, or the cable is closed.
            }
        }
    }

    private Socket track(Socket socket) {
        open.add(socket);
        return socket;
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side hung up, so the other is too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
