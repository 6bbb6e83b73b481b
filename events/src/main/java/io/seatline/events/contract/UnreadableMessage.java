package io.seatline.events.contract;

import java.io.Serial;

/**
 * A message is not JSON, or not of the expected type. A retry does not help.
 *
 * <p>The exception's message describes the error and never quotes the whole text.
 */
public final class UnreadableMessage extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with a cause.
     *
     * @param message describes the error
     * @param cause the error of the parser or of the validation
     */
    public UnreadableMessage(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates an exception.
     *
     * @param message describes the error
     */
    public UnreadableMessage(String message) {
        super(message);
    }
}
