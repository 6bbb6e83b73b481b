package io.seatline.local.apigateway;

/** Another process has the port; the message says what to do. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param variable the environment variable that sets the port */
    PortInUseException(String variable, int port, Throwable cause) {
        super("Port " + port + " is already in use. Stop what uses it or set " + variable + " to another.", cause);
    }
}
