package io.seatline.usecase.port;

/** The queue for messages that cannot be parsed. An alarm watches it. */
public interface DeadLetters {
    /** Stores a message in its group. {@code messageId} deduplicates repeated calls. */
    void put(String group, String messageId, String body);
}
