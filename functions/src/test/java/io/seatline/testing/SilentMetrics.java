package io.seatline.testing;

import io.seatline.usecase.port.Metrics;
import java.time.Duration;

/** Metrics that are discarded. */
public final class SilentMetrics implements Metrics {
    @Override
    public void count(String metric, int value) {}

    @Override
    public void time(String metric, Duration value) {}

    @Override
    public void flush() {}
}
