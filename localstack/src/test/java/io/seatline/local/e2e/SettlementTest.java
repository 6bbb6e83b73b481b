package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.metric.Metric;
import io.seatline.local.e2e.Api.Answer;
import io.seatline.local.momo.MomoSimulator.Call;
import io.seatline.local.momo.MomoSimulator.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No money is lost: every captured payment ends as seats, as a refund or as an open case. */
class SettlementTest {
    private static final Duration PAST_THE_HOLD = Premises.HOLD.plusSeconds(5);
    private static final String NO_NOTIFICATION = "{\"notify\":0}";

    private Premises premises;
    private String show;
    private Customer alice;

    @BeforeEach
    void open() {
        premises = Premises.open();
        show = premises.show();
        alice = premises.customer("alice");
    }

    @AfterEach
    void everyPaymentIsAccountedFor() {
        try {
            audit();
        } finally {
            premises.close();
        }
    }

    /** Whatever MoMo captured is the payment of a paid booking, has gone back, or has an open case. */
    private void audit() {
        for (var order : premises.seatline.momo().captured()) {
            boolean pays = premises.bookingItems().stream()
                    .anyMatch(item -> item.get("part").s().equals("BOOKING")
                            && item.get("state").s().equals("PAID")
                            && item.get("paid_by").s().equals(order.orderId()));
            boolean openCase =
                    cases().stream().anyMatch(c -> c.path("order_id").asText().equals(order.orderId()));
            boolean returned = premises.seatline.momo().refunds().stream()
                    .anyMatch(refund -> refund.orderId().equals(order.orderId()) && refund.resultCode() == 0);
            assertTrue(pays || openCase || returned, () -> "money lost: " + order);
        }
    }

    private List<JsonNode> cases() {
        return premises.support()
                .get("/api/v1/support/cases")
                .body()
                .path("cases")
                .valueStream()
                .toList();
    }

    private String stateOf(Answer booking) {
        return alice.booking(booking.bookingId()).state();
    }

    private String payment(String orderId) {
        String booking = orderId.substring(0, orderId.indexOf('.'));
        return premises.attribute(booking, "PAYMENT#" + orderId, "state").orElseThrow();
    }

    private void silenceQueries() {
        premises.seatline.momo().silence(Set.of(Call.QUERY), Silence.REQUEST_LOST);
    }

    @Test
    void a_lost_notification_is_found_by_query_at_the_holds_end() {
        Answer held = alice.reserve(show, "B1", "B2");
        premises.approve(held.payUrl(), NO_NOTIFICATION);
        premises.pass(Premises.HOLD.minusSeconds(40));
        assertEquals("IN_BOOKING", stateOf(held));

        premises.pass(Duration.ofSeconds(45));

        assertEquals("PAID", stateOf(held));
        assertEquals("BOOKED", premises.seatMap(show).get("B1"));
    }

