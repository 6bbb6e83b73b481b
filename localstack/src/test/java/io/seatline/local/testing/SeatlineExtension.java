package io.seatline.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.momo.MomoDelivery;
import io.seatline.local.testing.ApiClient.Answer;
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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A running Seatline with a small cinema, whose time can be moved; each test takes a show of its own. Register it in a
 * static field to start it once for a class, in another field to start it for each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SeatlineExtension seatline = new SeatlineExtension();
 * }</pre>
 *
 * <p>A test that needs another one of its own starts it with {@link #start} and closes it.
 */
public final class SeatlineExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    public static final Duration HOLD = Duration.ofMinutes(5);

    private static final int HALLS = 12;
    private static final int SHOWS_PER_HALL = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final MovableClock clock;
    private final UnaryOperator<Settings> change;
    private final InjectedFaults faults =
            new InjectedFaults(() -> running().cloud().resolved());
    private final AtomicInteger nextShow = new AtomicInteger();
    private final AtomicInteger nextCustomer = new AtomicInteger();
    private Optional<Seatline> running = Optional.empty();
    private Optional<ApiClient> api = Optional.empty();
    private boolean forClass;

    /** With holds of five minutes, on the machine's clock until a test moves it ahead. */
    public SeatlineExtension() {
        this(UnaryOperator.identity());
    }

    public SeatlineExtension(UnaryOperator<Settings> change) {
        this(MovableClock.runningWith(InstantSource.system()), change);
    }

    private SeatlineExtension(MovableClock clock, UnaryOperator<Settings> change) {
        this.clock = clock;
        this.change = change;
    }

    /** Starts another one. */
    public static SeatlineExtension start() {
        return start(UnaryOperator.identity());
    }

    /** Starts another one with other settings. */
    public static SeatlineExtension start(UnaryOperator<Settings> change) {
        return new SeatlineExtension(change).open();
    }

    /** Starts another one with a clock that only the test moves, so that a busy machine costs no time. */
    public static SeatlineExtension startWithFixedClock() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new SeatlineExtension(MovableClock.standingAt(start), UnaryOperator.identity()).open();
    }

    /** Starts another one on the data that a closed one left, with the same clock. */
    public SeatlineExtension restart(UnaryOperator<Settings> again) {
        SeatlineExtension restarted = new SeatlineExtension(clock, again);
        restarted.boot();
        return restarted;
    }

    private SeatlineExtension open() {
        boot();
        JsonNode result = running()
                .importCatalog(TestCatalog.of(clock.instant(), HALLS, SHOWS_PER_HALL, TestCatalog.FIFTY_SEATS));
        assertEquals("imported", result.path("status").asText(), result::toString);
        return this;
    }

    private void boot() {
        Settings settings = change.apply(Settings.forTests().withHold(HOLD).withClock(clock));
        running = Optional.of(Seatline.start(settings, cloud -> cloud.withHook(faults)));
        api = Optional.of(new ApiClient(running().base()));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        forClass = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!forClass) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!forClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    public Seatline running() {
        return running.orElseThrow(() -> new IllegalStateException("Seatline is not started"));
    }

    public MovableClock clock() {
        return clock;
    }

    public InjectedFaults faults() {
        return faults;
    }

    public ApiClient api() {
        return api.orElseThrow();
    }

    /** A show that no other test uses; rows A-E of ten seats, A1-A2 accessible, D VIP, E couples. */
    public String show() {
        int number = nextShow.getAndIncrement();
        if (number >= HALLS * SHOWS_PER_HALL) {
            throw new IllegalStateException("the test catalog has no more shows");
        }
        return TestCatalog.show(number);
    }

    /** A show whose seats are all sold but these, which are held by a customer each, in this order. */
    public SoldOut soldOut(List<List<String>> held) {
        String show = show();
        List<String> left = new ArrayList<>(seatMap(show).keySet());
        List<Answer> holds = new ArrayList<>();
        List<Customer> activeHolds = new ArrayList<>();
        for (List<String> seats : held) {
            Customer activeHold = customer();
            holds.add(created(activeHold.reserve(show, seats.toArray(String[]::new))));
            activeHolds.add(activeHold);
            left.removeAll(seats);
        }
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(10, left.size()));
            approve(created(customer().reserve(show, some.toArray(String[]::new)))
                    .payUrl());
            some.clear();
        }
        settle();
        return new SoldOut(show, activeHolds, holds);
    }

    /** A sold-out show with the last holds of it. */
    public record SoldOut(String show, List<Customer> activeHolds, List<Answer> holds) {
        /** The n-th active hold gives up. */
        public void cancel(int n) {
            assertEquals(
                    204, activeHolds.get(n).cancel(holds.get(n).bookingId()).status());
        }
    }

    private static Answer created(Answer answer) {
        assertEquals(201, answer.status(), answer::text);
        return answer;
    }

    /** When a show begins. */
    public Instant startOf(String show) {
        return Instant.parse(api().get("/api/v1/shows/" + show + "/seats")
                .body()
                .path("show")
                .path("starts_at")
                .asText());
    }

    /** A customer who has not been here. */
    public Customer customer() {
        return customer("customer-" + nextCustomer.getAndIncrement());
    }

    public Customer customer(String sub, String... groups) {
        return new Customer(api(), running().tokens().token(sub, groups));
    }

    public Customer support() {
        return customer("staff", "support");
    }

    /** What the public sees of each seat. */
    public Map<String, String> seatMap(String show) {
        Map<String, String> seats = new TreeMap<>();
        Answer answer = api().get("/api/v1/shows/" + show + "/seats");
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
    public Answer approve(String payUrl, String body) {
        return api().post(java.net.URI.create(payUrl).getPath() + "/approve", body);
    }

    public Answer approve(String payUrl) {
        return approve(payUrl, "{}");
    }

    /** Lets time pass, with all that happens meanwhile. */
    public void pass(Duration time) {
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
    public void settle() {
        await("MoMo has sent its notifications", () -> running().momo().deliveries().stream()
                .noneMatch(d -> d.status() == MomoDelivery.PENDING
                        && d.deadlineAt() <= clock.instant().toEpochMilli()));
        running().cloud().settle(PATIENCE);
    }

    /** Waits for something that happens without a moved clock; fails after a minute. */
    public static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** All items of the table Bookings. */
    public List<Map<String, AttributeValue>> bookingItems() {
        return scan("seatline-dev-bookings");
    }

    /** All seat claims of a show, by seat: state and owner. */
    public Map<String, String> claims(String show) {
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
        return running().cloud().clients().dynamoDb().scanPaginator(request).items().stream()
                .toList();
    }

    /** What is due about a booking and its payments, in words. */
    public List<String> deadlineOf(String bookingId) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.containsKey("deadline_at"))
                .map(item ->
                        item.get("part").s() + " " + item.get("deadline_kind").s())
                .sorted()
                .toList();
    }

    /** One attribute of one item of a booking. */
    public Optional<String> attribute(String bookingId, String part, String name) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.get("part").s().equals(part))
                .map(item -> item.get(name))
                .map(value -> value.s() == null ? value.n() : value.s())
                .findFirst();
    }

    /** Messages in a queue, waiting, delayed or in flight. */
    public int messagesIn(String queue) {
        var sqs = running().cloud().clients().sqs();
        var attributes = sqs.getQueueAttributes(
                        r -> r.queueUrl(running().cloud().queueUrl(queue))
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    @Override
    public void close() {
        running.ifPresent(Seatline::close);
        running = Optional.empty();
    }
}
