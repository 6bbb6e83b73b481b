package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.metric.Metric;
import io.seatline.local.momo.MomoRefund;
import io.seatline.local.momo.MomoSimulator.Call;
import io.seatline.local.momo.MomoSimulator.Silence;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No payment is lost: every captured payment ends as seats, as a refund or as an open support case. */
class SettlementTest {
    private static final Duration PAST_THE_HOLD = SeatlineExtension.HOLD.plusSeconds(5);
    private static final String NO_NOTIFICATION = "{\"notify\":0}";

    @RegisterExtension
    final SeatlineExtension seatline = new SeatlineExtension();

    private String show;
    private Customer alice;

    @BeforeEach
    void open() {
        show = seatline.show();
        alice = seatline.customer("alice");
    }

    /** Requires that every captured payment pays a booking, is refunded or has an open support case. */
    @AfterEach
    void everyPaymentIsAccountedFor() {
        for (var order : seatline.running().momo().captured()) {
            boolean pays = seatline.bookingItems().stream()
                    .anyMatch(item -> item.get("part").s().equals("BOOKING")
                            && item.get("state").s().equals("PAID")
                            && item.get("paid_by").s().equals(order.orderId()));
            boolean openCase =
                    cases().stream().anyMatch(c -> c.path("order_id").asText().equals(order.orderId()));
            boolean returned = seatline.running().momo().refunds().stream()
                            .filter(refund -> refund.orderId().equals(order.orderId()) && refund.isDone())
                            .mapToLong(MomoRefund::amount)
                            .sum()
                    == order.amount();
            assertTrue(pays || openCase || returned, () -> "lost payment: " + order);
        }
    }

    private List<JsonNode> cases() {
        return seatline.support()
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
        return seatline.attribute(booking, "PAYMENT#" + orderId, "state").orElseThrow();
    }

    private String refunded(String orderId) {
        String booking = orderId.substring(0, orderId.indexOf('.'));
        return seatline.attribute(booking, "PAYMENT#" + orderId, "refunded").orElseThrow();
    }

    private void silenceQueries() {
        seatline.running().momo().silence(Set.of(Call.QUERY), Silence.REQUEST_LOST);
    }

    @Test
    void signed_return_from_momo_books_the_seats_at_once_if_the_ipn_is_lost() {
        Answer held = alice.reserve(show, "B1");
        Answer paid = seatline.approve(held.payUrl(), NO_NOTIFICATION);
        URI back = URI.create(paid.body().path("redirect_url").asText());

        Answer forged = seatline.api().get(back.getPath() + "?" + back.getRawQuery() + "0");
        assertEquals(303, forged.status(), forged::text);
        assertEquals("IN_BOOKING", alice.booking(held.bookingId()).state());

        Answer signed = seatline.api().get(back.getPath() + "?" + back.getRawQuery());
        assertEquals(303, signed.status(), signed::text);
        assertEquals("PAID", alice.booking(held.bookingId()).state());
    }

    @Test
    void customer_whose_ipn_is_lost_has_momo_asked() {
        Answer held = alice.reserve(show, "B1");
        assertEquals("IN_BOOKING", alice.checkPayment(held.bookingId()).state());
        seatline.approve(held.payUrl(), NO_NOTIFICATION);
        assertEquals("too_many_checks", alice.checkPayment(held.bookingId()).code());
        assertEquals(404, seatline.customer().checkPayment(held.bookingId()).status());

        seatline.pass(Duration.ofSeconds(10));

        assertEquals("PAID", alice.checkPayment(held.bookingId()).state());
    }

