package io.seatline.local.rush;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.audit.Audit;
import io.seatline.local.rush.LoadClient.Response;
import io.seatline.local.tables.TableEngine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures the throughput of each kind of request by the closed model. */
final class Capacity {
    private static final Duration HOLD = Duration.ofMinutes(30);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int PARTY = 3;
    private static final int SEATS = 300;
    private static final int PARTIES = SEATS / PARTY;

    /** The first show is sold out. The next shows are for holds, then for contested seats; the last is for freed seats. */
    private static final int SOLD_OUT_SHOW = 0;

    /** More shows than a run can hold all seats of. */
    private static final int HELD_SHOWS = 600;

    private static final int CONTESTED_SHOWS = 60;
    private static final int FREED_SHOW = HELD_SHOWS + CONTESTED_SHOWS;

    private final HotMovie movie = new HotMovie(FREED_SHOW + 1, SEATS);
    private final List<String> seats = movie.seatNumbers();
    private final AtomicInteger nextHold = new AtomicInteger(PARTIES);
    private final RushOptions options;
    private final Progress progress;
    private final Duration length;

    /**
     * The result.
     *
     * @param engine the engine alone, measured before and after the holds
     * @param share the rate of holds divided by the rate of the engine alone, 0 to 1
     * @param contested holds by many customers of the same triples of seats
     * @param freed the times until a cancelled seat is held again
     */
    record Result(
            List<LoadResult> engine,
            double share,
            LoadResult hold,
            LoadResult refusal,
            LoadResult seatMap,
            LoadResult unchangedSeatMap,
            LoadResult contested,
            LoadResult freed,
            Audit audit) {

        Stream<LoadResult> loads() {
            return Stream.concat(
                    engine.stream(), Stream.of(hold, refusal, seatMap, unchangedSeatMap, contested, freed));
        }
    }

    Capacity(RushOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        length = Duration.ofSeconds(options.seconds);
    }

    Result run() throws InterruptedException {
        progress.print("Opening " + HELD_SHOWS + " shows to measure the capacity of …");
        TransactionCounter transactions = new TransactionCounter();
        try (Seatline seatline = Seatline.start(Settings.forTests().withHold(HOLD), transactions::countIn);
                TableEngine engine = new TableEngine(EngineOptions.inMemory());
                LoadClient client = new LoadClient(seatline.base())) {
            movie.openSales(seatline);
            engine.create(seatline.cloud().resolved());
            // A customer has one unpaid hold, so each hold needs a customer of its own.
            List<String> tokens = IntStream.range(0, HELD_SHOWS * PARTIES)
                    .parallel()
                    .mapToObj(hold -> seatline.tokens().token("buyer-%05d".formatted(hold)))
                    .toList();
            String latecomer = seatline.tokens().token("latecomer");
            String soldOut = HotMovie.show(SOLD_OUT_SHOW);
            sellOut(client, tokens, soldOut);
            EngineLoad engineLoad = new EngineLoad(engine.client(), transactions.firstReserve(), soldOut);
            progress.during("warming up", WARM_UP, () -> {
                refusals(client, latecomer, soldOut, WARM_UP.dividedBy(8));
                seatMaps(client, soldOut, WARM_UP.dividedBy(8));
                return holds(client, tokens, WARM_UP.multipliedBy(3).dividedBy(4));
            });
            LoadResult before = measure(
                    "the engine alone", () -> engineLoad.run("engine alone, before", options.connections, length));
            LoadResult hold = measure("holds", () -> holds(client, tokens, length));
            LoadResult after = measure(
                    "the engine alone", () -> engineLoad.run("engine alone, after", options.connections, length));
            LoadResult refusal = measure("refusals", () -> refusals(client, latecomer, soldOut, length));
            LoadResult map = measure("seat maps", () -> seatMaps(client, soldOut, length));
            LoadResult unchanged = measure("unchanged seat maps", () -> unchangedSeatMaps(client, soldOut));
            Contention contention = new Contention(seatline, client, seats);
            LoadResult contested = measure(
                    "contested seats",
                    () -> contention.triples(options.connections, HELD_SHOWS, CONTESTED_SHOWS, length));
            Duration longer = length.multipliedBy(2);
            LoadResult freed =
                    progress.during("freed seats", longer, () -> contention.freed(HotMovie.show(FREED_SHOW), longer));
            requireOnlyHeld(hold);
            double share = hold.perSecond() / ((before.perSecond() + after.perSecond()) / 2);
            Audit audit = Audit.of(seatline);
            return new Result(List.of(before, after), share, hold, refusal, map, unchanged, contested, freed, audit);
        }
    }

    private LoadResult measure(String what, Supplier<LoadResult> load) throws InterruptedException {
        return progress.during(what, length, load);
    }

    private Response reserve(LoadClient client, String token, String show, int party) {
        return client.reserve(token, show, seats.subList(party * PARTY, (party + 1) * PARTY));
    }

    private void sellOut(LoadClient client, List<String> tokens, String show) {
        for (int party = 0; party < PARTIES; party++) {
            Response response = reserve(client, tokens.get(party), show, party);
            if (response.status() != 201) {
                throw new IllegalStateException(
                        "cannot sell out " + show + ": a reserve was answered with " + response.status());
            }
        }
    }

    /** Holds three uncontested seats per request. */
    private LoadResult holds(LoadClient client, List<String> tokens, Duration time) {
        return Load.closed("hold of 3 seats", options.connections, time, _ -> () -> {
            int hold = nextHold.getAndIncrement();
            int show = hold / PARTIES;
            int party = hold % PARTIES;
            return show >= HELD_SHOWS
                    ? Load.EXHAUSTED
                    : reserve(client, tokens.get(hold), HotMovie.show(show), party)
                            .status();
        });
    }

    private LoadResult refusals(LoadClient client, String token, String soldOut, Duration time) {
        return Load.closed("refusal", options.connections, time, worker -> {
            AtomicInteger turn = new AtomicInteger(worker);
            return () -> reserve(client, token, soldOut, turn.getAndIncrement() % PARTIES)
                    .status();
        });
    }

    private LoadResult seatMaps(LoadClient client, String show, Duration time) {
        return Load.closed(
                "seat map",
                options.connections,
                time,
                _ -> () -> client.seatMap(show).status());
    }

    private LoadResult unchangedSeatMaps(LoadClient client, String show) {
        String etag = client.seatMap(show).etag().orElseThrow();
        return Load.closed(
                "unchanged seat map",
                options.connections,
                length,
                _ -> () -> client.seatMapUnlessUnchanged(show, etag).status());
    }

    private static void requireOnlyHeld(LoadResult holds) {
        if (!holds.statuses().keySet().equals(Set.of(201))) {
            throw new IllegalStateException("every hold must be answered with 201: " + holds);
        }
    }
}
