package io.seatline.local.rush;

import io.seatline.local.LocalMeter;

/** Percentiles of a timer of the functions, in milliseconds. */
record Lag(long p50, long p99, long max) {
    static Lag of(LocalMeter meter, String metric) {
        return new Lag(
                meter.within(50, metric).toMillis(),
                meter.within(99, metric).toMillis(),
                meter.within(100, metric).toMillis());
    }
}
