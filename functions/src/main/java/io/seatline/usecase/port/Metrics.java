package io.seatline.usecase.port;

import java.time.Duration;

/** Business metrics, named by nouns such as {@code HoldPlaced} or {@code HoldExpiryLag}. */
public interface Metrics {
    /** So many of something happened. */
    void count(String metric, int value);

    /** Something took so long; kept in milliseconds. */
    void time(String metric, Duration value);

    /** Writes out what was measured; called at the end of every invocation. */
    void flush();
}
