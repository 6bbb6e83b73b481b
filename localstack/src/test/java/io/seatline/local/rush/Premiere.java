package io.seatline.local.rush;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.events.metric.Metric;
import io.seatline.local.app.InMemoryMetrics;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.audit.Audit;
import io.seatline.local.cost.Instruments;
import io.seatline.local.cost.Price;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Opens sales and simulates customers by the open model. */
final class Premiere {
    private static final List<Metric> BUSINESS_METRICS = List.of(
            Metric.HOLD_PLACED,
            Metric.HOLD_REFUSED,
            Metric.HOLD_EXPIRED,
            Metric.WAITLIST_JOINED,
            Metric.OFFER_MADE,
            Metric.SEAT_MADE_PUBLIC);

    private final RushOptions options;
    private final Progress progress;
    private final Duration hold;

    /**
     * The result.
     *
     * @param tooMany the number of reserves answered with 503 {@code too_many_at_once}
     * @param transactions the number of transactions, retries included
     * @param conflicts the number of transactions that conflicted with another one
     * @param holdExpiryLag the time from a hold's end until Seatline ended it
     * @param offerHandoff the time from freeing seats until they were offered or, with an empty waitlist, made public
     * @param bill what AWS would charge, US dollars at list prices
     */
    record Result(
            List<LoadResult> requests,
            Map<String, Long> business,
            long tooMany,
            long transactions,
            long conflicts,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Map<Price, Double> bill,
            Audit audit) {}

    Premiere(RushOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        hold = Duration.ofSeconds(options.hold);
    }

    Result run() throws InterruptedException {
        progress.print("Opening sales, and a premiere of " + options.customers + " customers …");
        TransactionCounter transactions = new TransactionCounter();
        Instruments instruments = new Instruments();
        try (Seatline seatline = Seatline.start(
                Settings.forTests().withHold(hold),
                cloud -> instruments.around(transactions.countIn(cloud)).withTables(this::asOnAws))) {
            new HotMovie(options.shows, options.seats).openSales(seatline);
            List<String> tokens = tokens(seatline, options.customers);
            List<LoadResult> requests =
                    progress.counting("customers served", options.customers, gone -> serve(seatline, tokens, gone));
            Duration rest = hold.plusSeconds(2);
            progress.during("the last holds expire", rest, () -> {
                Load.sleepUntil(System.nanoTime() + rest.toNanos());
                return requests;
            });
            Audit audit = Audit.of(seatline);
            InMemoryMetrics metrics = seatline.metrics();
            Map<String, Long> business = new TreeMap<>();
            BUSINESS_METRICS.forEach(metric -> business.put(metric.metricName(), metrics.counted(metric)));
            return new Result(
                    requests,
                    business,
                    requests.stream()
                            .filter(result -> result.kind().equals(SimulatedCustomer.RESERVE))
                            .mapToLong(result -> result.count(503))
                            .sum(),
                    transactions.transactions(),
                    transactions.conflicts(),
                    Lag.of(metrics, Metric.HOLD_EXPIRY_LAG),
                    Lag.of(metrics, Metric.REALLOCATION_TIME),
                    instruments.take(seatline.momo()).bill(),
                    audit);
        }
    }

    /** Makes transactions conflict, indexes lag and partitions throttle. */
    private EngineOptions asOnAws(EngineOptions tables) {
        return tables.transactionTime(Duration.ofMillis(options.transactionMillis))
                .indexLag(Duration.ofMillis(options.indexLagMillis))
                .limitPartitions();
    }

    /** Issues the customers' tokens before the measurement. */
    static List<String> tokens(Seatline seatline, int customers) {
        return IntStream.range(0, customers)
                .parallel()
                .mapToObj(customer -> seatline.tokens().token("visitor-%05d".formatted(customer)))
                .toList();
    }

    private List<LoadResult> serve(Seatline seatline, List<String> tokens, AtomicInteger gone) {
        Timings timings = new Timings();
        List<Long> offsets = poissonArrivals();
        long start = System.nanoTime();
        long until = start + offsets.getLast() + hold.toNanos();
        try (LoadClient client = new LoadClient(seatline.base())) {
            SimulatedCustomer.Scenario scenario =
                    new SimulatedCustomer.Scenario(client, timings, options.shows, options.pay, until, hold);
            Load.open(offsets, gone, (number, scheduled) -> {
                SplittableRandom random = new SplittableRandom(options.seed() * 31 + number);
                new SimulatedCustomer(scenario, random, tokens.get(number), scheduled).visit();
            });
        }
        return timings.results((System.nanoTime() - start) / 1e9);
    }

    /** Returns arrivals with exponentially distributed intervals. */
    private List<Long> poissonArrivals() {
        SplittableRandom random = new SplittableRandom(options.seed());
        List<Long> offsets = new ArrayList<>();
        double seconds = 0;
        for (int customer = 0; customer < options.customers; customer++) {
            seconds += -Math.log(1 - random.nextDouble()) / options.rate;
            offsets.add((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        }
        return offsets;
    }
}
