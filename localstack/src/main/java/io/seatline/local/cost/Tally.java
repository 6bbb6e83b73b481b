package io.seatline.local.cost;

import java.util.HashMap;
import java.util.Map;

/** Counts what happens until it is taken. Safe for use by many threads. */
final class Tally {
    private Map<Usage.Key, Double> counts = new HashMap<>();
    private String fault = "";

    synchronized void add(String function, Metric metric, String resource, double value) {
        if (value != 0) {
            counts.merge(new Usage.Key(function, metric, resource), value, Double::sum);
        }
    }

    /** Something happened that makes the counts worthless; whoever takes them hears of it. */
    synchronized void spoil(String why) {
        fault = why;
    }

    /**
     * Takes what was counted and begins anew.
     *
     * @throws IllegalStateException if it was spoilt
     */
    synchronized Usage take() {
        Usage taken = new Usage(counts);
        counts = new HashMap<>();
        if (!fault.isEmpty()) {
            throw new IllegalStateException(fault);
        }
        return taken;
    }
}
