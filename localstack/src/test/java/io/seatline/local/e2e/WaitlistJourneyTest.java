package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.InjectedFaults.Fault;
import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.SeatlineExtension.SoldOut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody bypasses the waitlist: freed seats are offered to waiting entries in the order in which they joined. */
class WaitlistJourneyTest {
    private static final int CLIENTS = 50;

    /** The pause between a client's requests: some thousand requests a second in all, with time left for the waitlist. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final List<String> TWO = List.of("C5", "C6");
    private static final List<String> THREE = List.of("C4", "C5", "C6");

    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    /** A customer with a waitlist entry. */
    private record Waiter(Customer customer, String entry) {
        static Waiter join(Customer customer, String show, int seats) {
            Answer joined = customer.join(show, seats);
            assertEquals(202, joined.status(), joined::text);
            return new Waiter(customer, joined.entry());
        }

        JsonNode details() {
            return customer.entry(entry).body();
        }

        String status() {
            return details().path("status").asText();
        }

        Answer offer() {
            return customer.booking(details().path("booking_id").asText());
        }
    }

    private static Waiter waiter(String show, int seats) {
        return Waiter.join(seatline.customer(), show, seats);
    }

    @RepeatedTest(3)
    void freed_seats_are_offered_in_order_and_never_to_the_public() throws Exception {
        SoldOut soldOut = seatline.soldOut(List.of(TWO, List.of("D5")));
        String show = soldOut.show();
        Customer late = seatline.customer();
        Waiter a = waiter(show, 2);
        Waiter b = waiter(show, 1);
        Waiter c = waiter(show, 2);
        seatline.settle();
        assertEquals(List.of(1, 2, 3), positions(a, b, c));
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService hammering = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Customer one = seatline.customer();
                String[] wanted = i % 3 == 0 ? new String[] {"D5"} : new String[] {"C5", "C6"};
                hammering.execute(() -> {
                    while (!over.get()) {
                        answers.add(one.reserve(show, wanted));
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                });
            }
            try {
                soldOut.cancel(0);
                SeatlineExtension.await("A is offered seats", () -> a.status().equals("OFFERED"));
                assertEquals(List.of("WAITING", "WAITING"), List.of(b.status(), c.status()));
                seatline.clock().advance(SeatlineExtension.HOLD);
                SeatlineExtension.await(
                        "B is offered the seat that expired", () -> b.status().equals("OFFERED"));
            } finally {
                over.set(true);
            }
        }
        // A's unpaid offer may have expired at the same time; its seats were then offered to C.
        SeatlineExtension.await("C is offered seats", () -> c.status().equals("OFFERED"));
        seatline.approve(c.customer().payAgain(c.offer().bookingId()).payUrl());
        seatline.settle();
        assertEquals("SERVED", c.status());
        Waiter d = Waiter.join(late, show, 2);
        seatline.settle();
        assertEquals(
                200,
                seatline.support()
                        .post("/api/v1/support/bookings/" + c.offer().bookingId() + "/refund", "")
                        .status());
        SeatlineExtension.await(
                "D is offered the refunded seats", () -> d.status().equals("OFFERED"));
        assertEquals(c.offer().texts("show_seats"), d.offer().texts("show_seats"));

