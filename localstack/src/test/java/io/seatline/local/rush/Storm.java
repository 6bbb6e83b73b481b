package io.seatline.local.rush;

import io.seatline.events.metric.Metric;
import io.seatline.local.app.InMemoryMetrics;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.audit.Audit;
import io.seatline.local.rush.LoadClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;

/**
 * Makes many holds expire within one minute. In the minute before, customers hold every seat of enough shows and leave, and
 * others join the waitlist of each full show. The freed seats are then offered to the waiting entries.
 */
final class Storm {
    /** The period in which the holds are made, and in which they expire. */
    private static final Duration SPREAD = Duration.ofMinutes(1);

    /** Long enough that the last hold has expired and its seats are offered before the first offer expires. */
    private static final Duration HOLD = SPREAD.plusSeconds(15);

    private static final int PARTY = 3;
    private static final int WAITING_PER_SHOW = 20;

    private final int holds;
    private final int holdsPerShow;
    private final HotMovie movie;
    private final List<String> seats;
    private final Progress progress;
    private final Timings timings = new Timings();

    /** The result; the lags are those of {@link Premiere.Result}. */
    record Result(
            int holds,
            long expired,
            long offers,
            List<LoadResult> requests,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Audit audit) {}

    Storm(RushOptions options, int holds, Progress progress) {
        this.holds = holds;
        this.progress = progress;
        holdsPerShow = options.seats / PARTY;
        movie = new HotMovie((holds + holdsPerShow - 1) / holdsPerShow, holdsPerShow * PARTY);
        seats = movie.seatNumbers();
    }

    Result run() throws InterruptedException {
        progress.print("Opening " + movie.shows() + " shows for " + holds + " holds …");
        try (Seatline seatline = Seatline.start(Settings.forTests().withHold(HOLD))) {
            movie.openSales(seatline);
            // A customer has one unpaid hold and few waitlist entries, so each has one show.
            List<String> tokens = Premiere.tokens(seatline, holds + movie.shows() * WAITING_PER_SHOW);
            List<LoadResult> requests = progress.counting(
                    "holds, which expire a minute later", holds, held -> holdAndWait(seatline, tokens, held));
            Audit audit = Audit.of(seatline);
            InMemoryMetrics metrics = seatline.metrics();
            return new Result(
                    holds,
                    metrics.counted(Metric.HOLD_EXPIRED),
                    metrics.counted(Metric.OFFER_MADE),
                    requests,
                    Lag.of(metrics, Metric.HOLD_EXPIRY_LAG),
                    Lag.of(metrics, Metric.REALLOCATION_TIME),
                    audit);
        }
    }

    /** Makes the holds and joins the waitlists, then waits until the last hold has expired. */
    private List<LoadResult> holdAndWait(Seatline seatline, List<String> tokens, AtomicInteger held) {
        AtomicIntegerArray left = new AtomicIntegerArray(movie.shows());
        for (int number = 0; number < holds; number++) {
            left.incrementAndGet(number / holdsPerShow);
        }
        List<Long> offsets = LongStream.range(0, holds)
                .mapToObj(number -> SPREAD.toNanos() * number / holds)
                .toList();
        long start = System.nanoTime();
        try (LoadClient client = new LoadClient(seatline.base())) {
            Load.open(offsets, held, (number, scheduled) -> {
                int show = number / holdsPerShow;
                hold(client, tokens.get(number), number, scheduled);
                if (left.decrementAndGet(show) == 0) {
                    int first = holds + show * WAITING_PER_SHOW;
                    joinAll(client, tokens.subList(first, first + WAITING_PER_SHOW), HotMovie.show(show));
                }
            });
        }
        Load.sleepUntil(start + SPREAD.plus(HOLD).plusSeconds(3).toNanos());
        return timings.results((System.nanoTime() - start) / 1e9);
    }

    private void hold(LoadClient client, String token, int number, long scheduled) {
        int first = number % holdsPerShow * PARTY;
        Response response =
                client.reserve(token, HotMovie.show(number / holdsPerShow), seats.subList(first, first + PARTY));
        timings.record(SimulatedCustomer.RESERVE, scheduled, response.status());
        if (response.status() != 201) {
            throw new IllegalStateException("a hold was refused: " + response.json());
        }
    }

    private void joinAll(LoadClient client, List<String> tokens, String show) {
        for (String token : tokens) {
            long sent = System.nanoTime();
            timings.record(
                    SimulatedCustomer.JOIN,
                    sent,
                    client.joinWaitlist(token, show, PARTY).status());
        }
    }
}
