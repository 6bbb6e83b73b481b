package io.seatline.local.rush;

import io.seatline.local.app.Seatline;
import io.seatline.local.rush.LoadClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures many customers who request the same seats: response times, and the time until a cancelled seat is held again. */
final class Contention {
    private static final int PARTY = 3;
    private static final int FREED_SEATS = 12;
    private static final int FREED_WORKERS = 16;
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(150);
    private static final String FREED = "freed seat held again";
    private static final String TRY = "try";

    private final Seatline seatline;
    private final LoadClient client;
    private final List<String> seats;
    private final AtomicLong customer = new AtomicLong();

    Contention(Seatline seatline, LoadClient client, List<String> seats) {
        this.seatline = seatline;
        this.client = client;
        this.seats = seats;
    }

    private String nextCustomer() {
        return seatline.tokens().token("contender-" + customer.incrementAndGet());
    }

    /** Measures overlapping triples of seats. Each worker requests each triple, all at about the same time. */
    LoadResult triples(int workers, int firstShow, int shows, Duration length) {
        int triples = seats.size() - PARTY + 1;
        Queue<String> tokens = IntStream.range(0, workers + shows * (seats.size() / PARTY))
                .parallel()
                .mapToObj(_ -> nextCustomer())
                .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        return Load.closed("contested triple", workers, length, _ -> {
            AtomicInteger turn = new AtomicInteger();
            // A customer has one unpaid hold, so another one takes over after each.
            String[] token = {tokens.remove()};
            return () -> {
                int now = turn.getAndIncrement();
                if (now >= shows * triples) {
                    return Load.EXHAUSTED;
                }
                int triple = now % triples;
                int status = client.reserve(
                                token[0],
                                HotMovie.show(firstShow + now / triples),
                                seats.subList(triple, triple + PARTY))
                        .status();
                if (status == 201) {
                    token[0] = tokens.remove();
                }
                return status;
            };
        });
    }

    private record Hold(String token, String bookingId) {}

    /**
     * Measures the time from a cancellation's request until another customer holds the seat. The waitlist is empty, and
     * sixteen workers request twelve seats all the time. The statuses are those of their requests.
     */
    LoadResult freed(String show, Duration length) {
        Map<String, Hold> holds = new ConcurrentHashMap<>();
        Map<String, Long> cancelled = new ConcurrentHashMap<>();
        Timings freed = new Timings();
        long end = System.nanoTime() + length.toNanos();
        Thread canceller = Thread.ofVirtual().start(() -> cancel(holds, cancelled, end));
        LoadResult tries = Load.closed(TRY, FREED_WORKERS, length.plusSeconds(3), worker -> {
            AtomicInteger turn = new AtomicInteger(worker);
            String[] token = {nextCustomer()};
            return () -> {
                String seat = seats.get(turn.getAndIncrement() % FREED_SEATS);
                Response response = client.reserve(token[0], show, List.of(seat));
                if (response.status() == 201) {
                    Long since = cancelled.remove(seat);
                    if (since != null) {
                        freed.record(FREED, since, response.status());
                    }
                    holds.put(
                            seat,
                            new Hold(
                                    token[0], response.json().path("booking_id").asText()));
                    token[0] = nextCustomer();
                }
                return response.status();
            };
        });
        canceller.interrupt();
        return freed.result(FREED, length.toMillis() / 1e3).withStatuses(tries.statuses());
    }

    private void cancel(Map<String, Hold> holds, Map<String, Long> cancelled, long end) {
        try {
            for (int turn = 0; System.nanoTime() < end; turn++) {
                Thread.sleep(BETWEEN_CANCELS);
                String seat = seats.get(turn % FREED_SEATS);
                Hold hold = holds.remove(seat);
                if (hold != null) {
                    // Recorded before the response, because a worker may hold the seat earlier.
                    cancelled.put(seat, System.nanoTime());
                    client.delete("/api/v1/bookings/" + hold.bookingId(), hold.token());
                }
            }
        } catch (InterruptedException _) {
            // The measurement is over.
        }
    }
}
