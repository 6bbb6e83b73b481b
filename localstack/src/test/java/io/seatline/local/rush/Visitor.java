package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A customer of the premiere: looks at the map, picks seats, holds them, pays or walks away; where the seats are gone,
 * looks again, and in the end waits in line. What the customer does between two requests takes time, and each request
 * is meant to be sent when that time is over, however long the one before took.
 */
final class Visitor {
    private static final Duration BETWEEN_LOOKS_AT_ENTRY = Duration.ofSeconds(3);
    private static final int TRIES = 3;
    private static final String JSON_LIST_END = "]}";

    private final Habits habits;
    private final Connections connections;
    private final RandomGenerator random;
    private final String token;
    private final String show;
    private final int party;
    private final boolean pays;
    private final long until;
    private long now;

    /**
     * How customers behave.
     *
     * @param payRatio which share of those who hold seats pays, 0 to 1
     * @param pickyRatio which share wants certain seats, the best, and tries for them again; the others take any
     * @param think how long they look and type between two requests, at most
     * @param patience how much longer than others some wait in line, at most
     */
    record Habits(double payRatio, double pickyRatio, Duration think, Duration patience) {}

    /**
     * @param meant when the customer comes, {@link System#nanoTime}
     * @param until when customers begin to stop waiting in line
     */
    Visitor(
            Habits habits,
            Connections connections,
            RandomGenerator random,
            String token,
            String show,
            long meant,
            long until) {
        this.habits = habits;
        this.connections = connections;
        this.random = random;
        this.token = token;
        this.show = show;
        this.until = until + random.nextLong(habits.patience().toNanos());
        now = meant;
        party = 1 + random.nextInt(4);
        pays = random.nextDouble() < habits.payRatio();
    }

    void visit() {
        boolean picky = random.nextDouble() < habits.pickyRatio();
        for (int i = 0; i < TRIES; i++) {
            List<String> free = available();
            if (free.size() < party) {
                break;
            }
            think();
            Answer answer = ask("reserve", Request.of("POST", "/api/v1/reserve", token, body(choice(free, picky))));
            if (answer.status() == 201) {
                payOrLeave(Optional.of(answer.json()));
                return;
            }
        }
        waitInLine();
    }

    private List<String> available() {
        Answer map = ask("seat map", Request.get("/api/v1/shows/" + show + "/seats"));
        List<String> free = new ArrayList<>();
        for (JsonNode row : map.json().path("rows")) {
            for (JsonNode seat : row.path("seats")) {
                if (seat.path("status").asText().equals("AVAILABLE")) {
                    free.add(seat.path("id").asText());
                }
            }
        }
        return free;
    }

    /** The picky take the first that are left, whom everybody picky wants; the others take some. */
    private List<String> choice(List<String> free, boolean picky) {
        if (!picky) {
            Collections.shuffle(free, new java.util.Random(random.nextLong()));
        }
        return free.subList(0, party);
    }

    private static String body(List<String> seats) {
        return seats.stream()
                .map(seat -> '"' + seat + '"')
                .collect(Collectors.joining(",", "{\"show_seats\":[", JSON_LIST_END));
    }

    private void waitInLine() {
        Answer joined = ask(
                "join the line",
                Request.of("POST", "/api/v1/shows/" + show + "/waitlist", token, "{\"seats\":" + party + "}"));
        if (joined.status() != 202) {
            return;
        }
        String entry = "/api/v1/waitlist/" + joined.json().path("entry_id").asText();
        while (now < until) {
            pause(BETWEEN_LOOKS_AT_ENTRY);
            Answer standing = ask("entry_id", Request.of("GET", entry, token, ""));
            if (standing.json().path("status").asText().equals("OFFERED")) {
                think();
                takeOffer(standing.json().path("booking_id").asText());
                return;
            }
        }
        ask("leave the line", Request.of("DELETE", entry, token, ""));
    }

    private void takeOffer(String booking) {
        if (!pays) {
            return;
        }
        Answer payment = ask("pay an offer", Request.of("POST", "/api/v1/bookings/" + booking + "/payment", token, ""));
        if (payment.status() == 200) {
            approve(payment.json().path("payment").path("pay_url").asText());
        }
    }

    private void payOrLeave(Optional<JsonNode> booking) {
        if (pays) {
            think();
            approve(booking.orElseThrow().path("payment").path("pay_url").asText());
        }
    }

    private void approve(String payUrl) {
        ask("MoMo's page", Request.of("POST", URI.create(payUrl).getPath() + "/approve", token, ""));
    }

    private Answer ask(String what, Request request) {
        Answer answer = connections.send(what, now, request);
        now = Math.max(now, System.nanoTime());
        return answer;
    }

    private void think() {
        pause(Duration.ofMillis(random.nextLong(habits.think().toMillis() + 1)));
    }

    private void pause(Duration time) {
        now += time.toNanos();
        while (System.nanoTime() < now) {
            LockSupport.parkNanos(Math.max(now - System.nanoTime(), TimeUnit.MICROSECONDS.toNanos(1)));
        }
    }
}
