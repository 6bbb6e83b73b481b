package io.seatline.local.rush;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long each kind of request took, from when it was meant to be sent, and how it was answered. */
final class Timings {
    private static final int DIGITS = 3;

    private final Map<String, Histogram> nanos = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, LongAdder>> answers = new ConcurrentHashMap<>();

    /**
     * Records an answer.
     *
     * @param meant when the request was meant to be sent ({@link System#nanoTime}); that it had to wait for a free
     *     connection or a slow generator counts as the customer's wait
     */
    void answered(String what, long meant, int status) {
        nanos.computeIfAbsent(what, _ -> new ConcurrentHistogram(DIGITS)).recordValue(System.nanoTime() - meant);
        answers.computeIfAbsent(what, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, _ -> new LongAdder())
                .increment();
    }

    /** How often a kind of request was answered with a status. */
    long count(String what, int status) {
        LongAdder count = answers.getOrDefault(what, Map.of()).get(status);
        return count == null ? 0 : count.sum();
    }

    /**
     * Everything, by kind.
     *
     * @param seconds how long it went on
     */
    List<Measured> all(double seconds) {
        return new TreeMap<>(nanos)
                .entrySet().stream()
                        .map(kind -> Measured.of(kind.getKey(), kind.getValue(), seconds, statuses(kind.getKey())))
                        .toList();
    }

    private Map<Integer, Long> statuses(String what) {
        Map<Integer, Long> statuses = new TreeMap<>();
        answers.get(what).forEach((status, count) -> statuses.put(status, count.sum()));
        return statuses;
    }
}
