package io.seatline.local.apigateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
public final class Ports {
    private Ports() {}

    /** Finds an unused port, for a server whose address must be known before it listens. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    /**
     * Checks that a port can be listened on, without taking it.
     *
     * @param variable the environment variable that sets the port, for the message
     * @throws PortInUseException when another process has the port
     */
    public static void requireFree(String variable, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (BindException taken) {
            throw new PortInUseException(variable, port, taken);
        } catch (IOException unknown) {
            throw new UncheckedIOException("Cannot listen on " + host, unknown);
        }
    }
}
