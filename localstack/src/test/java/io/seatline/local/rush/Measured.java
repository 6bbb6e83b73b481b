package io.seatline.local.rush;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one kind of request.
 *
 * @param what the kind, for a person
 * @param count how many were answered
 * @param perSecond how many a second
 * @param p50 milliseconds within which half were answered
 * @param p99 milliseconds within which 99 of 100 were answered
 * @param max milliseconds of the slowest
 * @param answers how many answers had each status
 */
record Measured(
        String what, long count, double perSecond, double p50, double p99, double max, Map<Integer, Long> answers) {

    static Measured of(String what, Histogram nanos, double seconds, Map<Integer, Long> answers) {
        return new Measured(
                what,
                nanos.getTotalCount(),
                nanos.getTotalCount() / seconds,
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getMaxValue()),
                answers);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
