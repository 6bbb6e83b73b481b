package io.seatline.testing;

import io.seatline.usecase.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A meter that tells what was counted. */
public final class CountingMeter implements Meter {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void count(String metric, int value) {
        counts.merge(metric, value, Integer::sum);
    }

    @Override
    public void time(String metric, Duration value) {}

    @Override
    public void flush() {}

    /** How many of each there were. */
    public Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
