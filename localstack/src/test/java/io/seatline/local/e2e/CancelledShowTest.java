package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.audit.Audit;
import io.seatline.local.momo.MomoRefund;
import io.seatline.local.testing.ApiClient;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.TestCatalog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cancels a sold-out show on real time, with payments arriving meanwhile. */
class CancelledShowTest {
    private static final int PAID = 100;
    private static final int UNPAID = 20;
    private static final int WAITING = 50;
    private static final String SHOW = TestCatalog.show(0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Seatline seatline;
    private static ApiClient api;

    /** A hall of 300 seats. */
    @BeforeAll
    static void openSales() {
        seatline = Seatline.start(Settings.forTests().withHold(Duration.ofMinutes(30)));
        api = ApiClient.checked(seatline.base());
        List<String> rows = "ABCDEFGHIJKLMNO"
                .chars()
                .mapToObj(row -> (char) row + " SSSSSSSSSSSSSSSSSSSS")
                .toList();
        JsonNode imported = seatline.importCatalog(TestCatalog.of(Instant.now(), 1, 1, rows));
        assertEquals("imported", imported.path("status").asText(), imported::toString);
    }

    @AfterAll
    static void close() {
        seatline.close();
    }

    @Test
    void everybody_gets_their_money_back_and_no_seat_of_a_cancelled_show_is_left_for_sale() throws Exception {
        List<String> seats = new ArrayList<>("ABCDEFGHIJKLMNO"
                .chars()
                .boxed()
                .flatMap(row -> IntStream.rangeClosed(1, 20).mapToObj(n -> (char) row.intValue() + "" + n))
                .toList());
        List<Booked> paid = IntStream.range(0, PAID)
                .mapToObj(n -> book("paid-" + n, next(seats, n < 60 ? 3 : 2)))
                .toList();
        paid.forEach(Booked::pay);
        List<Booked> unpaid = IntStream.range(0, UNPAID)
                .mapToObj(n -> book("unpaid-" + n, next(seats, 2)))
                .toList();
        assertTrue(seats.isEmpty(), seats::toString);
        List<Entry> waiting = IntStream.range(0, WAITING)
                .mapToObj(n -> {
                    Customer customer = customer("waiting-" + n);
                    return new Entry(customer, customer.join(SHOW, 2).entry());
                })
                .toList();
        await(
                "everybody has paid or waits",
                () -> paid.stream().allMatch(b -> b.state().equals("PAID"))
                        && waiting.stream().allMatch(e -> e.status().equals("WAITING")));

        Customer manager = new Customer(api, seatline.tokens().token("boss", "manager"));
        long start = System.nanoTime();
        try (var payers = Executors.newFixedThreadPool(4)) {
            unpaid.stream().limit(UNPAID / 2).forEach(b -> payers.execute(b::pay));
            Answer cancelled = manager.post(
                    "/api/v1/manage/shows/" + SHOW + "/cancel", "{\"reason\":\"The projector is broken\"}");
            assertEquals(202, cancelled.status(), cancelled::text);
        }
        await(
                "the cancellation is finished",
                () -> !progress(manager).path("finished_at").isNull());
        long swept = System.nanoTime();
        await("all money is back", () -> Stream.concat(paid.stream(), unpaid.stream())
                .allMatch(b -> List.of("REFUNDED", "CANCELLED").contains(b.state())));
        long refunded = System.nanoTime();
        seatline.cloud().settle(PATIENCE);

        Map<String, Integer> ends = new TreeMap<>();
        paid.forEach(b -> ends.merge("paid " + b.state(), 1, Integer::sum));
        unpaid.forEach(b -> ends.merge("unpaid " + b.state(), 1, Integer::sum));
        waiting.forEach(e -> ends.merge("waiting " + e.status(), 1, Integer::sum));
        System.out.printf(
                "Cancelling a show of 300 seats: swept in %d ms, all refunded in %d ms. Ends: %s. Progress: %s%n",
                TimeUnit.NANOSECONDS.toMillis(swept - start),
                TimeUnit.NANOSECONDS.toMillis(refunded - start),
                ends,
                progress(manager));

        assertEquals(PAID, ends.get("paid REFUNDED"), ends::toString);
        assertEquals(WAITING, ends.get("waiting LAPSED"), ends::toString);
        assertEquals(
                seatline.momo().captured().stream().mapToLong(o -> o.amount()).sum(),
                seatline.momo().refunds().stream().mapToLong(MomoRefund::amount).sum());
        assertEquals(List.of(), Audit.of(seatline).breaches());
        JsonNode map = api.get("/api/v1/shows/" + SHOW + "/seats").body();
        assertEquals("CANCELLED", map.path("show").path("sales").asText());
        assertEquals(
                Collections.nCopies(300, "BOOKED"),
                map.findParents("status").stream()
                        .map(seat -> seat.path("status").asText())
                        .toList());
        Answer late = customer("late").reserve(SHOW, "A1");
        assertEquals("sales_closed", late.code(), late::text);
    }

    private static JsonNode progress(Customer manager) {
        return manager.get("/api/v1/manage/shows/" + SHOW).body().path("cancellation");
    }

    private static Customer customer(String name) {
        return new Customer(api, seatline.tokens().token(name));
    }

    private static String[] next(List<String> seats, int number) {
        List<String> some = seats.subList(0, number);
        String[] taken = some.toArray(String[]::new);
        some.clear();
        return taken;
    }

    private static Booked book(String name, String[] seats) {
        Customer customer = customer(name);
        Answer held = customer.reserve(SHOW, seats);
        assertEquals(201, held.status(), held::text);
        return new Booked(customer, held);
    }

    private record Booked(Customer customer, Answer held) {
        void pay() {
            api.post(URI.create(held.payUrl()).getPath() + "/approve", "{}");
        }

        String state() {
            return customer.booking(held.bookingId()).state();
        }
    }

    private record Entry(Customer customer, String id) {
        String status() {
            return customer.get("/api/v1/waitlist/" + id).state();
        }
    }

    private static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
