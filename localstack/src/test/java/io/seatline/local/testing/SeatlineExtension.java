package io.seatline.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.momo.MomoDelivery;
import io.seatline.local.testing.ApiClient.Answer;
import java.net.URI;
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
 * Runs Seatline with a small cinema and a movable clock; each test uses its own show. A static field starts it once for a
 * class, an instance field starts it for each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SeatlineExtension seatline = new SeatlineExtension();
 * }</pre>
 *
 * <p>A test that needs its own instance starts it with {@link #start} and closes it.
 */
public final class SeatlineExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    public static final Duration HOLD = Duration.ofMinutes(5);

    private static final int HALLS = 14;
    private static final int SHOWS_PER_HALL = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final MovableClock clock;
    private final UnaryOperator<Settings> change;
    private final InjectedFaults faults =
            new InjectedFaults(() -> running().cloud().resolved());
    private final AtomicInteger nextShow = new AtomicInteger();
    private final AtomicInteger nextCustomer = new AtomicInteger();
    private UnaryOperator<CloudOptions> cloud = UnaryOperator.identity();
    private Optional<Seatline> running = Optional.empty();
    private Optional<ApiClient> api = Optional.empty();
    private boolean forClass;

    /** Uses holds of five minutes and a clock that follows the machine's until a test moves it ahead. */
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

    /** Changes the options of the cloud. */
    public SeatlineExtension withCloud(UnaryOperator<CloudOptions> options) {
        cloud = options;
        return this;
    }

    /** Starts another instance. */
    public static SeatlineExtension start() {
        return start(UnaryOperator.identity());
    }

    /** Starts another instance with other settings. */
    public static SeatlineExtension start(UnaryOperator<Settings> change) {
        return new SeatlineExtension(change).open();
    }

    /** Starts another instance with a clock that only the test moves, so that a slow machine loses no time. */
    public static SeatlineExtension startWithFixedClock() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new SeatlineExtension(MovableClock.standingAt(start), UnaryOperator.identity()).open();
    }

    /** Starts another instance with the same clock, on the data of a closed one. */
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
        running = Optional.of(Seatline.start(settings, options -> cloud.apply(options.withHook(faults))));
        api = Optional.of(ApiClient.checked(running().base()));
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

    /** The base address, once Seatline runs. */
    public Optional<URI> base() {
        return running.map(Seatline::base);
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

    /** Returns an unused show; rows A-E of ten seats, A1-A2 accessible, D VIP, E couples. */
    public String show() {
        int number = nextShow.getAndIncrement();
        if (number >= HALLS * SHOWS_PER_HALL) {
            throw new IllegalStateException("the test catalog has no more shows; increase SHOWS_PER_HALL");
        }
        return TestCatalog.show(number);
    }

    /** Sells a whole show except for these groups of seats, each of which another customer holds. */
    public SoldOut soldOut(List<List<String>> held) {
        String show = show();
        List<String> left = new ArrayList<>(seatMap(show).keySet());
        List<Answer> holds = new ArrayList<>();
        List<Customer> customers = new ArrayList<>();
        for (List<String> seats : held) {
            Customer customer = customer();
            holds.add(created(customer.reserve(show, seats.toArray(String[]::new))));
            customers.add(customer);
            left.removeAll(seats);
        }
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(10, left.size()));
            approve(created(customer().reserve(show, some.toArray(String[]::new)))
                    .payUrl());
            some.clear();
        }
        settle();
        return new SoldOut(show, customers, holds);
    }

    /** A sold-out show, with its remaining holds and the customers who have them. */
    public record SoldOut(String show, List<Customer> customers, List<Answer> holds) {
        /** Cancels a hold. */
        public void cancel(int n) {
            assertEquals(204, customers.get(n).cancel(holds.get(n).bookingId()).status());
        }
    }

    private static Answer created(Answer answer) {
        assertEquals(201, answer.status(), answer::text);
        return answer;
    }

    /** Returns the start of a show. */
    public Instant startOf(String show) {
        return Instant.parse(api().get("/api/v1/shows/" + show + "/seats")
                .body()
                .path("show")
                .path("starts_at")
                .asText());
    }

    /** Returns a new customer. */
    public Customer customer() {
        return customer("customer-" + nextCustomer.getAndIncrement());
    }

    public Customer customer(String sub, String... groups) {
        return new Customer(api(), running().tokens().token(sub, groups));
    }

    public Customer support() {
        return customer("staff", "support");
    }

    /** Returns the public status of each seat. */
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

    /** Presses Pay on MoMo's page. */
    public Answer approve(String payUrl, String body) {
        return api().post(URI.create(payUrl).getPath() + "/approve", body);
    }

    public Answer approve(String payUrl) {
        return approve(payUrl, "{}");
    }

    /** Moves the clock ahead in steps of at most five seconds and lets the cloud do its work after each. */
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

    /** Waits until the cloud is idle. */
    public void settle() {
        await("MoMo has sent its notifications", () -> running().momo().deliveries().stream()
                .noneMatch(d -> d.status() == MomoDelivery.PENDING
                        && d.dueAt() <= clock.instant().toEpochMilli()));
        running().cloud().settle(PATIENCE);
    }

    /** Waits for a condition that becomes true without a moved clock; fails after a minute. */
    public static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Returns all items of the table Bookings. */
    public List<Map<String, AttributeValue>> bookingItems() {
        return scan("seatline-dev-bookings");
    }

    /** Returns the claims of a show by seat: state and booking. */
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

    /** Returns all items of a table, such as {@code seatline-dev-waitlist}. */
    public List<Map<String, AttributeValue>> scan(String table) {
        var request =
                ScanRequest.builder().tableName(table).consistentRead(true).build();
        return running().cloud().clients().dynamoDb().scanPaginator(request).items().stream()
                .toList();
    }

    /** Returns the deadlines of a booking and its payments: part and kind. */
    public List<String> deadlinesOf(String bookingId) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.containsKey("deadline_at"))
                .map(item ->
                        item.get("part").s() + " " + item.get("deadline_kind").s())
                .sorted()
                .toList();
    }

    /** Returns an attribute of an item of a booking. */
    public Optional<String> attribute(String bookingId, String part, String name) {
        return bookingItems().stream()
                .filter(item -> item.get("booking_id").s().equals(bookingId))
                .filter(item -> item.get("part").s().equals(part))
                .map(item -> item.get(name))
                .map(value -> value.s() == null ? value.n() : value.s())
                .findFirst();
    }

    /** Counts the messages in a queue: visible, delayed and in flight. */
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
