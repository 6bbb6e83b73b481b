package io.seatline.local.cost;

import static io.seatline.local.cost.MeasuredSeatline.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counts the AWS usage of each customer action in a running Seatline, and prints the cost table. */
class CostTableTest {
    private static final Map<String, Usage> TABLE = new LinkedHashMap<>();
    private static MeasuredSeatline seatline;

    @BeforeAll
    static void open() {
        seatline = new MeasuredSeatline();
    }

    @AfterAll
    static void close() {
        seatline.close();
        System.out.println(
                "\n| action | write units | read units | table calls, ShowWorkerHandler's | events | SQS | runs | ms | MoMo | $ a million |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|");
        TABLE.forEach((action, usage) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f, %.0f | %s | %.0f | %.0f | %.1f | %.0f | %.2f |%n",
                action,
                usage.text(Metric.WRITE_UNITS),
                usage.text(Metric.READ_UNITS),
                usage.of(Metric.TABLE_CALLS),
                usage.by("ShowWorkerHandler", Metric.TABLE_CALLS),
                usage.text(Metric.EVENTS),
                usage.of(Metric.QUEUE_CALLS) + usage.of(Metric.POLLER_CALLS),
                usage.of(Metric.INVOCATIONS),
                usage.of(Metric.MILLISECONDS),
                usage.of(Metric.MOMO_CALLS),
                usage.dollars() * 1e6));
    }

    private static Usage measure(String action, Runnable work) {
        Usage usage = seatline.measure(work);
        TABLE.put(action, usage);
        return usage;
    }

    private static void assertUnits(Usage usage, String writes, String reads) {
        assertEquals(writes, usage.text(Metric.WRITE_UNITS), "write units");
        assertEquals(reads, usage.text(Metric.READ_UNITS), "read units");
    }

    @Test
    void seat_map_costs_one_query_a_second_for_any_number_of_views() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 200));
        Runnable view = () -> seatline.call(200, "GET", "/api/v1/shows/" + show + "/seats", "", "");
        view.run();
        seatline.clock.advance(Duration.ofSeconds(2));
        Usage first = measure("seat map, first view of a second, sold-out hall", view);
        assertUnits(first, "", "seat-claims 2");
        assertEquals(1, first.of(Metric.TABLE_CALLS));
        Usage next = measure("seat map, any other view of that second", view);
        assertUnits(next, "", "");
        assertEquals(0, next.of(Metric.TABLE_CALLS));
        assertEquals(1, next.of(Metric.INVOCATIONS));
    }

    @Test
    void programme_is_read_once_in_thirty_seconds_for_any_number_of_views() {
        Runnable browse = () -> {
            seatline.call(200, "GET", "/api/v1/cities", "", "");
            seatline.call(200, "GET", "/api/v1/cities/ha-noi/movies", "", "");
            seatline.call(200, "GET", "/api/v1/cities/ha-noi/movies/mai/shows", "", "");
            seatline.call(200, "GET", "/api/v1/cinemas/opera/shows", "", "");
        };
        browse.run();
        seatline.pass(Duration.ofSeconds(35));
        Usage first = measure("programme, first views in 30 s", browse);
        assertUnits(first, "", "catalog 7");
        Usage next = measure("programme, any other views", browse);
        assertUnits(next, "", "");
        assertEquals(0, next.of(Metric.TABLE_CALLS));
        seatline.pass(Duration.ofSeconds(10));
        Usage counts = measure("programme, first views in 3 s: the availability of eight shows", browse);
        assertUnits(counts, "", "catalog 4");
    }

    @Test
    void losing_reserve_writes_only_until_the_seat_snapshot_has_it() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 2));
        seatline.clock.advance(Duration.ofSeconds(2));
        Usage first = measure("losing reserve, seats not in the snapshot", losing(show));
        assertUnits(first, "bookings 6, seat-claims 4", "seat-claims 0.5");
        Usage known = measure("losing reserve, seats in the snapshot", losing(show));
        assertUnits(known, "", "");
        assertEquals(0, known.of(Metric.TABLE_CALLS));
        assertEquals(1, known.of(Metric.INVOCATIONS), "a refused reserve invokes no other function");
    }

    private static Runnable losing(String show) {
        String customer = seatline.customer();
        return () -> seatline.reserve(403, show, seats(0, 2), customer);
    }

    @Test
    void winning_reserve_is_one_transaction_without_read_or_message() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 1));
        int taken = 1;
        for (int count : List.of(1, 2, 10)) {
            List<String> wanted = seats(taken, taken += count);
            String customer = seatline.customer();
            Usage won = measure("winning reserve of " + count, () -> seatline.reserve(201, show, wanted, customer));
            assertUnits(won, "bookings 6, bookings/by_customer 1, bookings/deadline 2, seat-claims " + 2 * count, "");
            assertEquals(1, won.of(Metric.TABLE_CALLS, "transactWriteItems"));
            assertEquals(1, won.of(Metric.TABLE_CALLS));
            assertEquals(0, won.of(Metric.QUEUE_CALLS));
            assertEquals("SeatsHeld.v1 1", won.text(Metric.EVENTS));
            assertEquals("CREATE 1", won.text(Metric.MOMO_CALLS));
        }
    }

    @Test
    void payment_sends_the_customer_one_notice_and_one_mail() {
        JsonNode booking = seatline.reserve(201, seatline.show(), seats(0, 2), seatline.customer());
        Usage paid = measure("payment of 2", () -> seatline.approve(booking));
        assertUnits(paid, "bookings 6, bookings/by_customer 1, bookings/deadline 2, seat-claims 4", "bookings 6");
        assertEquals("BookingPaid.v1 1", paid.text(Metric.EVENTS));
        assertEquals(1, paid.by("NotifyHandler", Metric.INVOCATIONS));
        assertEquals(1, paid.by("NoticeHandler", Metric.INVOCATIONS));
        assertEquals(1, paid.by("MailHandler", Metric.INVOCATIONS));
    }

    @Test
    void expiry_queries_momo_twice_and_frees_the_seats() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 100));
        // An earlier expiry loads the caches of the functions, so that the order of the tests does not matter.
        seatline.reserve(201, seatline.show(), seats(0, 2), seatline.customer());
        // The holds of other tests end first. A hold that ended exactly at a tick would be found by one more tick.
        seatline.pass(Duration.ofMinutes(8));
        seatline.pass(Duration.ofSeconds(90 - seatline.clock.instant().getEpochSecond() % 60));
        seatline.reserve(201, show, seats(100, 102), seatline.customer());
        seatline.pass(Duration.ofSeconds(5));
        Usage expired = measure("expiry of 2, empty waitlist", () -> seatline.pass(Duration.ofMinutes(8)))
                .without(CostTableTest::isOfEveryTick);
        TABLE.put("expiry of 2, empty waitlist", expired);
        assertUnits(
                expired,
                "bookings 8, bookings/by_customer 2, bookings/deadline 4, catalog 2, seat-claims 8, waitlist 2",
                "bookings 15, catalog 8, seat-claims 4, waitlist 2");
        assertEquals("BookingExpired.v1 1", expired.text(Metric.EVENTS));
        assertEquals("QUERY 2", expired.text(Metric.MOMO_CALLS));
        assertEquals("deadline 5, waitlist.fifo 1", expired.text(Metric.QUEUE_CALLS));
    }

    @Test
    void seats_of_a_show_are_counted_once_for_all_changes_of_four_seconds() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 100));
        // The holds of other tests end first, and the functions have read the show.
        seatline.pass(Duration.ofMinutes(8));
        Usage counted = measure("count of a show's seats", () -> {
                    for (int seat = 100; seat < 110; seat++) {
                        seatline.reserve(201, show, seats(seat, seat + 1), seatline.customer());
                    }
                    seatline.settle();
                    seatline.pass(Duration.ofSeconds(5));
                })
                .without(key -> !isOfCount(key));
        TABLE.put("count of a show's seats", counted);
        assertUnits(counted, "catalog 2", "catalog 4, seat-claims 3");
        assertEquals("deadline 1", counted.text(Metric.QUEUE_CALLS));
        assertEquals(1, counted.of(Metric.INVOCATIONS));
    }

    /** Returns whether a usage belongs to a count and not to the hold before it. */
    private static boolean isOfCount(Usage.Key key) {
        return key.function().equals("DeadlineHandler")
                || (key.function().equals("OutboxHandler")
                        && (key.resource().endsWith("catalog") || key.resource().endsWith("deadline")));
    }

    /** Returns whether a count belongs to every tick, deadlines or not; messages sent by a tick belong to the action. */
    private static boolean isOfEveryTick(Usage.Key key) {
        return key.function().equals("ExpireHandler") && key.metric() != Metric.QUEUE_CALLS;
    }

    @Test
    void joins_cost_the_same_and_a_cancellation_makes_one_offer() {
        String show = seatline.show();
        seatline.sell(show, seats(0, 198));
        String canceller = seatline.customer();
        String held = "/api/v1/bookings/"
                + seatline.reserve(201, show, seats(198, 200), canceller)
                        .path("booking_id")
                        .asText();
        String waiter = seatline.customer();
        String another = seatline.customer();
        String entry = join(show, waiter);
        String waitlist = "/api/v1/shows/" + show + "/waitlist";

        Usage joined =
                measure("joining a waitlist", () -> seatline.call(202, "POST", waitlist, another, "{\"seats\":2}"));
        assertUnits(
                joined,
                "waitlist 10, waitlist/by_kind 2, waitlist/by_place 2, waitlist/deadline 2",
                "seat-claims 4, waitlist 6");
        assertEquals("waitlist.fifo 1", joined.text(Metric.QUEUE_CALLS));

        Usage position = measure("position in a waitlist", () -> seatline.call(200, "GET", entry, waiter, ""));
        assertUnits(position, "", "waitlist 1.5, waitlist/by_place 0.5");

        Usage offered = measure(
                "cancellation of 2, offered to a waiting entry",
                () -> seatline.call(204, "DELETE", held, canceller, ""));
        assertUnits(
                offered,
                "bookings 8, bookings/by_customer 3, bookings/deadline 4, seat-claims 8, waitlist 4, waitlist/by_kind 2,"
                        + " waitlist/by_place 2",
                "bookings 9, seat-claims 4, waitlist 3, waitlist/by_kind 3");
        assertEquals("BookingCancelled.v1 1, OfferMade.v1 1, SeatsHeld.v1 1", offered.text(Metric.EVENTS));
        assertEquals("waitlist.fifo 1", offered.text(Metric.QUEUE_CALLS));

        String offer =
                seatline.call(200, "GET", entry, waiter, "").path("booking_id").asText();
        Usage paid = measure(
                "payment of an offer of 2",
                () -> seatline.approve(
                        seatline.call(200, "POST", "/api/v1/bookings/" + offer + "/payment", waiter, "")));
        assertUnits(
                paid,
                "bookings 8, bookings/by_customer 2, bookings/deadline 3, seat-claims 4, waitlist 2",
                "bookings 7, waitlist 1");
    }

    private static String join(String show, String customer) {
        JsonNode joined = seatline.call(202, "POST", "/api/v1/shows/" + show + "/waitlist", customer, "{\"seats\":2}");
        seatline.settle();
        return "/api/v1/waitlist/" + joined.path("entry_id").asText();
    }

    @Test
    void call_without_a_price_fails_the_count() {
        Instruments instruments = new Instruments();
        var clients = CountedClients.of(seatline.seatline.cloud().clients(), "AnyHandler", instruments);

        clients.dynamoDb().describeTable(r -> r.tableName("seatline-dev-bookings"));

        var failure = assertThrows(IllegalStateException.class, () -> instruments.take(seatline.seatline.momo()));
        assertTrue(failure.getMessage().contains("describeTable"), failure::getMessage);
    }
}
