package io.seatline.local.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The browser's only way to Seatline, which a test can pull. Acts as a proxy: a server understands the addresses that a
 * browser sends to one. Unlike the browser's own "offline", it is out of reach of service workers too.
 */
final class NetworkCable implements AutoCloseable {
    /** Where not even an answer's head came, a browser repeats the request by itself. */
    private static final byte[] HALF_AN_ANSWER =
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket listener;
    private final Supplier<Optional<URI>> server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<String>> unanswered = new AtomicReference<>(Optional.empty());
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

    /** Loses the answer to the next request that contains a text. Seatline gets the request all the same. */
    void loseAnswerTo(String request) {
        unanswered.set(Optional.of(request));
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
                    AtomicBoolean lost = new AtomicBoolean();
                    Thread.ofVirtual().start(() -> copy(browser, seatline, part -> ask(part, seatline, lost)));
                    Thread.ofVirtual().start(() -> copy(seatline, browser, part -> answer(part, browser, lost)));
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

    private void copy(Socket from, Socket to, Part part) {
        try (from;
                to) {
            byte[] buffer = new byte[16_384];
            int length = from.getInputStream().read(buffer);
            while (length > 0) {
                part.send(Arrays.copyOf(buffer, length));
                length = from.getInputStream().read(buffer);
            }
        } catch (IOException _) {
            // One side hung up, so the other is too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void ask(byte[] request, Socket seatline, AtomicBoolean lost) throws IOException {
        Optional<String> wanted = unanswered.get();
        String sent = new String(request, StandardCharsets.ISO_8859_1);
        if (wanted.filter(sent::contains).isPresent() && unanswered.compareAndSet(wanted, Optional.empty())) {
            lost.set(true);
        }
        seatline.getOutputStream().write(request);
    }

    private static void answer(byte[] answer, Socket browser, AtomicBoolean lost) throws IOException {
        browser.getOutputStream().write(lost.get() ? HALF_AN_ANSWER : answer);
        if (lost.get()) {
            browser.close();
        }
    }

    /** Sends a part of what came. */
    private interface Part {
        void send(byte[] part) throws IOException;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
