package io.seatline.usecase.refund;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.showSeats;
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
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PaymentGateway.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MakeRefundTest extends WithBoxOffice {
    private BookingId id;
    private PaymentId paymentId;
    private RefundId refundId;

    /** Sets up a pending refund of a late payment whose seats are gone. */
    @BeforeEach
    void requestRefund() {
        id = office.hold("A1");
        paymentId = PaymentId.attempt(id, 1);
        refundId = new RefundId(paymentId, 1);
        office.expire(id);
        office.reallocate(id);
        office.hold(BOB, "A1");
        office.pay(id, 1);
        office.latePayment(paymentId);
    }

    @Test
    void completed_refund_is_recorded_and_the_booking_follows() {
        office.makeRefund.make(refundId);

        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
        assertEquals(Optional.empty(), office.refund(id, 1).deadline());
        assertEquals(BookingState.REFUNDED, office.booking(id).state());
        assertEquals(List.of("refund " + paymentId + " " + TRANS_ID + " 80000 " + refundId + "-1"), refundRequests());
    }

    @Test
    void concurrent_refunds_of_a_booking_are_both_followed() {
        BookingId two = twoLatePayments();
        BookingDetails before = office.ledger.details(two).orElseThrow();
        office.makeRefund(two, 1);
        BookingDetails torn = new BookingDetails(office.booking(two), before.payments(), before.refunds());
        MakeRefund other = new MakeRefund(
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)),
                office.momo,
                office.clock,
                new CountingMetrics());

        other.make(BoxOffice.refundId(two, 2));

        assertEquals(RefundState.SUCCEEDED, office.refund(two, 1).state());
        assertEquals(RefundState.SUCCEEDED, office.refund(two, 2).state());
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
            assertEquals(RefundState.PENDING, office.refund(two, attempt).state());
        }
        return two;
    }

    @Test
    void refunds_of_a_payment_are_made_one_after_another() {
        BookingId paid = office.hold("A7", "A8", "A9");
        office.pay(paid, 1);
        List<RefundId> refunds = returnOneByOne(paid, "A7", "A8", "A9");
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());

        office.makeRefund.make(refunds.get(2));
        office.makeRefund.make(refunds.get(1));
        assertEquals(List.of(), refundRequests(), "the first one goes first");
        for (RefundId refund : refunds) {
            office.makeRefund.make(refund);
        }

        assertEquals(
                refunds.stream()
                        .map(refund -> "refund " + refund.payment() + " " + TRANS_ID + " 80000 " + refund + "-1")
                        .toList(),
                refundRequests());
        assertEquals(BookingState.REFUNDED, office.booking(paid).state());
    }

    @Test
    void paused_refund_holds_back_those_after_it() {
        BookingId paid = office.hold("A7", "A8");
        office.pay(paid, 1);
        List<RefundId> refunds = returnOneByOne(paid, "A7", "A8");
        office.momo.willRefund(new Refunded.TryLater());
        office.makeRefund.make(refunds.get(0));

        office.makeRefund.make(refunds.get(1));
        assertEquals(1, refundRequests().size());
        office.clock.advance(Policies.REFUND_PAUSE);
        office.makeRefund.make(refunds.get(0));
        office.makeRefund.make(refunds.get(1));
        assertEquals(
                List.of(refunds.get(0) + "-1", refunds.get(0) + "-2", refunds.get(1) + "-1"),
                refundRequests().stream()
                        .map(call -> call.substring(call.lastIndexOf(' ') + 1))
                        .toList());
    }

    @Test
    void refund_after_a_failed_one_is_still_made() {
        BookingId paid = office.hold("A7", "A8");
        office.pay(paid, 1);
        List<RefundId> refunds = returnOneByOne(paid, "A7", "A8");
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund.make(refunds.get(0));
        office.makeRefund.make(refunds.get(1));

        assertEquals(
                RefundState.SUCCEEDED,
                office.ledger.refund(refunds.get(1)).orElseThrow().state());
        assertEquals(BookingState.REFUND_FAILED, office.booking(paid).state());
        assertEquals(PRICE, office.ledger.openCases().getFirst().amount(), "the part that failed");
    }

    @Test
    void refund_that_waited_for_another_has_a_day_of_its_own() {
        BookingId paid = office.hold("A7", "A8");
        office.pay(paid, 1);
        List<RefundId> refunds = returnOneByOne(paid, "A7", "A8");
        office.clock.advance(Policies.REFUND_ANSWER_TIMEOUT.plus(Policies.REFUND_RETRY));
        office.momo.willRefund(new Refunded.Unsettled("no answer"), new Refunded.Unsettled("no answer"));
        office.makeRefund.make(refunds.get(0));
        office.makeRefund.make(refunds.get(1));

        assertEquals(
                RefundState.FAILED,
                office.ledger.refund(refunds.get(0)).orElseThrow().state());
        assertEquals(
                RefundState.PENDING,
                office.ledger.refund(refunds.get(1)).orElseThrow().state());
    }

    @Test
    void refund_of_a_cash_payment_ends_in_a_case() {
        BookingId sold = office.soldForCash("A7", "A8");
        office.requestRefund.forCancelledShow(sold);
        office.makeRefund(sold, 1);

        assertEquals(List.of(), refundRequests());
        assertEquals(RefundState.FAILED, office.refund(sold, 1).state());
        assertEquals(BookingState.REFUND_FAILED, office.booking(sold).state());
        SupportCase opened = office.ledger
                .supportCase(CaseId.of(BoxOffice.refundId(sold, 1)))
                .orElseThrow();
        assertTrue(opened.open());
        assertTrue(opened.detail().contains("cash"), opened.detail());

        office.supportDesk.refund(opened.id(), STAFF, Optional.of("paid at the counter"));
        assertEquals(BookingState.REFUNDED, office.booking(sold).state());
    }

    /** Returns these seats, each with a refund of its own. */
    private List<RefundId> returnOneByOne(BookingId paid, String... seats) {
        for (String seat : seats) {
            office.requestRefund.bySupport(
                    paid, Optional.of(showSeats(seat)), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE);
        }
        return office.ledger.refunds(PaymentId.attempt(paid, 1)).stream()
                .map(Refund::id)
                .toList();
    }

    @Test
    void success_that_arrives_after_giving_up_closes_the_case() {
        office.momo.duringRefund(
                () -> {
                    office.momo.willRefund(new Refunded.Refused(1088));
                    office.makeRefund.make(refundId);
                },
                new Refunded.Done());
        office.makeRefund.make(refundId);

        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
        assertEquals(BookingState.REFUNDED, office.booking(id).state());
        assertEquals(List.of(), office.ledger.openCases());
    }

    @Test
    void completed_refund_is_not_requested_again() {
        office.makeRefund.make(refundId);
        office.makeRefund.make(refundId);

        assertEquals(1, refundRequests().size());
    }

    @Test
    void final_refusal_opens_a_case() {
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund.make(refundId);

        assertEquals(RefundState.FAILED, office.refund(id, 1).state());
        assertEquals(BookingState.REFUND_FAILED, office.booking(id).state());
        SupportCase opened = office.ledger.supportCase(CaseId.of(refundId)).orElseThrow();
        assertTrue(opened.open());
        assertEquals(SupportCase.Reason.REFUND_FAILED, opened.reason());
        assertEquals(Optional.of(id), opened.booking());
        assertEquals(PRICE, opened.amount());
        assertTrue(opened.detail().contains("1088"), opened.detail());
    }

    @Test
    void unsettled_refund_is_retried_under_the_same_number() {
        office.momo.willRefund(new Refunded.Unsettled("no answer"));
        office.makeRefund.make(refundId);
        assertEquals(RefundState.PENDING, office.refund(id, 1).state());
        assertEquals(
                Deadline.Kind.REFUND,
                office.refund(id, 1).deadline().orElseThrow().kind());

        office.clock.advance(Policies.REFUND_RETRY);
        meetDeadline();
        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
        assertEquals(refundRequests().get(0), refundRequests().get(1));
    }

    @Test
    void paused_refund_is_retried_after_an_hour_under_the_next_number() {
        office.momo.willRefund(new Refunded.TryLater());
        office.makeRefund.make(refundId);
        assertEquals(2, office.refund(id, 1).tries());
        assertEquals(
                Optional.of(new Deadline(
                        Deadline.Kind.REFUND, office.clock.instant().plus(Duration.ofHours(1)))),
                office.refund(id, 1).deadline());

        office.makeRefund.make(refundId);
        assertEquals(1, refundRequests().size(), "a message for the paused refund does not start the next");

        office.clock.advance(Duration.ofHours(1));
        meetDeadline();
        assertEquals(
                List.of(refundId + "-1", refundId + "-2"),
                refundRequests().stream()
                        .map(call -> call.substring(call.lastIndexOf(' ') + 1))
                        .toList());
        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
    }

    @Test
    void refund_paused_for_a_day_goes_to_support() {
        for (int i = 0; i < Policies.MAX_REFUND_TRIES; i++) {
            office.momo.willRefund(new Refunded.TryLater());
            meetDeadline();
            office.clock.advance(Policies.REFUND_PAUSE);
            meetDeadline();
        }

        assertEquals(RefundState.FAILED, office.refund(id, 1).state());
        assertTrue(office.ledger.supportCase(CaseId.of(refundId)).orElseThrow().open());
        assertEquals(Policies.MAX_REFUND_TRIES, refundRequests().size());
    }

    @Test
    void concurrent_refunds_share_a_number_and_are_recorded_once() {
        office.momo.duringRefund(() -> office.makeRefund.make(refundId), new Refunded.Done());
        office.makeRefund.make(refundId);

        assertEquals(refundRequests().get(0), refundRequests().get(1));
        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
        assertEquals(1, office.refund(id, 1).tries());
    }

    @Test
    void response_for_an_older_number_is_ignored() {
        office.momo.duringRefund(
                () -> {
                    office.momo.willRefund(new Refunded.TryLater());
                    office.makeRefund.make(refundId);
                },
                new Refunded.Refused(1088));
        office.makeRefund.make(refundId);

        assertEquals(RefundState.PENDING, office.refund(id, 1).state());
        assertEquals(2, office.refund(id, 1).tries());
        assertEquals(Optional.empty(), office.ledger.supportCase(CaseId.of(refundId)));
    }

    @Test
    void refusal_after_a_completed_refund_changes_nothing() {
        office.momo.duringRefund(() -> office.makeRefund.make(refundId), new Refunded.Refused(1088));
        office.makeRefund.make(refundId);

        assertEquals(RefundState.SUCCEEDED, office.refund(id, 1).state());
        assertEquals(Optional.empty(), office.ledger.supportCase(CaseId.of(refundId)));
    }

    @Test
    void refund_retried_by_support_closes_its_case() {
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund.make(refundId);
        office.supportDesk.refund(CaseId.of(refundId), STAFF, Optional.empty());
        office.makeRefund.make(refundId);

        assertEquals(BookingState.REFUNDED, office.booking(id).state());
        assertFalse(office.ledger.supportCase(CaseId.of(refundId)).orElseThrow().open());
        assertTrue(refundRequests().getLast().endsWith(refundId + "-2"), "an id of its own");
    }

    @Test
    void stray_money_is_refunded_under_momos_order_id() {
        office.confirmPayment.captured("MOMO1234", "77", new Vnd(5_000));
        PaymentId stray = PaymentId.stray("MOMO1234", "77");
        RefundId ofStray = new RefundId(stray, 1);
        office.supportDesk.refund(CaseId.of(stray), STAFF, Optional.empty());
        office.makeRefund.make(ofStray);

        assertEquals(
                "refund MOMO1234 77 5000 " + ofStray + "-1", refundRequests().getLast());
        assertEquals(
                RefundState.SUCCEEDED,
                office.ledger.refund(ofStray).orElseThrow().state());
        assertFalse(office.ledger.supportCase(CaseId.of(stray)).orElseThrow().open());
    }

    @Test
    void unknown_refund_is_not_made() {
        BookingId unpaid = office.hold("A7");
        office.makeRefund(unpaid, 1);
        office.makeRefund.make(new RefundId(paymentId, 2));

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

    /** Meets the refund's deadline and processes the refund messages that follow. */
    private void meetDeadline() {
        int before = office.queues.refunds().size();
        office.meetDeadline.refund(refundId);
        office.queues.refunds().stream().skip(before).forEach(office.makeRefund::make);
    }
}
