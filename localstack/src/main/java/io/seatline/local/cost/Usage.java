package io.seatline.local.cost;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What something used. */
public record Usage(Map<Key, Double> counts) {
    /** Nothing. */
    public static final Usage NONE = new Usage(Map.of());

    /**
     * What a count is of.
     *
     * @param function the simple name of the handler's class
     * @param resource what of the metric, see {@link Metric}
     */
    public record Key(String function, Metric metric, String resource) {}

    public Usage {
        counts = Map.copyOf(counts);
    }

    /** All of a metric. */
    public double of(Metric metric) {
        return of(metric, _ -> true);
    }

    /** What of a metric is of certain resources. */
    public double of(Metric metric, Predicate<String> resource) {
        return sum(key -> key.metric() == metric && resource.test(key.resource()));
    }

    /** What of a metric a function used. */
    public double by(String function, Metric metric) {
        return sum(key -> key.metric() == metric && key.function().equals(function));
    }

    private double sum(Predicate<Key> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The functions that used anything, in order. */
    public Set<String> functions() {
        return counts.keySet().stream().map(Key::function).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Only these counts. */
    public Usage only(Predicate<Key> which) {
        Map<Key, Double> some = new HashMap<>(counts);
        some.keySet().removeIf(which.negate());
        return new Usage(some);
    }

    /** Both together. */
    public Usage plus(Usage other) {
        Map<Key, Double> sum = new HashMap<>(counts);
        other.counts.forEach((key, value) -> sum.merge(key, value, Double::sum));
        return new Usage(sum);
    }

    /** So many times this. */
    public Usage times(double factor) {
        return new Usage(counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue() * factor)));
    }

    /** Of each count the median: what a batch more or less, or a pause of the machine, does not change. */
    public static Usage median(Collection<Usage> repetitions) {
        Set<Key> keys =
                repetitions.stream().flatMap(u -> u.counts.keySet().stream()).collect(Collectors.toSet());
        Map<Key, Double> medians = new HashMap<>();
        for (Key key : keys) {
            List<Double> values = repetitions.stream()
                    .map(usage -> usage.counts.getOrDefault(key, 0.0))
                    .sorted()
                    .toList();
            double median = values.get(values.size() / 2);
            if (median != 0) {
                medians.put(key, median);
            }
        }
        return new Usage(medians);
    }
}
