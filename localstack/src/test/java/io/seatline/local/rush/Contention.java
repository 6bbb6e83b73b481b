package io.seatline.local.rush;

import static io.seatline.local.rush.ClosedLoad.NO_MORE;

import io.seatline.local.Seatline;
import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many customers at the same seats: how fast they are answered, and how soon a seat that is given back is public. */
final class Contention {
    private static final int PARTY = 3;
    private static final int HAMMERED_SEATS = 12;
    private static final int HAMMERS = 16;
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(150);

    private final Seatline seatline;
    private final URI base;
    private final List<String> seats;
    private final int connections;
    private final AtomicLong customer = new AtomicLong();

    Contention(Seatline seatline, Film film, int connections) {
        this.seatline = seatline;
        this.base = seatline.base();
        this.seats = film.seatNumbers();
        this.connections = connections;
    }

    private String nextCustomer() {
        return seatline.tokens().token("contender-" + customer.incrementAndGet());
    }

    /** Overlapping triples of seats, each wanted by one customer of each connection at about the same time. */
    Measured triples(int firstShow, int shows, Duration length) {
        int triples = seats.size() - PARTY + 1;
        List<String> tokens = Stream.generate(this::nextCustomer)
                .limit((long) connections * triples)
                .toList();
        return new ClosedLoad(connections).run("contested triple", length, worker -> {
            Connection connection = Connection.to(base);
            AtomicInteger turn = new AtomicInteger();
            return () -> {
                int now = turn.getAndIncrement();
                if (now >= shows * triples) {
                    return NO_MORE;
                }
                int triple = now % triples;
                String token = tokens.get(worker * triples + triple);
                String show = Film.show(firstShow + now / triples);
                return connection
                        .send(reserve(show, token, seats.subList(triple, triple + PARTY)))
                        .status();
            };
        });
    }

    private static Request reserve(String show, String token, List<String> seats) {
        String body = String.join(
                ",", seats.stream().map(seat -> '"' + show + '.' + seat + '"').toList());
        return Request.of("POST", "/api/v1/reserve", token, "{\"show_seats\":[" + body + "]}");
    }

    /** Who holds a seat. */
    private record Held(String token, String booking) {}

    /**
     * Twelve seats of a show nobody waits for, wanted by sixteen clients all the time: how long after a cancellation was
     * sent the first of them gets the seat.
     */
    Measured freed(String show, Duration length) {
        Map<String, Held> held = new ConcurrentHashMap<>();
        Map<String, Long> freed = new ConcurrentHashMap<>();
        Histogram nanos = new ConcurrentHistogram(3);
        long end = System.nanoTime() + length.toNanos();
        Thread canceller = Thread.ofVirtual().start(() -> cancel(held, freed, end));
        Measured tries = new ClosedLoad(HAMMERS).run("try", length.plusSeconds(3), worker -> {
            Connection connection = Connection.to(base);
            AtomicInteger turn = new AtomicInteger(worker);
            String[] token = {nextCustomer()};
            return () -> {
                String seat = seats.get(turn.getAndIncrement() % HAMMERED_SEATS);
                Answer answer = connection.send(reserve(show, token[0], List.of(seat)));
                if (answer.status() == 201) {
                    Long since = freed.remove(seat);
                    if (since != null) {
                        nanos.recordValue(Math.max(0, System.nanoTime() - since));
                    }
                    held.put(
                            seat,
                            new Held(token[0], answer.json().get("booking_id").asText()));
                    token[0] = nextCustomer();
                }
                return answer.status();
            };
        });
        canceller.interrupt();
        return Measured.of("freed seat public again", nanos, (double) length.toSeconds(), tries.answers());
    }

    private void cancel(Map<String, Held> held, Map<String, Long> freed, long end) {
        try (Connection connection = Connection.to(base)) {
            for (int turn = 0; System.nanoTime() < end; turn++) {
                Thread.sleep(BETWEEN_CANCELS);
                String seat = seats.get(turn % HAMMERED_SEATS);
                Held owner = held.remove(seat);
                if (owner != null) {
                    // Before the answer, since a hammer may be faster than it.
                    freed.put(seat, System.nanoTime());
                    connection.send(Request.of("DELETE", "/api/v1/bookings/" + owner.booking(), owner.token(), ""));
                }
            }
        } catch (InterruptedException _) {
            // The hammering is over.
        }
    }
}
