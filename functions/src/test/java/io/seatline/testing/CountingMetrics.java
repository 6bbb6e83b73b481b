package io.seatline.testing;

import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics that keep their counts for assertions. */
public final class CountingMetrics implements Metrics {
    private final Map<Metric, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void count(Metric metric, int value) {
        counts.merge(metric, value, Integer::sum);
    }

    @Override
    public void time(Metric metric, Duration value) {}

    @Override
    public void flush() {}

    /** The total of each metric. */
    public Map<Metric, Integer> counts() {
        return Map.copyOf(counts);
    }
}
