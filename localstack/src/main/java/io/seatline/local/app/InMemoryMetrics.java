package io.seatline.local.app;

import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Keeps the metrics of all functions in memory. */
public final class InMemoryMetrics implements Metrics {
    private final Map<Metric, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Metric, Histogram> millis = new ConcurrentHashMap<>();

    @Override
    public void count(Metric metric, int value) {
        counts.computeIfAbsent(metric, _ -> new LongAdder()).add(value);
    }

    @Override
    public void time(Metric metric, Duration value) {
        millis.computeIfAbsent(metric, _ -> new ConcurrentHistogram(3)).recordValue(Math.max(0, value.toMillis()));
    }

    @Override
    public void flush() {
        // Nothing is written anywhere.
    }

    /** The sum of a metric's counts. */
    public long counted(Metric metric) {
        LongAdder count = counts.get(metric);
        return count == null ? 0 : count.sum();
    }

    /**
     * A percentile of a timer; zero if nothing was measured.
     *
     * @param percentile such as 99; 100 gives the longest
     */
    public Duration within(double percentile, Metric metric) {
        Histogram measured = millis.get(metric);
        return measured == null ? Duration.ZERO : Duration.ofMillis(measured.getValueAtPercentile(percentile));
    }
}
