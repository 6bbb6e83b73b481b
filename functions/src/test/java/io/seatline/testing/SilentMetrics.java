package io.seatline.testing;

import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;

/** Metrics that drop what they are given. */
public final class SilentMetrics implements Metrics {
    @Override
    public void count(Metric metric, int value) {}

    @Override
    public void time(Metric metric, Duration value) {}

    @Override
    public void flush() {}
}
