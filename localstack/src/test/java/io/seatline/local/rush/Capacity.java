package io.seatline.local.rush;

import static io.seatline.local.rush.ClosedLoad.NO_MORE;

import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How much the whole system takes of each kind of request, from so many connections that ask again at once. */
final class Capacity {
    private static final int PARTY = 3;

    private final URI base;
    private final Film film;
    private final int connections;
    private final List<String> tokens;
    private final List<String> seats;
    private final AtomicInteger nextHold = new AtomicInteger();

    /**
     * @param firstShow the first of the shows that are sold here; those before are not touched
     * @param tokens customers' tokens, one at least for each party that a show seats
     */
    Capacity(URI base, Film film, int firstShow, int connections, List<String> tokens) {
        this.base = base;
        this.film = film;
        this.connections = connections;
        this.tokens = tokens;
        seats = film.seatNumbers();
        nextHold.set(firstShow * holdsOfAShow());
    }

    private int holdsOfAShow() {
        return film.seats() / PARTY;
    }

    /** Holds of three seats that nobody else wants. */
    Measured holds(Duration length) {
        return new ClosedLoad(connections).run("hold of 3 seats", length, _ -> {
            Connection connection = Connection.to(base);
            return () -> {
                int hold = nextHold.getAndIncrement();
                int show = hold / holdsOfAShow();
                if (show >= film.shows()) {
                    return NO_MORE;
                }
                int party = hold % holdsOfAShow();
                return reserve(connection, tokens.get(party), Film.show(show), party * PARTY)
                        .status();
            };
        });
    }

    private Answer reserve(Connection connection, String token, String show, int firstSeat) {
        return connection.send(Request.of("POST", "/api/v1/reserve", token, body(show, firstSeat)));
    }

    private String body(String show, int firstSeat) {
        return IntStream.range(firstSeat, firstSeat + PARTY)
                .mapToObj(seat -> '"' + show + '.' + seats.get(seat) + '"')
                .collect(Collectors.joining(",", "{\"show_seats\":[", "]}"));
    }

    /** Sells a show out, so that the next who want its seats are refused. */
    void sellOut(String show) {
        try (Connection connection = Connection.to(base)) {
            for (int party = 0; party < holdsOfAShow(); party++) {
                Answer answer = reserve(connection, tokens.get(party), show, party * PARTY);
                if (answer.status() != 201) {
                    throw new IllegalStateException("a seat of " + show + " was refused: " + answer.status());
                }
            }
        }
    }

    /** Wishes for seats of a show that is sold out. */
    Measured refusals(String show, String latecomer, Duration length) {
        return new ClosedLoad(connections).run("refusal", length, worker -> {
            Connection connection = Connection.to(base);
            AtomicInteger turn = new AtomicInteger(worker);
            return () -> {
                int party = turn.getAndIncrement() % holdsOfAShow();
                return reserve(connection, latecomer, show, party * PARTY).status();
            };
        });
    }

    /** Looks at the seat map of a show. */
    Measured maps(String show, Duration length) {
        return new ClosedLoad(connections).run("seat map", length, _ -> {
            Connection connection = Connection.to(base);
            Request request = Request.get("/api/v1/shows/" + show + "/seats");
            return () -> connection.send(request).status();
        });
    }

    /** Looks at the seat map of a show that the customer has seen as it is. */
    Measured unchangedMaps(String show, Duration length) {
        String path = "/api/v1/shows/" + show + "/seats";
        String etag;
        try (Connection connection = Connection.to(base)) {
            etag = connection.send(Request.get(path)).headers().get("etag");
        }
        Request request = new Request("GET", path, Map.of("if-none-match", etag), "");
        return new ClosedLoad(connections).run("unchanged seat map", length, _ -> {
            Connection connection = Connection.to(base);
            return () -> connection.send(request).status();
        });
    }

    /** As many tokens as the capacity needs customers. */
    static List<String> customers(Film film) {
        return new ArrayList<>(IntStream.range(0, film.seats() / PARTY)
                .mapToObj(party -> "buyer-%05d".formatted(party))
                .toList());
    }
}
