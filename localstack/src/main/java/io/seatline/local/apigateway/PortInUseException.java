package io.seatline.local.apigateway;

/** The wanted port belongs to another process; the message tells a person what to do about it. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param variable the environment variable that sets the port */
    PortInUseException(String variable, int port, Throwable cause) {
        super("Port " + port + " is already in use. Stop what uses it or set " + variable + " to another.", cause);
    }
}
