package io.seatline.events.contract;

import java.io.Serial;

/**
 * A message is not JSON, or not of the type that was asked for. Trying again will not help.
 *
 * <p>The message names what is wrong and never quotes the whole text.
 */
public final class UnreadableMessage extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong
     * @param cause what found it
     */
    public UnreadableMessage(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message what is wrong */
    public UnreadableMessage(String message) {
        super(message);
    }
}
