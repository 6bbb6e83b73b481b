package io.seatline.local.rush;

import io.seatline.local.LocalMetrics;

/** Percentiles of a timer of the functions, in milliseconds. */
record Lag(long p50, long p99, long max) {
    static Lag of(LocalMetrics metrics, String metric) {
        return new Lag(
                metrics.within(50, metric).toMillis(),
                metrics.within(99, metric).toMillis(),
                metrics.within(100, metric).toMillis());
    }
}
