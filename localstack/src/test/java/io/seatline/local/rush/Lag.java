package io.seatline.local.rush;

import io.seatline.events.metric.Metric;
import io.seatline.local.app.InMemoryMetrics;

/** Percentiles of a timer of the functions, in milliseconds. */
record Lag(long p50, long p99, long max) {
    static Lag of(InMemoryMetrics metrics, Metric metric) {
        return new Lag(
                metrics.within(50, metric).toMillis(),
                metrics.within(99, metric).toMillis(),
                metrics.within(100, metric).toMillis());
    }
}