    @Test
    void payment_that_momo_refuses_for_good_frees_the_seats_at_once() {
        assertEquals(
                204,
                seatline.api()
                        .post("/local/momo/faults", "{\"create\":{\"code\":11,\"times\":1}}")
                        .status());

        Answer refused = alice.reserve(show, "B1", "B2");

        assertEquals(502, refused.status(), refused::text);
        assertEquals("payment_refused", refused.code());
        assertEquals("CANCELLED", stateOf(refused));
        seatline.pass(Duration.ofSeconds(2));
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));
        assertEquals(201, alice.reserve(show, "B1", "B2").status());
    }

    @Test
    void payment_without_an_ipn_is_found_by_query_at_the_holds_end() {
        Answer held = alice.reserve(show, "B1", "B2");
        seatline.approve(held.payUrl(), NO_NOTIFICATION);
        seatline.pass(SeatlineExtension.HOLD.minusSeconds(40));
        assertEquals("IN_BOOKING", stateOf(held));

        seatline.pass(Duration.ofSeconds(45));

        assertEquals("PAID", stateOf(held));
        assertEquals("BOOKED", seatline.seatMap(show).get("B1"));
    }

    @Test
    void repeated_ipn_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), "{\"notify\":1}");
        seatline.pass(Duration.ofSeconds(2));
        var before = seatline.bookingItems();

        String known = seatline.running().momo().deliveries().getFirst().body();
        Answer again = seatline.api().post("/api/v1/payment/notify", known);
        seatline.pass(Duration.ofSeconds(2));

        assertEquals(204, again.status(), again::text);
        assertEquals(before, seatline.bookingItems());
        assertEquals("PAID", stateOf(held));
    }

    @Test
    void three_ipns_of_one_payment_are_one_payment() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), "{\"notify\":3}");
        seatline.pass(Duration.ofSeconds(2));

        assertEquals("PAID", stateOf(held));
        assertEquals(3, seatline.running().momo().deliveries().size());
        assertTrue(seatline.running().momo().deliveries().stream().allMatch(d -> d.status() == 204));
        assertEquals(List.of(), seatline.running().momo().refunds());
    }

    @Test
    void late_payment_gets_its_seats_if_they_are_unclaimed() {
        Answer held = alice.reserve(show, "B1", "B2");
        seatline.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));

        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(5));

        assertEquals("PAID", stateOf(held));
        assertEquals("CAPTURED", payment(held.orderId()));
        assertEquals("BOOKED", seatline.seatMap(show).get("B1"));
        assertEquals(List.of(), seatline.deadlinesOf(held.bookingId()));
    }

    @Test
    void late_payment_for_a_claimed_seat_is_refunded() {
        Answer held = alice.reserve(show, "B1", "B2");
        seatline.pass(PAST_THE_HOLD);
        Answer bobs = seatline.customer("bob").reserve(show, "B2", "B3");
        assertEquals(201, bobs.status(), bobs::text);

        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(10));

        assertEquals("REFUNDED", stateOf(held));
        assertEquals(1, seatline.running().momo().refunds().size());
        assertEquals(Map.of("B2", "HELD " + bobs.bookingId(), "B3", "HELD " + bobs.bookingId()), seatline.claims(show));
    }

    @Test
    void second_payment_of_a_booking_is_refunded() {
        Answer held = alice.reserve(show, "B1");
        Answer second = alice.payAgain(held.bookingId());
        seatline.approve(held.payUrl());
        seatline.approve(second.payUrl());
        seatline.pass(Duration.ofSeconds(10));

        assertEquals("PAID", stateOf(held));
        assertEquals(1, seatline.running().momo().refunds().size());
        assertEquals(
                List.of("0", "90000"),
                java.util.stream.Stream.of(refunded(held.orderId()), refunded(second.orderId()))
                        .sorted()
                        .toList());
        assertEquals("BOOKED", seatline.seatMap(show).get("B1"));
    }

    @Test
    void payment_in_process_extends_the_hold_once_by_a_minute() {
        Answer held = alice.reserve(show, "B1");
        seatline.running().momo().processing(held.orderId());
        seatline.pass(PAST_THE_HOLD);
        assertEquals("IN_BOOKING", stateOf(held));
        assertEquals("HELD", seatline.seatMap(show).get("B1"));

        seatline.pass(Duration.ofSeconds(65));

        assertEquals("EXPIRED", stateOf(held));
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));
    }

    @Test
    void payment_is_found_after_momo_was_silent_at_the_holds_end() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), NO_NOTIFICATION);
        silenceQueries();
        seatline.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        seatline.pass(Duration.ofMinutes(3));
        assertEquals("OPEN", payment(held.orderId()));
        seatline.running().momo().heal();

        seatline.pass(Duration.ofMinutes(2));

        assertEquals("PAID", stateOf(held));
    }

    @Test
    void payment_without_an_ipn_after_cancelling_is_refunded() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), NO_NOTIFICATION);
        alice.cancel(held.bookingId());
        seatline.pass(Duration.ofSeconds(2));
        Answer bobs = seatline.customer("bob").reserve(show, "B1");
        seatline.approve(bobs.payUrl());
        seatline.pass(Duration.ofSeconds(2));

        seatline.pass(SeatlineExtension.HOLD.plusMinutes(4));

        assertEquals("PAID", seatline.customer("bob").booking(bobs.bookingId()).state());
        assertEquals("REFUNDED", stateOf(held));
    }

    @Test
    void second_payment_without_an_ipn_is_refunded() {
        Answer held = alice.reserve(show, "B1");
        Answer second = alice.payAgain(held.bookingId());
        seatline.approve(held.payUrl(), NO_NOTIFICATION);
        seatline.approve(second.payUrl());
        seatline.pass(Duration.ofSeconds(2));
        assertEquals(second.orderId(), alice.booking(held.bookingId()).orderId());

        seatline.pass(SeatlineExtension.HOLD.plusMinutes(4));

        assertEquals("PAID", stateOf(held));
        assertEquals("90000", refunded(held.orderId()));
        assertEquals("0", refunded(second.orderId()));
    }

    @Test
    void late_payment_after_the_shows_start_is_refunded() {
        Answer held = alice.reserve(show, "B1");
        seatline.pass(PAST_THE_HOLD);
        seatline.clock().advance(Duration.between(seatline.clock().instant(), seatline.startOf(show)));
        seatline.settle();

        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(10));

        assertEquals("REFUNDED", stateOf(held));
    }

    @Test
    void ipn_with_a_wrong_signature_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        var before = seatline.bookingItems();
        var forged = Ipn.success(held.orderId(), 90_000, _ -> {});
        forged.put("signature", "0".repeat(64));

        Answer answer = seatline.api().post("/api/v1/payment/notify", forged.toString());

        assertEquals(401, answer.status());
        assertEquals(before, seatline.bookingItems());
        assertEquals(1, seatline.running().metrics().counted(Metric.NOTIFICATION_FORGED));
    }

    @Test
    void ipn_for_another_partner_changes_nothing() {
        Answer held = alice.reserve(show, "B1");
        var before = seatline.bookingItems();
        var foreign = Ipn.success(held.orderId(), 90_000, body -> body.put("partnerCode", "OTHER"));

        Answer answer = seatline.api().post("/api/v1/payment/notify", foreign.toString());

        assertEquals(401, answer.status());
        assertEquals(before, seatline.bookingItems());
    }

    @Test
    void malformed_ipn_is_rejected_with_its_field() {
        Answer notJson = seatline.api().post("/api/v1/payment/notify", "{\"orderId\":");
        Answer noAmount = seatline.api()
                .post(
                        "/api/v1/payment/notify",
                        Ipn.success("x", 1, body -> body.remove("amount")).toString());

        assertEquals(400, notJson.status());
        assertEquals(400, noAmount.status());
        assertTrue(noAmount.text().contains("amount"), noAmount::text);
    }

    @Test
    void ipn_with_a_wrong_amount_opens_a_case_and_keeps_the_hold() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), "{\"amount\":1000}");
        seatline.pass(Duration.ofSeconds(5));

        assertEquals("IN_BOOKING", stateOf(held));
        assertEquals(1, cases().size());
        assertEquals("WRONG_AMOUNT", cases().getFirst().path("reason").asText());
        assertEquals(held.bookingId(), cases().getFirst().path("booking_id").asText());
        assertEquals(1000, cases().getFirst().path("amount").asLong());
        seatline.pass(PAST_THE_HOLD);
        assertEquals("EXPIRED", stateOf(held));
        assertEquals(1, cases().size());
    }

    @Test
    void second_capture_of_a_payment_opens_a_case() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(2));
        assertEquals("PAID", stateOf(held));

        var second = Ipn.success(held.orderId(), 90_000, body -> body.put("transId", 1));
        assertEquals(
                204,
                seatline.api().post("/api/v1/payment/notify", second.toString()).status());
        seatline.settle();

        assertEquals("PAID", stateOf(held));
        assertEquals("SECOND_CAPTURE", cases().getFirst().path("reason").asText());
    }

    @Test
    void signed_success_for_an_unknown_order_opens_one_case() {
        var unknown = Ipn.success("an-order-of-yesterday", 90_000, _ -> {}).toString();
        assertEquals(204, seatline.api().post("/api/v1/payment/notify", unknown).status());
        assertEquals(204, seatline.api().post("/api/v1/payment/notify", unknown).status());
        seatline.settle();

        assertEquals(1, cases().size());
        assertEquals("UNKNOWN_ORDER", cases().getFirst().path("reason").asText());
        assertEquals(
                "an-order-of-yesterday", cases().getFirst().path("order_id").asText());
    }
}
