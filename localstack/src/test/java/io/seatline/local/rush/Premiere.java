package io.seatline.local.rush;

import io.seatline.local.Seatline;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sales open, and the customers come. */
final class Premiere {
    private static final double PICKY = 0.3;
    private static final Duration THINK = Duration.ofSeconds(2);

    private final Seatline seatline;
    private final Parameters parameters;
    private final Timings timings = new Timings();

    Premiere(Seatline seatline, Parameters parameters) {
        this.seatline = seatline;
        this.parameters = parameters;
    }

    /** Tokens for those who will come; making them is no part of the rush. */
    static List<String> tokens(Seatline seatline, int customers) {
        return IntStream.range(0, customers)
                .parallel()
                .mapToObj(customer -> seatline.tokens().token("visitor-%05d".formatted(customer)))
                .toList();
    }

    /**
     * Lets everybody come, and waits until all have gone.
     *
     * @param gone counts those who have
     * @return how long each kind of request took
     */
    List<Measured> open(List<String> tokens, AtomicInteger gone) {
        long seed = parameters.seed();
        SplittableRandom arrivals = new SplittableRandom(seed);
        OpenLoad load = new OpenLoad(parameters.rate, arrivals);
        Duration hold = Duration.ofSeconds(parameters.hold);
        Visitor.Habits habits = new Visitor.Habits(parameters.pay, PICKY, THINK, hold);
        long start = System.nanoTime();
        long until = start + load.length(parameters.customers).toNanos() + hold.toNanos();
        try (Connections connections = new Connections(seatline.base(), timings)) {
            load.run(
                    parameters.customers,
                    (number, meant) -> {
                        SplittableRandom random = new SplittableRandom(seed * 31 + number);
                        String show = Film.show(random.nextInt(parameters.shows));
                        new Visitor(habits, connections, random, tokens.get(number), show, meant, until).visit();
                    },
                    gone);
        }
        return timings.all((System.nanoTime() - start) / 1e9);
    }

    /** How many of a kind of request were answered with a status. */
    long count(String what, int status) {
        return timings.count(what, status);
    }
}
