package io.seatline.usecase.port;

/** Where a message goes that can never be understood; an alarm watches it. */
public interface DeadLetters {
    /** Puts a message there, in its group; {@code messageId} keeps a repeated putting from counting twice. */
    void put(String group, String messageId, String body);
}
