package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.seatline.events.metric.Metric;
import io.seatline.local.momo.MomoSimulator.Approval;
import io.seatline.local.testing.ApiClient;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.TestCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Journeys of customers, MoMo and support in the cloud that {@code -Dcloud} selects. The tests observe Seatline only from
 * outside and wait for every result, because clouds differ in speed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CloudJourneyTest {
    private static final Duration HOLD = Duration.ofSeconds(8);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(150);
    private static final List<String> FOUR_SEATS = List.of("A SSSS");
    private static final String[] ALL_FOUR = {"A1", "A2", "A3", "A4"};
    private static final int HALLS = 4;
    private static final int SHOWS_A_HALL = 5;

    private static final List<String> CHAT = new CopyOnWriteArrayList<>();
    private static final AtomicInteger SHOWS = new AtomicInteger();
    private static final AtomicInteger CUSTOMERS = new AtomicInteger();

    private static HttpServer webhook;
    private static Cloud cloud;
    private static ApiClient api;
    private static Customer support;

    @BeforeAll
    static void open() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        webhook.createContext("/hook", exchange -> {
            CHAT.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        cloud = Cloud.open(
                HOLD, URI.create("http://localhost:" + webhook.getAddress().getPort() + "/hook"));
        System.out.println("CLOUD " + cloud.title());
        api = cloud.api();
        JsonNode imported = cloud.importCatalog(TestCatalog.of(Instant.now(), HALLS, SHOWS_A_HALL, FOUR_SEATS));
        assertEquals("imported", imported.path("status").asText(), imported::toString);
        support = new Customer(api, cloud.token("staff", "support"));
    }

    @AfterAll
    static void close() {
        if (cloud != null) {
            cloud.close();
        }
        webhook.stop(0);
    }

    private static String show() {
        return "show" + SHOWS.getAndIncrement();
    }

    private static Customer customer() {
        return new Customer(api, cloud.token("customer-" + CUSTOMERS.getAndIncrement()));
    }

    private static Answer held(Customer customer, String show, String... seats) {
        Answer held = customer.reserve(show, seats);
        assertEquals(201, held.status(), held::text);
        return held;
    }

    private static Answer paid(Customer customer, String show, String... seats) {
        Answer held = held(customer, show, seats);
        cloud.momo().approve(held.orderId());
        awaitState(customer, held, "PAID");
        return held;
    }

    private static void awaitState(Customer customer, Answer booking, String state) {
        await(
                () -> "the booking is " + state + ", not "
                        + customer.booking(booking.bookingId()).text(),
                () -> customer.booking(booking.bookingId()).state().equals(state));
    }

    private static void awaitStatus(Customer customer, String entry, String status) {
        await(() -> "the entry is " + status + ", not " + customer.entry(entry).text(), () -> customer.entry(entry)
                .state()
                .equals(status));
    }

    private static void await(java.util.function.Supplier<String> what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + TIMEOUT + ": " + what.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_INTERVAL.toMillis()));
        }
    }

    private static Map<String, String> seatMap(String show) {
        Map<String, String> seats = new TreeMap<>();
        for (JsonNode row : api.get("/api/v1/shows/" + show + "/seats").body().path("rows")) {
            row.path("seats")
                    .forEach(seat -> seats.put(
                            seat.path("id").asText().substring(show.length() + 1),
                            seat.path("status").asText()));
        }
        return seats;
    }

    private static void awaitSeat(String show, String seat, String status) {
        await(
                () -> seat + " is " + status + ", not " + seatMap(show),
                () -> status.equals(seatMap(show).get(seat)));
    }

    private static Answer join(Customer customer, String show, int seats) {
        Answer joined = customer.join(show, seats);
        assertEquals(202, joined.status(), joined::text);
        return joined;
    }

    private static String offerTo(Customer customer, String entry) {
        awaitStatus(customer, entry, "OFFERED");
        return customer.entry(entry).bookingId();
    }

    @Test
    void catalog_is_browsed_from_city_to_seat() {
        assertEquals(
                "ha-noi",
                api.get("/api/v1/cities")
                        .body()
                        .path("cities")
                        .get(0)
                        .path("id")
                        .asText());
        assertEquals(
                "mai",
                api.get("/api/v1/cities/ha-noi/movies")
                        .body()
                        .path("movies")
                        .get(0)
                        .path("id")
                        .asText());
        Answer shows = api.get("/api/v1/cities/ha-noi/movies/mai/shows");
        assertEquals(
                HALLS * SHOWS_A_HALL,
                shows.body().path("cinemas").get(0).path("shows").size(),
                shows::text);
        String show = show();
        assertEquals(Map.of("A1", "AVAILABLE", "A2", "AVAILABLE", "A3", "AVAILABLE", "A4", "AVAILABLE"), seatMap(show));
        Answer map = api.get("/api/v1/shows/" + show + "/seats");
        Answer again = api.get(
                "/api/v1/shows/" + show + "/seats",
                "if-none-match",
                map.header("etag").orElseThrow());
        assertEquals(304, again.status(), again::text);
    }

    @Test
    void payment_on_momos_page_notifies_the_function_url() {
        String show = show();
        Customer alice = customer();
        Answer held = held(alice, show, "A1", "A2");
        assertEquals("IN_BOOKING", held.state());
        assertEquals(180_000, held.body().path("amount").asLong());

        Answer page = new ApiClient(URI.create(held.payUrl())).post("/approve", "{}");

        assertEquals(200, page.status(), page::text);
        awaitState(alice, held, "PAID");
        awaitSeat(show, "A1", "BOOKED");
        await(() -> "MoMo got 204: " + cloud.momo().deliveries(), () -> cloud.momo().deliveries().stream()
                .anyMatch(delivery -> delivery.body().contains(held.orderId()) && delivery.status() == 204));
        assertEquals(1, alice.bookings().body().path("bookings").size());
    }

    @Test
    void ticket_opens_the_door_once() {
        String show = show();
        Customer alice = customer();
        Answer paid = paid(alice, show, "A1", "A2");
        Answer ticket = alice.get("/api/v1/bookings/" + paid.bookingId() + "/ticket");
        assertEquals(200, ticket.status(), ticket::text);
        String token = ticket.body().path("token").asText();
        Customer usher = new Customer(api, cloud.token("usher", "door"));

        assertEquals("ADMITTED", admitted(usher, show, token));
        assertEquals("ALREADY_ADMITTED", admitted(usher, show, token));
        assertEquals("FORGED", admitted(usher, show, token.substring(1)));
    }

    /** The result of a door without network, which may let people in before the doors open. */
    private static String admitted(Customer usher, String show, String token) {
        Answer answer = usher.post(
                "/api/v1/door/admissions",
                "{\"scan_id\":\"" + UUID.randomUUID() + "\",\"show_id\":\"" + show + "\",\"token\":\"" + token
                        + "\",\"at\":\"" + cloud.now() + "\"}");
        assertEquals(200, answer.status(), answer::text);
        return answer.body().path("result").asText();
    }

    @Test
    void repeated_request_gets_the_same_booking() {
        String show = show();
        Customer alice = customer();
        Customer bob = customer();

        Answer first = alice.reserveUnder("premiere", show, "A1");
        Answer bobs = bob.reserve(show, "A1");
        Answer second = alice.reserveUnder("premiere", show, "A1");
        Answer other = alice.reserveUnder("premiere", show, "A2");

        assertEquals(List.of(201, 200), List.of(first.status(), second.status()), second::text);
        assertEquals(first.bookingId(), second.bookingId());
        assertEquals("idempotency_key_reused", other.code());
        assertEquals(List.of(403, "seat_unavailable"), List.of(bobs.status(), bobs.code()));
    }

    @Test
    void unpaid_hold_ends_on_time_and_not_before() {
        String show = show();
        Customer alice = customer();
        Answer held = held(alice, show, "A1");
        Instant end = Instant.parse(held.body().path("reservation_expires_at").asText());
        while (cloud.now().isBefore(end.minusSeconds(3))) {
            assertEquals("IN_BOOKING", alice.booking(held.bookingId()).state());
            cloud.advance(Duration.ofSeconds(1));
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        cloud.advance(Duration.between(cloud.now(), end));

        awaitState(alice, held, "EXPIRED");

        System.out.println(
                "MEASURED a hold ended " + Duration.between(end, cloud.now()).toMillis() + " ms after its end");
        awaitSeat(show, "A1", "AVAILABLE");
    }

    @Test
    void public_is_refused_while_the_waitlist_is_served_in_order() {
        String show = show();
        Customer unpaid = customer();
        Customer first = customer();
        Customer second = customer();
        Customer stranger = customer();
        List<Answer> refused = new ArrayList<>();
        paid(customer(), show, "A3", "A4");

        held(unpaid, show, "A1", "A2");
        String firstEntry = join(first, show, 2).entry();
        String secondEntry = join(second, show, 2).entry();
        cloud.advance(HOLD);
        await(() -> "the first is offered the seats", () -> {
            refused.add(stranger.reserve(show, "A1"));
            return first.entry(firstEntry).state().equals("OFFERED");
        });

        refused.forEach(answer -> assertEquals("seat_unavailable", answer.code(), answer::text));
        assertFalse(refused.isEmpty());
        awaitStatus(second, secondEntry, "WAITING");
    }

    @Test
    void paid_offer_serves_the_entry() {
        String show = show();
        Customer waiter = customer();
        Customer leaver = customer();
        Answer full = held(leaver, show, ALL_FOUR);
        String entry = join(waiter, show, 1).entry();
        awaitStatus(waiter, entry, "WAITING");
        // On a slow cloud the hold has already expired, which frees the seats too.
        assertTrue(Set.of(204, 409).contains(leaver.cancel(full.bookingId()).status()));

        String offer = offerTo(waiter, entry);
        Answer payment = waiter.payAgain(offer);
        assertEquals(200, payment.status(), payment::text);
        cloud.momo().approve(payment.orderId());

        awaitStatus(waiter, entry, "SERVED");
        assertEquals("PAID", waiter.booking(offer).state());
    }

    @Test
    void unpaid_offer_passes_to_the_next_entry() {
        String show = show();
        Customer first = customer();
        Customer second = customer();
        held(customer(), show, ALL_FOUR);
        String firstEntry = join(first, show, 4).entry();
        awaitStatus(first, firstEntry, "WAITING");
        String secondEntry = join(second, show, 4).entry();
        awaitStatus(second, secondEntry, "WAITING");

        cloud.advance(HOLD);
        offerTo(first, firstEntry);
        cloud.advance(HOLD);
        offerTo(second, secondEntry);

        awaitStatus(first, firstEntry, "LAPSED");
    }

    @Test
    void late_payment_gets_its_seats_or_a_refund() {
        String show = show();
        Customer alice = customer();
        Customer bob = customer();
        Answer free = held(alice, show, "A1");
        Answer taken = held(bob, show, "A2");
        cloud.advance(HOLD);
        awaitState(alice, free, "EXPIRED");
        awaitState(bob, taken, "EXPIRED");
        awaitSeat(show, "A2", "AVAILABLE");
        paid(customer(), show, "A2");

        cloud.momo().approve(free.orderId());
        cloud.momo().approve(taken.orderId());

        awaitState(alice, free, "PAID");
        awaitState(bob, taken, "REFUNDED");
        assertEquals(
                List.of(0),
                cloud.momo().refunds().stream()
                        .filter(refund -> refund.orderId().equals(taken.orderId()))
                        .map(refund -> refund.resultCode())
                        .toList());
    }

    @Test
    void payment_without_an_ipn_is_found_at_the_holds_end() {
        String show = show();
        Customer alice = customer();
        Answer held = held(alice, show, "A1");
        cloud.momo().approve(held.orderId(), Approval.of(0, Duration.ZERO));
        cloud.advance(HOLD);

        awaitState(alice, held, "PAID");
    }

    @Test
    void refund_by_support_frees_the_seats() {
        String show = show();
        Customer alice = customer();
        Answer paid = paid(alice, show, "A1", "A2");

        Answer refund = support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");

        assertEquals(200, refund.status(), refund::text);
        awaitState(alice, paid, "REFUNDED");
        awaitSeat(show, "A1", "AVAILABLE");
    }

    @Test
    void failed_refund_opens_a_case_alerts_the_chat_and_is_retried() {
        Customer alice = customer();
        Answer paid = paid(alice, show(), "A1");
        cloud.momo().failRefunds(1088, 1);
        support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        awaitState(alice, paid, "REFUND_FAILED");

        await(() -> "a case: " + cases(), () -> cases().stream().anyMatch(c -> isAbout(c, paid)));
        JsonNode opened =
                cases().stream().filter(c -> isAbout(c, paid)).findFirst().orElseThrow();
        String id = opened.path("id").asText();
        await(() -> "the chat got " + id + ": " + CHAT, () -> CHAT.stream().anyMatch(post -> post.contains(id)));
        assertEquals(
                200, support.post("/api/v1/support/cases/" + id + "/refund", "").status());

        awaitState(alice, paid, "REFUNDED");
        await(() -> "the case is closed: " + cases(), () -> cases().stream().noneMatch(c -> isAbout(c, paid)));
    }

    private static List<JsonNode> cases() {
        return support.get("/api/v1/support/cases")
                .body()
                .path("cases")
                .valueStream()
                .toList();
    }

    private static boolean isAbout(JsonNode supportCase, Answer booking) {
        return supportCase.path("booking_id").asText().equals(booking.bookingId());
    }

    @Test
    void unauthorized_requests_are_rejected() {
        String show = show();
        Customer alice = customer();
        Answer held = held(alice, show, "A1");
        var forged = Ipn.success(held.orderId(), 90_000, _ -> {});
        forged.put("signature", "0".repeat(64));

        Answer notified = new ApiClient(cloud.notifyUrl()).post("", forged.toString());

        assertEquals(401, notified.status(), notified::text);
        assertEquals("bad_signature", notified.code());
        assertEquals(
                401, api.post("/api/v1/reserve", ApiClient.seats(show, "A2")).status());
        assertEquals(404, customer().booking(held.bookingId()).status());
        // 401 where customers have a user pool of their own, 403 where one issuer stands for both.
        assertTrue(Set.of(401, 403).contains(alice.get("/api/v1/support/cases").status()));
        assertEquals("forbidden", support.post("/api/v1/manage/catalog", "{}").code());
        assertNotEquals("PAID", alice.booking(held.bookingId()).state());
    }

    /** Runs last, so that most of a minute has passed on a cloud on real time. */
    @Test
    @Order(Integer.MAX_VALUE)
    void tick_of_each_minute_finds_deadlines() {
        Customer alice = customer();
        held(alice, show(), "A1");
        cloud.advance(Duration.ofMinutes(1));

        await(
                () -> "a tick found a deadline",
                () -> cloud.counted(Metric.DEADLINES_FOUND).orElse(1) > 0);
        for (String handler : List.of(
                "SearchHandler",
                "ReserveHandler",
                "NotifyHandler",
                "ExpireHandler",
                "DeadlineHandler",
                "WaitlistHandler",
                "ShowWorkerHandler",
                "RefundHandler",
                "OutboxHandler",
                "SupportHandler",
                "ManageHandler",
                "AlertHandler",
                "NoticeHandler",
                "MailHandler",
                "ImportHandler")) {
            await(() -> handler + " has run", () -> cloud.hasRun(handler));
        }
    }
}
