package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.MovableClock;
import io.seatline.local.Seatline;
import io.seatline.local.Settings;
import io.seatline.local.e2e.Api.Answer;
import io.seatline.local.momo.MomoDelivery;
import io.seatline.local.testing.TestCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A running Seatline with a small cinema, whose time can be moved. Each test takes a show of its own. */
final class Premises implements AutoCloseable {
    static final Duration HOLD = Duration.ofMinutes(5);

    private static final int HALLS = 12;
    private static final int SHOWS_A_HALL = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    final MovableClock clock;
    final Seatline seatline;
    final Api api;
    private final AtomicInteger nextShow = new AtomicInteger();
    private final AtomicInteger nextCustomer = new AtomicInteger();

    private Premises(MovableClock clock, Seatline seatline) {
        this.clock = clock;
        this.seatline = seatline;
        api = new Api(seatline.base());
    }

    /** Opens them with holds of five minutes, on the machine's clock until a test moves it ahead. */
    static Premises open() {
        return open(UnaryOperator.identity());
    }

    /** Opens them with a clock that only the test moves, so that a busy machine costs no time. */
    static Premises openStanding() {
        return open(MovableClock.standingAt(Instant.now().truncatedTo(ChronoUnit.SECONDS)), UnaryOperator.identity());
    }

    static Premises open(UnaryOperator<Settings> change) {
        return open(MovableClock.runningWith(InstantSource.system()), change);
    }

    private static Premises open(MovableClock clock, UnaryOperator<Settings> change) {
        Premises premises = reopen(clock, change);
        JsonNode result = premises.seatline.importCatalog(
                TestCatalog.of(clock.instant(), HALLS, SHOWS_A_HALL, TestCatalog.FIFTY_SEATS));
        assertEquals("imported", result.path("status").asText(), result::toString);
        return premises;
    }

    /** Opens them without loading the catalog. */
    static Premises reopen(MovableClock clock, UnaryOperator<Settings> change) {
        return new Premises(
                clock,
                Seatline.start(change.apply(Settings.forTests().withHold(HOLD).withClock(clock))));
    }

    /** A show that no other test uses; rows A-E of ten seats, A1-A2 accessible, D VIP, E couples. */
    String show() {
        int number = nextShow.getAndIncrement();
        if (number >= HALLS * SHOWS_A_HALL) {
            throw new IllegalStateException("these premises have no more shows");
        }
        return "show" + number;
    }

    /** A show whose seats are all sold but these, which are held by a customer each, in this order. */
    SoldOut soldOut(List<List<String>> held) {
        String show = show();
        List<String> left = new ArrayList<>(seatMap(show).keySet());
        List<Answer> holds = new ArrayList<>();
        List<Customer> holders = new ArrayList<>();
        for (List<String> seats : held) {
            Customer holder = customer();
            holds.add(created(holder.reserve(show, seats.toArray(String[]::new))));
            holders.add(holder);
            left.removeAll(seats);
        }
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(10, left.size()));
            approve(created(customer().reserve(show, some.toArray(String[]::new)))
                    .payUrl());
            some.clear();
        }
        settle();
        return new SoldOut(show, holders, holds);
    }

    /** A sold-out show with the last holds of it. */
    record SoldOut(String show, List<Customer> holders, List<Answer> holds) {
        /** The n-th holder gives up. */
        void cancel(int n) {
            assertEquals(204, holders.get(n).cancel(holds.get(n).bookingId()).status());
        }
    }

    private static Answer created(Answer answer) {
        assertEquals(201, answer.status(), answer::text);
        return answer;
    }

    /** When a show begins. */
    Instant startOf(String show) {
        return Instant.parse(api.get("/api/v1/shows/" + show + "/seats")
                .body()
                .path("show")
                .path("starts_at")
                .asText());
    }

    /** A customer who has not been here. */
    Customer customer() {
        return customer("customer-" + nextCustomer.getAndIncrement());
    }

    Customer customer(String sub, String... groups) {
        return new Customer(api, seatline.tokens().token(sub, groups));
    }

    Customer support() {
        return customer("staff", "support");
    }

    /** What the public sees of each seat. */
    Map<String, String> seatMap(String show) {
        Map<String, String> seats = new TreeMap<>();
        Answer answer = api.get("/api/v1/shows/" + show + "/seats");
        for (JsonNode row : answer.body().path("rows")) {
            for (JsonNode seat : row.path("seats")) {
                seats.put(
                        seat.path("id").asText().substring(show.length() + 1),
                        seat.path("status").asText());
            }
        }
        return seats;
    }

    /** Customers press Pay on MoMo's page. */
    Answer approve(String payUrl, String body) {
        return api.post(java.net.URI.create(payUrl).getPath() + "/approve", body);
    }

    Answer approve(String payUrl) {
        return approve(payUrl, "{}");
    }

    /** Lets time pass, with all that happens meanwhile. */
    void pass(Duration time) {
        settle();
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            clock.advance(step);
            settle();
            left = left.minus(step);
        }
    }

    /** Waits until nothing is left to do at this time. */
    void settle() {
        await("MoMo has sent its notifications", () -> seatline.momo().deliveries().stream()
                .noneMatch(d -> d.status() == MomoDelivery.PENDING
                        && d.dueAt() <= clock.instant().toEpochMilli()));
        seatline.cloud().settle(PATIENCE);
    }

    /** Waits for something that happens without a moved clock; fails after a minute. */
    static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** All items of the table Bookings. */
    List<Map<String, AttributeValue>> bookingItems() {
        return scan("seatline-dev-bookings");
    }

    /** All seat claims of a show, by seat: state and owner. */
    Map<String, String> claims(String show) {
        Map<String, String> claims = new TreeMap<>();
        for (var item : scan("seatline-dev-seat-claims")) {
            if (item.get("show_id").s().equals(show)) {
                claims.put(
                        item.get("seat").s(),
                        item.get("state").s() + " " + item.get("booking_id").s());
            }
        }
        return claims;
    }

    private List<Map<String, AttributeValue>> scan(String table) {
        var request =
                ScanRequest.builder().tableName(table).consistentRead(true).build();
        return seatline.cloud().clients().dynamoDb().scanPaginator(request).items().stream()
                .toList();
    }

    /** What is due about a booking and its payments, in words. */
    List<String> dueOf(String bookingId) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.containsKey("due_at"))
                .map(item -> item.get("part").s() + " " + item.get("due_kind").s())
                .sorted()
                .toList();
    }

    /** One attribute of one item of a booking. */
    Optional<String> attribute(String bookingId, String part, String name) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.get("part").s().equals(part))
                .map(item -> item.get(name))
                .map(value -> value.s() == null ? value.n() : value.s())
                .findFirst();
    }

    /** Messages in a queue, waiting, delayed or in flight. */
    int messagesIn(String queue) {
        var sqs = seatline.cloud().clients().sqs();
        var attributes = sqs.getQueueAttributes(r -> r.queueUrl(seatline.cloud().queueUrl(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    @Override
    public void close() {
        seatline.close();
    }
}