    @Test
    void a_repeated_notification_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl(), "{\"notify\":1}");
        premises.pass(Duration.ofSeconds(2));
        var before = premises.bookingItems();

        String known = premises.seatline.momo().deliveries().getFirst().body();
        Answer again = premises.api.post("/api/v1/payment/notify", known);
        premises.pass(Duration.ofSeconds(2));

        assertEquals(204, again.status(), again::text);
        assertEquals(before, premises.bookingItems());
        assertEquals("PAID", stateOf(held));
    }

    @Test
    void three_notifications_of_one_payment_are_one_payment() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl(), "{\"notify\":3}");
        premises.pass(Duration.ofSeconds(2));

        assertEquals("PAID", stateOf(held));
        assertEquals(3, premises.seatline.momo().deliveries().size());
        assertTrue(premises.seatline.momo().deliveries().stream().allMatch(d -> d.status() == 204));
        assertEquals(List.of(), premises.seatline.momo().refunds());
    }

    @Test
    void a_late_payment_takes_its_seats_if_nobody_claims_them() {
        Answer held = alice.reserve(show, "B1", "B2");
        premises.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        assertEquals("AVAILABLE", premises.seatMap(show).get("B1"));

        premises.approve(held.payUrl());
        premises.pass(Duration.ofSeconds(5));

        assertEquals("PAID", stateOf(held));
        assertEquals("CAPTURED", payment(held.orderId()));
        assertEquals("BOOKED", premises.seatMap(show).get("B1"));
        assertEquals(List.of(), premises.deadlineOf(held.bookingId()));
    }

    @Test
    void a_late_payment_for_a_seat_that_somebody_else_has_goes_back() {
        Answer held = alice.reserve(show, "B1", "B2");
        premises.pass(PAST_THE_HOLD);
        Answer bobs = premises.customer("bob").reserve(show, "B2", "B3");
        assertEquals(201, bobs.status(), bobs::text);

        premises.approve(held.payUrl());
        premises.pass(Duration.ofSeconds(10));

        assertEquals("REFUNDED", stateOf(held));
        assertEquals(1, premises.seatline.momo().refunds().size());
        assertEquals(Map.of("B2", "HELD " + bobs.bookingId(), "B3", "HELD " + bobs.bookingId()), premises.claims(show));
    }

    @Test
    void two_payments_for_one_booking_refund_the_second() {
        Answer held = alice.reserve(show, "B1");
        Answer second = alice.payAgain(held.bookingId());
        premises.approve(held.payUrl());
        premises.approve(second.payUrl());
        premises.pass(Duration.ofSeconds(10));

        assertEquals("PAID", stateOf(held));
        assertEquals(1, premises.seatline.momo().refunds().size());
        assertEquals(
                List.of("CAPTURED", "REFUNDED"),
                java.util.stream.Stream.of(payment(held.orderId()), payment(second.orderId()))
                        .sorted()
                        .toList());
        assertEquals("BOOKED", premises.seatMap(show).get("B1"));
    }

    @Test
    void a_payment_in_process_at_the_holds_end_extends_it_once_by_a_minute() {
        Answer held = alice.reserve(show, "B1");
        premises.seatline.momo().processing(held.orderId());
        premises.pass(PAST_THE_HOLD);
        assertEquals("IN_BOOKING", stateOf(held));
        assertEquals("HELD", premises.seatMap(show).get("B1"));

        premises.pass(Duration.ofSeconds(65));

        assertEquals("EXPIRED", stateOf(held));
        assertEquals("AVAILABLE", premises.seatMap(show).get("B1"));
    }

    @Test
    void where_momo_was_silent_at_the_holds_end_the_payment_is_found_later() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl(), NO_NOTIFICATION);
        silenceQueries();
        premises.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        premises.pass(Duration.ofMinutes(3));
        assertEquals("OPEN", payment(held.orderId()));
        premises.seatline.momo().heal();

        premises.pass(Duration.ofMinutes(2));

        assertEquals("PAID", stateOf(held));
    }

    @Test
    void a_payment_lost_after_cancelling_is_found_and_settled() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl(), NO_NOTIFICATION);
        alice.cancel(held.bookingId());
        premises.pass(Duration.ofSeconds(2));
        Answer bobs = premises.customer("bob").reserve(show, "B1");
        premises.approve(bobs.payUrl());
        premises.pass(Duration.ofSeconds(2));

        premises.pass(Premises.HOLD.plusMinutes(4));

        assertEquals("PAID", premises.customer("bob").booking(bobs.bookingId()).state());
        assertEquals("REFUNDED", stateOf(held));
    }

    @Test
    void a_lost_payment_of_a_booking_paid_by_another_attempt_goes_back() {
        Answer held = alice.reserve(show, "B1");
        Answer second = alice.payAgain(held.bookingId());
        premises.approve(held.payUrl(), NO_NOTIFICATION);
        premises.approve(second.payUrl());
        premises.pass(Duration.ofSeconds(2));
        assertEquals(second.orderId(), alice.booking(held.bookingId()).orderId());

        premises.pass(Premises.HOLD.plusMinutes(4));

        assertEquals("PAID", stateOf(held));
        assertEquals("REFUNDED", payment(held.orderId()));
        assertEquals("CAPTURED", payment(second.orderId()));
    }

    @Test
    void a_late_payment_after_the_show_began_goes_back() {
        Answer held = alice.reserve(show, "B1");
        premises.pass(PAST_THE_HOLD);
        premises.clock.advance(Duration.between(premises.clock.instant(), premises.startOf(show)));
        premises.settle();

        premises.approve(held.payUrl());
        premises.pass(Duration.ofSeconds(10));

        assertEquals("REFUNDED", stateOf(held));
    }

    @Test
    void a_notification_with_a_wrong_signature_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        var before = premises.bookingItems();
        var forged = Ipn.success(held.orderId(), 90_000, _ -> {});
        forged.put("signature", "0".repeat(64));

        Answer answer = premises.api.post("/api/v1/payment/notify", forged.toString());

        assertEquals(401, answer.status());
        assertEquals(before, premises.bookingItems());
        assertEquals(1, premises.seatline.metrics().counted(Metric.NOTIFICATION_FORGED));
    }

    @Test
    void a_notification_for_another_partner_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        var before = premises.bookingItems();
        var foreign = Ipn.success(held.orderId(), 90_000, body -> body.put("partnerCode", "OTHER"));

        Answer answer = premises.api.post("/api/v1/payment/notify", foreign.toString());

        assertEquals(401, answer.status());
        assertEquals(before, premises.bookingItems());
    }

    @Test
    void rubbish_at_the_notification_url_is_refused_and_names_the_field() {
        Answer notJson = premises.api.post("/api/v1/payment/notify", "{\"orderId\":");
        Answer noAmount = premises.api.post(
                "/api/v1/payment/notify",
                Ipn.success("x", 1, body -> body.remove("amount")).toString());

        assertEquals(400, notJson.status());
        assertEquals(400, noAmount.status());
        assertTrue(noAmount.text().contains("amount"), noAmount::text);
    }

    @Test
    void a_signed_success_with_a_wrong_amount_opens_a_case_and_the_hold_goes_on() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl(), "{\"amount\":1000}");
        premises.pass(Duration.ofSeconds(5));

        assertEquals("IN_BOOKING", stateOf(held));
        assertEquals(1, cases().size());
        assertEquals("WRONG_AMOUNT", cases().getFirst().path("reason").asText());
        assertEquals(held.bookingId(), cases().getFirst().path("booking_id").asText());
        assertEquals(1000, cases().getFirst().path("amount").asLong());
        premises.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        assertEquals(1, cases().size());
    }

    @Test
    void a_second_capture_of_a_paid_order_opens_a_case() {
        Answer held = alice.reserve(show, "B1");
        premises.approve(held.payUrl());
        premises.pass(Duration.ofSeconds(2));
        assertEquals("PAID", stateOf(held));

        var second = Ipn.success(held.orderId(), 90_000, body -> body.put("transId", 1));
        assertEquals(
                204,
                premises.api.post("/api/v1/payment/notify", second.toString()).status());
        premises.settle();

        assertEquals("PAID", stateOf(held));
        assertEquals("SECOND_CAPTURE", cases().getFirst().path("reason").asText());
    }

    @Test
    void a_signed_success_for_an_unknown_order_opens_one_case() {
        var unknown = Ipn.success("an-order-of-yesterday", 90_000, _ -> {}).toString();
        assertEquals(204, premises.api.post("/api/v1/payment/notify", unknown).status());
        assertEquals(204, premises.api.post("/api/v1/payment/notify", unknown).status());
        premises.settle();

        assertEquals(1, cases().size());
        assertEquals("UNKNOWN_ORDER", cases().getFirst().path("reason").asText());
        assertEquals(
                "an-order-of-yesterday", cases().getFirst().path("order_id").asText());
    }
}
