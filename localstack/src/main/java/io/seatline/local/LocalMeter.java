package io.seatline.local;

import io.seatline.usecase.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of all functions, kept in memory for who wants to look. */
public final class LocalMeter implements Meter {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Duration> longest = new ConcurrentHashMap<>();

    @Override
    public void count(String metric, int value) {
        counts.computeIfAbsent(metric, _ -> new LongAdder()).add(value);
    }

    @Override
    public void time(String metric, Duration value) {
        longest.merge(metric, value, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    @Override
    public void flush() {
        // Nothing is written anywhere.
    }

    /** How often something happened. */
    public long counted(String metric) {
        LongAdder count = counts.get(metric);
        return count == null ? 0 : count.sum();
    }

    /** The longest time that was measured; zero where none was. */
    public Duration longest(String metric) {
        return longest.getOrDefault(metric, Duration.ZERO);
    }
}