        assertFalse(answers.isEmpty());
        Set<String> outcomes = answers.stream()
                .map(answer -> answer.status() + " " + answer.code())
                .collect(Collectors.toSet());
        assertEquals(Set.of("403 seat_unavailable"), outcomes);
        System.out.println("MEASURED " + answers.size() + " hammering requests of " + CLIENTS
                + " clients while A, B and C waited: none got a seat");
    }

    private static List<Integer> positions(Waiter... waiters) {
        List<Integer> positions = new ArrayList<>();
        for (Waiter waiter : waiters) {
            positions.add(waiter.details().path("position").asInt());
        }
        return positions;
    }

    @Test
    void smaller_party_gets_seats_too_few_for_an_earlier_larger_one() {
        SoldOut soldOut = seatline.soldOut(List.of(THREE, List.of("C1", "C2", "C3", "C7", "C8")));
        Waiter a = waiter(soldOut.show(), 5);
        Waiter b = waiter(soldOut.show(), 2);
        Waiter c = waiter(soldOut.show(), 5);
        soldOut.cancel(0);
        seatline.settle();

        assertEquals(List.of("WAITING", "OFFERED", "WAITING"), statuses(a, b, c));
        soldOut.cancel(1);
        seatline.settle();
        assertEquals(List.of("OFFERED", "OFFERED", "WAITING"), statuses(a, b, c));
        assertEquals(5, a.offer().texts("show_seats").size());
    }

    private static List<String> statuses(Waiter... waiters) {
        return List.of(waiters).stream().map(Waiter::status).toList();
    }

    /** Runs on real time, perhaps on a busy machine: the best of three must be in time. */
    @Test
    void unpaid_offer_passes_to_the_next_entry_within_two_seconds() {
        try (SeatlineExtension quick = SeatlineExtension.start(settings -> settings.withHold(Duration.ofSeconds(5)))) {
            Duration best = Duration.ofDays(1);
            for (int i = 0; i < 3 && best.compareTo(Duration.ofSeconds(2)) > 0; i++) {
                String show = quick.show();
                Customer first = quick.customer();
                for (String row : List.of("A", "B", "C", "D", "E")) {
                    String[] seats = quick.seatMap(show).keySet().stream()
                            .filter(seat -> seat.startsWith(row))
                            .toArray(String[]::new);
                    Answer held = quick.customer().reserve(show, seats);
                    if (!row.equals("C")) {
                        quick.approve(held.payUrl());
                    }
                }
                Waiter a = Waiter.join(first, show, 10);
                Waiter b = Waiter.join(quick.customer(), show, 10);
                SeatlineExtension.await("A is offered the row", () -> a.status().equals("OFFERED"));
                String end = a.details().path("offer_expires_at").asText();
                SeatlineExtension.await("B is offered the row", () -> b.status().equals("OFFERED"));
                String began = b.offer().body().path("created_at").asText();
                Duration lag = Duration.between(Instant.parse(end), Instant.parse(began));
                System.out.println(
                        "MEASURED an unpaid offer passed to the next entry " + lag.toMillis() + " ms after its end");
                assertFalse(lag.isNegative(), lag::toString);
                assertEquals("LAPSED", a.status());
                best = lag.compareTo(best) < 0 ? lag : best;
            }
            assertTrue(best.compareTo(Duration.ofSeconds(2)) <= 0, best::toString);
        }
    }

    @Test
    void paid_offer_serves_the_entry() {
        SoldOut soldOut = seatline.soldOut(List.of(TWO));
        Waiter a = waiter(soldOut.show(), 2);
        soldOut.cancel(0);
        seatline.settle();
        Answer offer = a.offer();
        assertTrue(offer.body().path("payment").isNull(), offer::text);
        assertEquals(a.entry(), offer.body().path("waitlist_entry_id").asText());
        assertEquals(a.details().path("offer_expires_at"), offer.body().path("reservation_expires_at"));
        seatline.pass(Duration.ofSeconds(1));
        assertEquals("HELD", seatline.seatMap(soldOut.show()).get("C5"));

        Answer payment = a.customer().payAgain(offer.bookingId());
        assertEquals(200, payment.status(), payment::text);
        seatline.approve(payment.payUrl());
        seatline.pass(Duration.ofSeconds(1));

        assertEquals("SERVED", a.status());
        assertEquals("PAID", a.offer().state());
        assertEquals("BOOKED", seatline.seatMap(soldOut.show()).get("C5"));
    }

    @Test
    void entry_can_leave_in_any_state_and_a_second_join_is_the_same() {
        SoldOut soldOut = seatline.soldOut(List.of(TWO));
        String show = soldOut.show();
        Waiter a = waiter(show, 2);
        Waiter b = waiter(show, 2);
        Waiter c = waiter(show, 2);
        assertEquals(a.entry(), a.customer().join(show, 1).entry());
        seatline.settle();
        assertEquals(204, b.customer().leave(b.entry()).status());
        assertEquals("LEFT", b.status());
        soldOut.cancel(0);
        seatline.settle();
        assertEquals(List.of("OFFERED", "LEFT", "WAITING"), statuses(a, b, c));
        assertEquals(a.entry(), a.customer().join(show, 1).entry(), "while seats are offered");
        assertEquals(204, a.customer().leave(a.entry()).status());
        seatline.settle();
        assertEquals(List.of("LEFT", "LEFT", "OFFERED"), statuses(a, b, c));
        seatline.approve(c.customer().payAgain(c.offer().bookingId()).payUrl());
        seatline.settle();
        assertEquals(204, c.customer().leave(c.entry()).status());
        assertEquals("SERVED", c.status());
        assertNotEquals(a.entry(), a.customer().join(show, 1).entry(), "after the entry has ended");
    }

    @Test
    void customer_with_a_hold_for_the_show_is_served_like_others() {
        SoldOut soldOut = seatline.soldOut(List.of(TWO, List.of("D5")));
        Waiter a = Waiter.join(soldOut.customers().get(1), soldOut.show(), 2);
        soldOut.cancel(0);
        seatline.settle();

        assertEquals("OFFERED", a.status());
        assertEquals(
                "IN_BOOKING",
                a.customer().booking(soldOut.holds().get(1).bookingId()).state());
    }

    @Test
    void doubled_messages_and_lost_answers_make_no_second_offer() {
        SoldOut soldOut = seatline.soldOut(List.of(TWO, List.of("D5")));
        String show = soldOut.show();
        List<Waiter> waiters = new ArrayList<>();
        try (Fault _ = seatline.faults().doublingMessages("seatline-dev-waitlist.fifo");
                Fault _ = seatline.faults().doublingRecords("BookingsTable");
                Fault _ = seatline.faults().doublingRecords("WaitlistTable")) {
            for (int seats : new int[] {2, 1, 2}) {
                waiters.add(waiter(show, seats));
            }
            soldOut.cancel(0);
            seatline.settle();
        }
        try (Fault _ = seatline.faults().losingAnswers("ShowWorkerHandler")) {
            soldOut.cancel(1);
            SeatlineExtension.await(
                    "B is offered the seat", () -> waiters.get(1).status().equals("OFFERED"));
        }
        seatline.pass(Duration.ofMinutes(4));

        assertEquals(List.of("OFFERED", "OFFERED", "WAITING"), statuses(waiters.toArray(Waiter[]::new)));
        assertEquals(
                3,
                seatline.claims(show).values().stream()
                        .filter(claim -> claim.startsWith("HELD"))
                        .count());
        assertEquals(1, waiters.get(2).details().path("position").asInt());
    }

    @Test
    void unreadable_message_is_dead_lettered_and_the_waitlist_goes_on() {
        SoldOut soldOut = seatline.soldOut(List.of(TWO));
        int before = seatline.messagesIn("seatline-dev-waitlist-dlq.fifo");
        seatline.running().cloud().clients().sqs().sendMessage(r -> r.queueUrl(
                        seatline.running().cloud().queueUrl("seatline-dev-waitlist.fifo"))
                .messageGroupId(soldOut.show())
                .messageDeduplicationId("unreadable")
                .messageBody("{\"type\":\"Unreadable.v1\"}"));
        Waiter a = waiter(soldOut.show(), 2);
        soldOut.cancel(0);
        seatline.settle();

        assertEquals("OFFERED", a.status());
        assertEquals(before + 1, seatline.messagesIn("seatline-dev-waitlist-dlq.fifo"));
    }

    @Test
    void failing_show_delays_no_other_and_is_served_in_order_later() {
        SoldOut one = seatline.soldOut(List.of(TWO));
        SoldOut other = seatline.soldOut(List.of(TWO));
        List<Waiter> waiters = new ArrayList<>();
        try (Fault _ = seatline.faults().failing("ShowWorkerHandler")) {
            for (int i = 0; i < 3; i++) {
                waiters.add(waiter(one.show(), 2));
            }
            one.cancel(0);
        }
        Waiter quick = waiter(other.show(), 2);
        other.cancel(0);
        SeatlineExtension.await("the other show's customer is offered seats", () -> quick.status()
                .equals("OFFERED"));
        seatline.pass(Duration.ofMinutes(4));

        assertEquals(List.of("OFFERED", "WAITING", "WAITING"), statuses(waiters.toArray(Waiter[]::new)));
        assertEquals(List.of(1, 2), positions(waiters.get(1), waiters.get(2)));
    }

    @Test
    void accessible_seat_goes_to_the_entry_that_requested_it() {
        SoldOut soldOut = seatline.soldOut(List.of(List.of("A1", "C5")));
        Waiter plain = waiter(soldOut.show(), 1);
        Customer wheelchair = seatline.customer();
        String entry = wheelchair.join(soldOut.show(), 1, true).entry();
        soldOut.cancel(0);
        seatline.settle();

        assertEquals(List.of(soldOut.show() + ".C5"), plain.offer().texts("show_seats"));
        Answer offer = wheelchair.booking(
                wheelchair.entry(entry).body().path("booking_id").asText());
        assertEquals(List.of(soldOut.show() + ".A1"), offer.texts("show_seats"));
        assertEquals(70_000, offer.body().path("amount").asInt());
    }

    @Test
    void invalid_or_unauthorized_waitlist_requests_are_rejected() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Map<String, String> fields = Map.of(
                "{}", "seats",
                "{\"seats\":0}", "seats",
                "{\"seats\":11}", "seats",
                "{\"seats\":\"2\"}", "seats",
                "{\"seats\":2,\"accessible\":1}", "accessible",
                "{\"seats\":2,\"vip\":true}", "vip",
                "[]", "body");
        fields.forEach((body, field) -> {
            Answer refused = alice.post("/api/v1/shows/" + show + "/waitlist", body);
            assertEquals(400, refused.status(), refused::text);
            assertEquals(field, refused.body().path("field").asText(), refused::text);
        });
        assertEquals(404, alice.join("nowhere", 2).status());
        assertEquals(
                401,
                seatline.api()
                        .post("/api/v1/shows/" + show + "/waitlist", "{\"seats\":2}")
                        .status());
        String entry = alice.join(show, 2).entry();
        assertEquals(404, seatline.customer().entry(entry).status());
        assertEquals(404, seatline.customer().leave(entry).status());
        assertEquals(404, alice.entry("unreadable").status());
    }
}
