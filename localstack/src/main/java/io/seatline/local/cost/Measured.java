package io.seatline.local.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.MovableClock;
import io.seatline.local.Seatline;
import io.seatline.local.Settings;
import io.seatline.local.momo.MomoDelivery;
import io.seatline.local.momo.MomoSimulator.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Seatline whose functions are measured and whose time is moved. One act at a time is done in it. */
final class Measured implements AutoCloseable {
    static final Duration HOLD = Duration.ofMinutes(5);

    /** Who makes MoMo's calls, and waits for them. */
    static final Map<Call, String> CALLERS =
            Map.of(Call.CREATE, "ReserveHandler", Call.QUERY, "DueHandler", Call.REFUND, "RefundHandler");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    final MovableClock clock = MovableClock.standingAt(Instant.now().truncatedTo(ChronoUnit.HOURS));
    final Seatline seatline;
    final Cinema cinema = new Cinema(clock.instant());
    private final Instruments instruments = new Instruments();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int customers;

    Measured() {
        seatline = Seatline.start(Settings.forTests().withHold(HOLD).withClock(clock), instruments::around);
        load(0);
    }

    /** Loads the catalog, with so many shows besides. */
    void load(int more) {
        JsonNode loaded = seatline.importCatalog(cinema.catalog(more));
        if (!loaded.path("status").asText().equals("imported")) {
            throw new IllegalStateException("the catalog was not loaded: " + loaded);
        }
    }

    /** An answer that was expected. */
    record Answer(JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }

        String payUrl() {
            return body.path("payment").path("pay_url").asText();
        }
    }

    /** The token of a customer who has not been here. */
    String customer() {
        return seatline.tokens().token("3b0c7f7e-5c1d-4f0e-9d55-%012d".formatted(customers++));
    }

    Answer get(String path, String token) {
        return call(200, "GET", path, token, Optional.empty());
    }

    Answer post(int expected, String path, String token, String body) {
        return call(expected, "POST", path, token, Optional.of(body));
    }

    Answer delete(String path, String token) {
        return call(204, "DELETE", path, token, Optional.empty());
    }

    /** The customer presses Pay on MoMo's page. */
    void approve(String payUrl) {
        call(200, "POST", URI.create(payUrl).getPath() + "/approve", "", Optional.of("{}"));
    }

    private Answer call(int expected, String method, String path, String token, Optional<String> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(seatline.base().resolve(path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        body.ifPresent(_ -> request.header("content-type", "application/json"));
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new IllegalStateException("%s %s should answer %d and answered %d: %s"
                        .formatted(method, path, expected, response.statusCode(), response.body()));
            }
            return new Answer(json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    /** Lets time pass, with all that happens meanwhile. */
    void pass(Duration time) {
        settle();
        for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
            clock.advance(left.compareTo(STEP) < 0 ? left : STEP);
            settle();
        }
    }

    /**
     * Passes to the middle of a minute: what ends minutes later is then found by as many ticks as almost every hold is,
     * and not by one more, as one that ends with a tick.
     */
    void passToHalfAMinute() {
        int second = (int) (clock.instant().getEpochSecond() % 60);
        pass(Duration.ofSeconds((90 - second) % 60));
    }

    /** Waits until nothing is left to do at this time. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seatline.momo().deliveries().stream()
                .anyMatch(delivery -> delivery.status() == MomoDelivery.PENDING
                        && delivery.deadlineAt() <= clock.instant().toEpochMilli())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("MoMo's notification was not taken within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        seatline.cloud().settle(PATIENCE);
    }

    /** What an act used, with all that followed from it. */
    Usage measure(Runnable act) {
        settle();
        instruments.take();
        Map<Call, Long> before = momoCalls();
        act.run();
        settle();
        momoCalls()
                .forEach((call, times) -> instruments.add(
                        CALLERS.get(call), Metric.MOMO_CALLS, call.name(), (double) times - before.get(call)));
        return instruments.take();
    }

    private Map<Call, Long> momoCalls() {
        return Map.of(
                Call.CREATE, seatline.momo().calls(Call.CREATE),
                Call.QUERY, seatline.momo().calls(Call.QUERY),
                Call.REFUND, seatline.momo().calls(Call.REFUND));
    }

    @Override
    public void close() {
        http.close();
        seatline.close();
    }
}
