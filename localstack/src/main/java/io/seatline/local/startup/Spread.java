package io.seatline.local.startup;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The least, the middle and the most of some times. */
record Spread(Duration min, Duration median, Duration max) {
    /**
     * Of one of the times of each trial.
     *
     * @throws IllegalArgumentException where there is no trial
     */
    static Spread of(List<Trial> trials, Function<Trial, Duration> time) {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("no trials");
        }
        List<Duration> sorted = trials.stream().map(time).sorted().toList();
        int middle = sorted.size() / 2;
        Duration median = sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /** How many times as long as another, by their medians. */
    double over(Spread other) {
        return (double) median.toNanos() / other.median.toNanos();
    }
}
