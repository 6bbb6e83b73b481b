package io.seatline.usecase.port;

import java.time.Duration;

/** Business metrics, named by nouns such as {@code HoldPlaced} or {@code HoldExpiryLag}. */
public interface Metrics {
    /** Adds to a counter. */
    void count(String metric, int value);

    /** Records a duration, in milliseconds. */
    void time(String metric, Duration value);

    /** Writes out the collected metrics. Called at the end of every invocation. */
    void flush();
}
