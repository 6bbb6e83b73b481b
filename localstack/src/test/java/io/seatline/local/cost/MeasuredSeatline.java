package io.seatline.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.momo.MomoDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A Seatline with counted usage, a movable clock and halls of 200 seats. Measures one action at a time. */
final class MeasuredSeatline implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int SHOWS = 8;

    /** The seats of a hall, row by row: ten rows of twenty. */
    private static final List<String> SEATS = IntStream.range(0, 200)
            .mapToObj(seat -> (char) ('A' + seat / 20) + "" + (seat % 20 + 1))
            .toList();

    final MovableClock clock = MovableClock.standingAt(Instant.now().truncatedTo(ChronoUnit.HOURS));
    final Seatline seatline;
    private final Instruments instruments = new Instruments();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int customers;
    private int shows;

    MeasuredSeatline() {
        seatline = Seatline.start(
                Settings.forTests().withHold(Duration.ofMinutes(5)).withClock(clock), instruments::around);
        JsonNode loaded = seatline.importCatalog(catalog());
        if (!loaded.path("status").asText().equals("imported")) {
            throw new IllegalStateException("the catalog was not loaded: " + loaded);
        }
    }

    private JsonNode catalog() {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree("""
                    {"cities":[{"id":"ha-noi","name":"Ha Noi"}],
                     "movies":[{"id":"mai","title":"Mai","duration_minutes":120,"rating":"T16",
                                "genres":["Drama"],"languages":["vi"]}],
                     "cinemas":[{"id":"opera","name":"Opera","address":"1 Trang Tien, Ha Noi","city":"ha-noi",
                                 "halls":[{"id":"hall","name":"Hall"}]}]}
                    """);
            ((ObjectNode) document.at("/cinemas/0/halls/0"))
                    .set(
                            "rows",
                            JSON.valueToTree("ABCDEFGHIJ"
                                    .chars()
                                    .mapToObj(row -> (char) row + " SSSSSSSSSS_SSSSSSSSSS")
                                    .toList()));
            ArrayNode programme = document.putArray("shows");
            for (int show = 0; show < SHOWS; show++) {
                Instant start = clock.instant().plus(Duration.ofDays(2)).plus(Duration.ofHours(4L * show));
                programme.add(JSON.readTree("""
                        {"id":"show%d","movie":"mai","cinema":"opera","hall":"hall","format":"2D","starts_at":"%s",
                         "prices":{"STANDARD":90000}}
                        """.formatted(show, start)));
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an unused show. */
    String show() {
        return "show" + shows++;
    }

    /** Returns the seats with the numbers {@code from}, counted from 0, to {@code to}, exclusive. */
    static List<String> seats(int from, int to) {
        return SEATS.subList(from, to);
    }

    /** Returns the token of a new customer. */
    String customer() {
        return seatline.tokens().token("3b0c7f7e-5c1d-4f0e-9d55-%012d".formatted(customers++));
    }

    JsonNode reserve(int expected, String show, List<String> seats, String customer) {
        var request = JSON.createObjectNode();
        seats.forEach(seat -> request.withArray("show_seats").add(show + "." + seat));
        return call(expected, "POST", "/api/v1/reserve", customer, request.toString());
    }

    /** Sells seats to customers who pay. */
    void sell(String show, List<String> seats) {
        for (int i = 0; i < seats.size(); i += 10) {
            List<String> some = seats.subList(i, Math.min(i + 10, seats.size()));
            approve(reserve(201, show, some, customer()));
        }
        settle();
    }

    /** Presses Pay on MoMo's page. */
    void approve(JsonNode booking) {
        String page = URI.create(booking.at("/payment/pay_url").asText()).getPath();
        call(200, "POST", page + "/approve", "", "{}");
    }

    JsonNode call(int expected, String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(seatline.base().resolve(path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new IllegalStateException("%s %s answered %d, not %d: %s"
                        .formatted(method, path, response.statusCode(), expected, response.body()));
            }
            return response.body().startsWith("{") ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Moves the clock ahead in steps and lets the cloud do its work after each. */
    void pass(Duration time) {
        settle();
        for (long steps = time.dividedBy(STEP); steps > 0; steps--) {
            clock.advance(STEP);
            settle();
        }
    }

    /** Waits until the cloud is idle. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seatline.momo().deliveries().stream()
                .anyMatch(delivery -> delivery.status() == MomoDelivery.PENDING
                        && delivery.dueAt() <= clock.instant().toEpochMilli())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Seatline did not accept MoMo's notification within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        seatline.cloud().settle(PATIENCE);
    }

    /** Returns the usage of an action and of everything that follows from it. */
    Usage measure(Runnable action) {
        settle();
        instruments.take(seatline.momo());
        action.run();
        settle();
        return instruments.take(seatline.momo());
    }

    @Override
    public void close() {
        http.close();
        seatline.close();
    }
}
