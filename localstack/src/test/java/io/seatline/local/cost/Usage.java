package io.seatline.local.cost;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The counted usage of an action.
 *
 * @param memoryMb the memory of each function that ran, MiB
 */
public record Usage(Map<Key, Double> counts, Map<String, Integer> memoryMb) {
    /** The assumed duration of a call of AWS and of MoMo on AWS, in milliseconds; local calls take almost no time. */
    private static final double AWS_MILLIS = 5;

    private static final double MOMO_MILLIS = 500;

    /**
     * The key of a count.
     *
     * @param function the simple name of the handler's class
     * @param resource the resource by which the metric is counted, see {@link Metric}
     */
    public record Key(String function, Metric metric, String resource) {}

    public Usage {
        counts = Map.copyOf(counts);
        memoryMb = Map.copyOf(memoryMb);
    }

    /** Returns the total of a metric. */
    public double of(Metric metric) {
        return sum(key -> key.metric() == metric);
    }

    /** Returns the total of a metric for one resource. */
    public double of(Metric metric, String resource) {
        return sum(key -> key.metric() == metric && key.resource().equals(resource));
    }

    /** Returns the total of a metric for one function. */
    public double by(String function, Metric metric) {
        return sum(key -> key.metric() == metric && key.function().equals(function));
    }

    double sum(Predicate<Key> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Returns Lambda's GB-seconds: measured, plus the assumed waits for AWS and MoMo. */
    public double gigabyteSeconds() {
        return memoryMb.entrySet().stream()
                .mapToDouble(memory -> memory.getValue() / 1024.0 * seconds(memory.getKey()))
                .sum();
    }

    private double seconds(String function) {
        double calls =
                by(function, Metric.TABLE_CALLS) + by(function, Metric.QUEUE_CALLS) + by(function, Metric.EVENTS);
        double waits = calls * AWS_MILLIS + by(function, Metric.MOMO_CALLS) * MOMO_MILLIS;
        return (by(function, Metric.MILLISECONDS) + waits) / 1000;
    }

    /** Returns what AWS charges, in US dollars at list prices. */
    public Map<Price, Double> bill() {
        Map<Price, Double> bill = new EnumMap<>(Price.class);
        for (Price price : Price.values()) {
            bill.put(price, price.dollars(this));
        }
        return bill;
    }

    /** Returns the sum of the bill. */
    public double dollars() {
        return bill().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns the usage without the counts of some keys. */
    Usage without(Predicate<Key> which) {
        Map<Key, Double> some = new HashMap<>(counts);
        some.keySet().removeIf(which);
        return new Usage(some, memoryMb);
    }

    /** Returns a metric by resource, such as {@code bookings 6, bookings/deadline 2}. */
    String text(Metric metric) {
        Map<String, Double> byResource = counts.entrySet().stream()
                .filter(count -> count.getKey().metric() == metric)
                .collect(groupingBy(
                        count -> count.getKey().resource().replace("seatline-dev-", ""),
                        TreeMap::new,
                        summingDouble(Map.Entry::getValue)));
        return String.join(
                ", ",
                byResource.entrySet().stream()
                        .map(one -> one.getKey() + " " + number(one.getValue()))
                        .toList());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
