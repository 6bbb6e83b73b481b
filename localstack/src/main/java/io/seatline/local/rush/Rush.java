package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.dynamodb.EngineOptions;
import io.seatline.events.metric.Metric;
import io.seatline.local.CloudOptions;
import io.seatline.local.LocalMetrics;
import io.seatline.local.Seatline;
import io.seatline.local.Settings;
import io.seatline.local.audit.Audit;
import io.seatline.local.cost.CostReport;
import io.seatline.local.cost.LedgerRun;
import io.seatline.local.cost.Mix;
import io.seatline.local.engine.TableEngine;
import io.seatline.local.rush.Parameters.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** One run: boots Seatline for each part, measures, audits. */
final class Rush {
    /** More than a run can hold seats of. */
    private static final int SHOWS_TO_HOLD = 600;

    private static final int SEATS_TO_HOLD = 300;

    /** The shows after those, whose seats many want at once. */
    private static final int CONTESTED_SHOWS = 60;

    /** Of the ledger. */
    private static final int ACTS = 25;

    private static final Duration LONG_HOLD = Duration.ofMinutes(30);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Parameters parameters;
    private final Progress progress;

    Rush(Parameters parameters, Progress progress) {
        this.parameters = parameters;
        this.progress = progress;
    }

    Report run() throws InterruptedException {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        boolean storm = parameters.stormHolds().isPresent();
        Optional<Report.OfCapacity> capacity =
                parameters.runs(Part.capacity) ? Optional.of(capacity()) : Optional.empty();
        Optional<Report.OfPremiere> premiere =
                parameters.runs(Part.premiere) ? Optional.of(premiere()) : Optional.empty();
        Optional<Report.OfStorm> raged =
                storm ? Optional.of(storm(parameters.stormHolds().getAsInt())) : Optional.empty();
        Optional<Report.OfCost> cost = premiere.isEmpty() ? Optional.empty() : Optional.of(cost(premiere.get()));
        return new Report(date, machine(), parameters.seed(), capacity, premiere, raged, cost);
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, %d MB heap, Java %s, %s %s"
                .formatted(
                        runtime.availableProcessors(),
                        runtime.maxMemory() / (1 << 20),
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    private static Seatline open(Film film, Duration hold, UnaryOperator<CloudOptions> change) {
        Seatline seatline = Seatline.start(Settings.forTests().withHold(hold), change);
        JsonNode loaded = seatline.importCatalog(film.catalog(Instant.now()));
        if (!loaded.path("status").asText().equals("imported")) {
            throw new IllegalStateException("the film was not loaded: " + loaded.toPrettyString());
        }
        return seatline;
    }

    private Report.OfCapacity capacity() throws InterruptedException {
        Film film = new Film(SHOWS_TO_HOLD + CONTESTED_SHOWS + 1, SEATS_TO_HOLD);
        Watched watched = new Watched();
        Duration length = Duration.ofSeconds(parameters.seconds);
        progress.says("Opening " + SHOWS_TO_HOLD + " shows to measure the capacity of …");
        try (Seatline seatline = open(film, LONG_HOLD, watched::between);
                TableEngine bare = new TableEngine(EngineOptions.inMemory())) {
            bare.create(seatline.cloud().resolved());
            List<String> customers = Capacity.customers(film);
            List<String> tokens =
                    customers.stream().parallel().map(seatline.tokens()::token).toList();
            Capacity capacity = new Capacity(
                    seatline.base(), new Film(SHOWS_TO_HOLD, SEATS_TO_HOLD), 1, parameters.connections, tokens);
            Contention contention = new Contention(seatline, film, parameters.connections);
            String soldOut = Film.show(0);
            CompletableFuture<TransactWriteItemsRequest> first = watched.next();
            capacity.sellOut(soldOut);
            Ceiling engine = new Ceiling(bare.client(), seen(first.join(), soldOut));
            String latecomer = seatline.tokens().token("latecomer");
            progress.during("warming up", WARM_UP.multipliedBy(2), () -> {
                capacity.refusals(soldOut, latecomer, WARM_UP.dividedBy(4));
                capacity.maps(soldOut, WARM_UP.dividedBy(4));
                return capacity.holds(WARM_UP.multipliedBy(3).dividedBy(2));
            });
            Measured before = progress.during(
                    "the engine alone",
                    length,
                    () -> engine.measure("engine alone, before", parameters.connections, length));
            Measured hold = progress.during("holds", length, () -> capacity.holds(length));
            Measured after = progress.during(
                    "the engine alone",
                    length,
                    () -> engine.measure("engine alone, after", parameters.connections, length));
            Measured refusal = progress.during("refusals", length, () -> capacity.refusals(soldOut, latecomer, length));
            Measured map = progress.during("seat maps", length, () -> capacity.maps(soldOut, length));
            Measured unchanged =
                    progress.during("unchanged seat maps", length, () -> capacity.unchangedMaps(soldOut, length));
            Measured contested = progress.during(
                    "contested seats", length, () -> contention.triples(SHOWS_TO_HOLD, CONTESTED_SHOWS, length));
            String hammered = Film.show(SHOWS_TO_HOLD + CONTESTED_SHOWS);
            Duration longer = length.multipliedBy(2);
            Measured freed = progress.during("freed seats", longer, () -> contention.freed(hammered, longer));
            onlyHeld(hold);
            seatline.cloud().settle(PATIENCE);
            return new Report.OfCapacity(
                    List.of(before, after),
                    hold.perSecond() / ((before.perSecond() + after.perSecond()) / 2),
                    hold,
                    refusal,
                    map,
                    unchanged,
                    contested,
                    freed,
                    Audit.of(seatline.cloud(), seatline.momo()));
        }
    }

    private static void onlyHeld(Measured holds) {
        if (holds.count() == 0 || !holds.answers().keySet().equals(Set.of(201))) {
            throw new IllegalStateException(
                    "the holds were not all answered with 201, or there were none left: " + holds);
        }
    }

    private static Ceiling.Seen seen(TransactWriteItemsRequest transaction, String show) {
        Map<String, AttributeValue> booking = transaction.transactItems().stream()
                .map(TransactWriteItem::put)
                .map(put -> put.item())
                .filter(item -> item.containsKey("customer_id"))
                .findFirst()
                .orElseThrow();
        return new Ceiling.Seen(
                transaction,
                show,
                booking.get("booking_id").s(),
                booking.get("customer_id").s());
    }

    /** Tables whose transactions meet, whose indexes lag and whose partitions have limits. */
    private EngineOptions asOnAws(EngineOptions tables) {
        return tables.transactionTime(Duration.ofMillis(parameters.transactionMillis))
                .indexLag(Duration.ofMillis(parameters.indexLagMillis))
                .limitPartitions();
    }

    Report.OfPremiere premiere() throws InterruptedException {
        Film film = new Film(parameters.shows, parameters.seats);
        Watched watched = new Watched();
        Duration hold = Duration.ofSeconds(parameters.hold);
        progress.says("Opening the film, and a premiere of " + parameters.customers + " customers …");
        try (Seatline seatline =
                open(film, hold, options -> watched.between(options).withTables(this::asOnAws))) {
            List<String> tokens = Premiere.tokens(seatline, parameters.customers);
            Premiere premiere = new Premiere(seatline, parameters);
            List<Measured> requests =
                    progress.counting("customers served", parameters.customers, gone -> premiere.open(tokens, gone));
            progress.during("the last holds run out", hold.plusSeconds(2), () -> sleep(hold.plusSeconds(2)));
            seatline.cloud().settle(PATIENCE);
            LocalMetrics metrics = seatline.metrics();
            Map<Metric, Long> business = new EnumMap<>(Metric.class);
            for (Metric metric : List.of(
                    Metric.HOLD_PLACED,
                    Metric.HOLD_REFUSED,
                    Metric.HOLD_EXPIRED,
                    Metric.WAITLIST_JOINED,
                    Metric.OFFER_MADE,
                    Metric.SEAT_MADE_PUBLIC)) {
                business.put(metric, metrics.counted(metric));
            }
            return new Report.OfPremiere(
                    requests,
                    business,
                    premiere.count("reserve", 503),
                    watched.transactions(),
                    watched.conflicts(),
                    Report.Lag.of(metrics, Metric.HOLD_EXPIRY_LAG),
                    Report.Lag.of(metrics, Metric.REALLOCATION_TIME),
                    Audit.of(seatline.cloud(), seatline.momo()));
        }
    }

    /** The acts' usage does not depend on the machine, so that few repetitions do. */
    private Report.OfCost cost(Report.OfPremiere premiere) throws InterruptedException {
        CostReport report = progress.counting(
                "reckoning the cost",
                ACTS,
                done -> CostReport.of(new LedgerRun(1, 1, _ -> done.incrementAndGet()), Mix.usual()));
        return new Report.OfCost(
                premiere.crowd(parameters.shows).priced(report.ledger(), report.mix()),
                report.bill().dollars(),
                report.naive().dollars());
    }

    private Report.OfStorm storm(int holds) throws InterruptedException {
        Film film = Storm.film(holds, parameters.seats);
        progress.says("Opening " + film.shows() + " shows for " + holds + " holds …");
        try (Seatline seatline = open(film, Storm.HOLD, UnaryOperator.identity())) {
            List<String> tokens = Premiere.tokens(seatline, Storm.customers(film));
            Storm storm = new Storm(seatline, film, holds, tokens);
            List<Measured> requests =
                    progress.counting("holds, which run out a minute later", holds, held -> storm.rage(held));
            seatline.cloud().settle(PATIENCE);
            LocalMetrics metrics = seatline.metrics();
            return new Report.OfStorm(
                    holds,
                    metrics.counted(Metric.HOLD_EXPIRED),
                    metrics.counted(Metric.OFFER_MADE),
                    requests,
                    Report.Lag.of(metrics, Metric.HOLD_EXPIRY_LAG),
                    Report.Lag.of(metrics, Metric.REALLOCATION_TIME),
                    Audit.of(seatline.cloud(), seatline.momo()));
        }
    }

    private static Void sleep(Duration time) {
        try {
            Thread.sleep(time);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the rush was interrupted", e);
        }
    }
}
