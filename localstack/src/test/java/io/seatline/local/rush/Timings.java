package io.seatline.local.rush;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Collects response times and statuses by kind of request. */
final class Timings {
    private static final int DIGITS = 3;

    private record Kind(Histogram nanos, Map<Integer, LongAdder> statuses) {
        Kind() {
            this(new ConcurrentHistogram(DIGITS), new ConcurrentSkipListMap<>());
        }
    }

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /**
     * Records a response.
     *
     * @param scheduled the request's scheduled time ({@link System#nanoTime}); a wait for a free connection or a slow
     *     generator counts as response time
     */
    void record(String kind, long scheduled, int status) {
        Kind recorded = kinds.computeIfAbsent(kind, _ -> new Kind());
        recorded.nanos().recordValue(System.nanoTime() - scheduled);
        recorded.statuses().computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    LoadResult result(String kind, double seconds) {
        Kind recorded = kinds.getOrDefault(kind, new Kind());
        Map<Integer, Long> statuses = new TreeMap<>();
        recorded.statuses().forEach((status, count) -> statuses.put(status, count.sum()));
        return LoadResult.of(kind, recorded.nanos(), seconds, statuses);
    }

    /** Returns a result for each kind, by name. */
    List<LoadResult> results(double seconds) {
        return kinds.keySet().stream()
                .sorted()
                .map(kind -> result(kind, seconds))
                .toList();
    }
}
