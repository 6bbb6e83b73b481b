package io.seatline.usecase.port;

import io.seatline.events.metric.Metric;
import java.time.Duration;

/** Records business metrics. */
public interface Metrics {
    /** Adds to a counter. */
    void count(Metric metric, int value);

    /** Records a duration, in milliseconds. */
    void time(Metric metric, Duration value);

    /** Counts a search of a shard (0-based) of the deadline index that came to its end. */
    default void shardSearched(int shard) {
        count(Metric.SHARD_SEARCHED, 1);
    }

    /** Writes out the collected metrics. Called at the end of every invocation. */
    void flush();
}
