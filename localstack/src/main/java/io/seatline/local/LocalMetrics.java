package io.seatline.local;

import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Metrics of all functions, kept in memory. */
public final class LocalMetrics implements Metrics {
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

    /** How often something happened. */
    public long counted(Metric metric) {
        LongAdder count = counts.get(metric);
        return count == null ? 0 : count.sum();
    }

    /**
     * A time within which so many of what was measured were; zero where nothing was.
     *
     * @param percentile such as 99; 100 gives the longest
     */
    public Duration within(double percentile, Metric metric) {
        Histogram measured = millis.get(metric);
        return measured == null ? Duration.ZERO : Duration.ofMillis(measured.getValueAtPercentile(percentile));
    }
}
