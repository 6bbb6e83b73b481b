package io.seatline.testing;

import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics that keep their counts for assertions. */
public final class CountingMetrics implements Metrics {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void count(String metric, int value) {
        counts.merge(metric, value, Integer::sum);
    }

    @Override
    public void time(String metric, Duration value) {}

    @Override
    public void flush() {}

    /** The total of each metric. */
    public Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
