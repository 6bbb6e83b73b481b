package io.seatline.usecase.refund;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.TRANS_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PaymentGateway.Status;
import io.seatline.usecase.support.SupportDesk.RefundMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundPaymentTest extends WithBoxOffice {
    private BookingId id;
    private PaymentId paymentId;

    /** Sets up a pending refund of a late payment whose seats are gone. */
    @BeforeEach
    void requestRefund() {
        id = office.hold("A1");
        paymentId = PaymentId.attempt(id, 1);
        office.expire(id);
        office.reallocate(id);
        office.hold(BOB, "A1");
        office.pay(id, 1);
        office.latePayment(paymentId);
    }

    @Test
    void completed_refund_is_recorded_and_the_booking_follows() {
        office.refundPayment.refund(paymentId);

        assertEquals(PaymentState.REFUNDED, office.payment(id, 1).state());
        assertEquals(Optional.empty(), office.payment(id, 1).deadline());
        assertEquals(BookingState.REFUNDED, office.booking(id).state());
        assertEquals(List.of("refund " + paymentId + " " + TRANS_ID + " 80000 " + paymentId + "-r1"), refundRequests());
    }

    @Test
    void concurrent_refunds_of_a_booking_are_both_followed() {
        BookingId two = twoLatePayments();
        PaymentId first = PaymentId.attempt(two, 1);
        PaymentId second = PaymentId.attempt(two, 2);
        List<Payment> before = office.ledger.details(two).orElseThrow().payments();
        office.refundPayment.refund(first);
        BookingDetails torn = new BookingDetails(office.booking(two), before);
        RefundPayment other = new RefundPayment(
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)),
                office.momo,
                office.clock,
                new CountingMetrics());

        other.refund(second);

        assertEquals(PaymentState.REFUNDED, office.payment(two, 1).state());
        assertEquals(PaymentState.REFUNDED, office.payment(two, 2).state());
        assertEquals(BookingState.REFUNDED, office.booking(two).state());
    }

    /** A booking that was paid twice after it ended; both refunds are pending. */
    private BookingId twoLatePayments() {
        BookingId two = office.hold("A2");
        office.requestPayment.retry(ALICE, two);
        office.expire(two);
        office.reallocate(two);
        office.hold(new CustomerId("carol"), "A2");
        for (int attempt = 1; attempt <= 2; attempt++) {
            office.pay(two, attempt);
            office.latePayment(PaymentId.attempt(two, attempt));
            assertEquals(
                    PaymentState.REFUND_PENDING, office.payment(two, attempt).state());
        }
        return two;
    }

    @Test
    void completed_refund_is_not_requested_again() {
        office.refundPayment.refund(paymentId);
        office.refundPayment.refund(paymentId);

        assertEquals(1, refundRequests().size());
    }

    @Test
    void final_refusal_opens_a_case() {
        office.momo.willRefund(new Refunded.Refused(1088));
        office.refundPayment.refund(paymentId);

        assertEquals(PaymentState.REFUND_FAILED, office.payment(id, 1).state());
        assertEquals(BookingState.REFUND_FAILED, office.booking(id).state());
        SupportCase opened = office.ledger.supportCase(paymentId).orElseThrow();
        assertTrue(opened.open());
        assertEquals(SupportCase.Reason.REFUND_FAILED, opened.reason());
        assertEquals(Optional.of(id), opened.booking());
        assertEquals(PRICE, opened.amount());
        assertTrue(opened.detail().contains("1088"), opened.detail());
    }

    @Test
    void unsettled_refund_is_retried_under_the_same_number() {
        office.momo.willRefund(new Refunded.Unsettled("no answer"));
        office.refundPayment.refund(paymentId);
        assertEquals(PaymentState.REFUND_PENDING, office.payment(id, 1).state());
        assertEquals(
                Deadline.Kind.REFUND,
                office.payment(id, 1).deadline().orElseThrow().kind());

        office.clock.advance(Policies.REFUND_RETRY);
        meetDeadline();
        assertEquals(PaymentState.REFUNDED, office.payment(id, 1).state());
        assertEquals(refundRequests().get(0), refundRequests().get(1));
    }

    @Test
    void paused_refund_is_retried_after_an_hour_under_the_next_number() {
        office.momo.willRefund(new Refunded.TryLater());
        office.refundPayment.refund(paymentId);
        assertEquals(2, office.payment(id, 1).refundNumber());
        assertEquals(
                Optional.of(new Deadline(
                        Deadline.Kind.REFUND, office.clock.instant().plus(Duration.ofHours(1)))),
                office.payment(id, 1).deadline());

        office.refundPayment.refund(paymentId);
        assertEquals(1, refundRequests().size(), "a message for the paused refund does not start the next");

        office.clock.advance(Duration.ofHours(1));
        meetDeadline();
        assertEquals(
                List.of(paymentId + "-r1", paymentId + "-r2"),
                refundRequests().stream()
                        .map(call -> call.substring(call.lastIndexOf(' ') + 1))
                        .toList());
        assertEquals(PaymentState.REFUNDED, office.payment(id, 1).state());
    }

    @Test
    void refund_paused_for_a_day_goes_to_support() {
        for (int i = 0; i < Policies.MAX_REFUND_TRIES; i++) {
            office.momo.willRefund(new Refunded.TryLater());
            meetDeadline();
            office.clock.advance(Policies.REFUND_PAUSE);
            meetDeadline();
        }

        assertEquals(PaymentState.REFUND_FAILED, office.payment(id, 1).state());
        assertTrue(office.ledger.supportCase(paymentId).orElseThrow().open());
        assertEquals(Policies.MAX_REFUND_TRIES, refundRequests().size());
    }

    @Test
    void concurrent_refunds_share_a_number_and_are_recorded_once() {
        office.momo.duringRefund(() -> office.refundPayment.refund(paymentId), new Refunded.Done());
        office.refundPayment.refund(paymentId);

        assertEquals(refundRequests().get(0), refundRequests().get(1));
        assertEquals(PaymentState.REFUNDED, office.payment(id, 1).state());
        assertEquals(1, office.payment(id, 1).refundNumber());
    }

    @Test
    void response_for_an_older_number_is_ignored() {
        office.momo.duringRefund(
                () -> {
                    office.momo.willRefund(new Refunded.TryLater());
                    office.refundPayment.refund(paymentId);
                },
                new Refunded.Refused(1088));
        office.refundPayment.refund(paymentId);

        assertEquals(PaymentState.REFUND_PENDING, office.payment(id, 1).state());
        assertEquals(2, office.payment(id, 1).refundNumber());
        assertEquals(Optional.empty(), office.ledger.supportCase(paymentId));
    }

    @Test
    void refusal_after_a_completed_refund_changes_nothing() {
        office.momo.duringRefund(() -> office.refundPayment.refund(paymentId), new Refunded.Refused(1088));
        office.refundPayment.refund(paymentId);

        assertEquals(PaymentState.REFUNDED, office.payment(id, 1).state());
        assertEquals(Optional.empty(), office.ledger.supportCase(paymentId));
    }

    @Test
    void refund_retried_by_support_closes_its_case() {
        office.momo.willRefund(new Refunded.Refused(1088));
        office.refundPayment.refund(paymentId);
        office.supportDesk.refund(paymentId, RefundMethod.MOMO, "");
        office.refundPayment.refund(paymentId);

        assertEquals(BookingState.REFUNDED, office.booking(id).state());
        assertFalse(office.ledger.supportCase(paymentId).orElseThrow().open());
        assertTrue(refundRequests().getLast().endsWith("-r2"), "a refund id of its own");
    }

    @Test
    void stray_money_is_refunded_under_momos_order_id() {
        office.confirmPayment.captured("MOMO1234", "77", new Vnd(5_000));
        PaymentId stray = PaymentId.stray("MOMO1234", "77");
        office.supportDesk.refund(stray, RefundMethod.MOMO, "");
        office.refundPayment.refund(stray);

        assertEquals(
                "refund MOMO1234 77 5000 " + stray + "-r1", refundRequests().getLast());
        assertEquals(
                PaymentState.REFUNDED,
                office.ledger.payment(stray).orElseThrow().state());
        assertFalse(office.ledger.supportCase(stray).orElseThrow().open());
    }

    @Test
    void unknown_or_unpaid_payment_is_not_refunded() {
        BookingId unpaid = office.hold("A7");
        office.refundPayment.refund(PaymentId.attempt(unpaid, 1));
        office.refundPayment.refund(PaymentId.attempt(unpaid, 2));

        assertEquals(List.of(), refundRequests());
    }

    @Test
    void order_unknown_to_momo_fails_two_minutes_after_its_hold() {
        BookingId open = office.hold("A7");
        PaymentId attempt = PaymentId.attempt(open, 1);
        var settled = office.payment(open, 1).payableUntil().plus(Duration.ofMinutes(2));
        office.clock.moveTo(settled.minusMillis(1));
        office.momo.willReport(new Status.NotFound(), new Status.NotFound());
        office.pollPayment.settle(attempt);
        assertEquals(PaymentState.OPEN, office.payment(open, 1).state());

        office.clock.moveTo(settled);
        office.pollPayment.settle(attempt);
        assertEquals(PaymentState.FAILED, office.payment(open, 1).state());
    }

    @Test
    void attempt_keeps_its_deadline_until_momos_status_is_final() {
        BookingId open = office.hold("A7");
        PaymentId attempt = PaymentId.attempt(open, 1);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofHours(1)));
        for (Status status :
                List.of(new Status.Pending(1000), new Status.Processing(), new Status.NoAnswer("no answer"))) {
            office.momo.willReport(status);
            office.pollPayment.settle(attempt);
            assertEquals(
                    Deadline.Kind.PAYMENT,
                    office.payment(open, 1).deadline().orElseThrow().kind());
        }
        office.momo.willReport(new Status.Failed(1005));
        office.pollPayment.settle(attempt);
        assertEquals(PaymentState.FAILED, office.payment(open, 1).state());
    }

    @Test
    void attempt_found_paid_after_expiry_is_a_late_payment() {
        BookingId open = office.hold("A7");
        office.expire(open);
        office.momo.willReport(new Status.Paid(TRANS_ID, PRICE));
        office.pollPayment.settle(PaymentId.attempt(open, 1));

        assertEquals(
                Deadline.Kind.LATE_PAYMENT,
                office.payment(open, 1).deadline().orElseThrow().kind());
    }

    @Test
    void settled_attempt_is_not_queried() {
        office.pollPayment.settle(paymentId);

        assertEquals(
                0,
                office.momo.calls().stream()
                        .filter(("query " + paymentId)::equals)
                        .skip(1)
                        .count());
    }

    private List<String> refundRequests() {
        return office.momo.calls().stream()
                .filter(call -> call.startsWith("refund"))
                .toList();
    }

    /** Meets the payment's deadline and processes the refund messages that follow. */
    private void meetDeadline() {
        int before = office.queues.refunds().size();
        office.meetDeadline.payment(paymentId);
        office.queues.refunds().stream().skip(before).forEach(office.refundPayment::refund);
    }
}
