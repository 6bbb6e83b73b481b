package io.seatline.local.rush;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The measurement of one kind of request.
 *
 * @param count the number of answered requests
 * @param p50 milliseconds, as {@code p99} and {@code max}
 * @param statuses the number of responses by status
 */
record LoadResult(
        String kind, long count, double perSecond, double p50, double p99, double max, Map<Integer, Long> statuses) {

    static LoadResult of(String kind, Histogram nanos, double seconds, Map<Integer, Long> statuses) {
        return new LoadResult(
                kind,
                nanos.getTotalCount(),
                nanos.getTotalCount() / seconds,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                statuses);
    }

    LoadResult withStatuses(Map<Integer, Long> others) {
        return new LoadResult(kind, count, perSecond, p50, p99, max, others);
    }

    long count(int status) {
        return statuses.getOrDefault(status, 0L);
    }
}
