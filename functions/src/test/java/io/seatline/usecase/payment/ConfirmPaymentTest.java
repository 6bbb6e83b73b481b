package io.seatline.usecase.payment;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.payment.ConfirmPayment.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmPaymentTest extends WithBoxOffice {

    @Test
    void payment_in_time_sells_the_seats() {
        BookingId id = office.hold("A1", "A2");

        assertEquals(Outcome.PAID, office.pay(id, 1));
        assertEquals(BoxOffice.all("SOLD", id, seats("A1", "A2")), office.claims());
        assertEquals(BookingState.PAID, office.booking(id).state());
        assertEquals(Optional.of(PaymentId.attempt(id, 1)), office.booking(id).paidBy());
        assertEquals(PaymentState.CAPTURED, office.payment(id, 1).state());
        assertEquals(Optional.of(TRANS_ID), office.payment(id, 1).transId());
        assertEquals(Optional.empty(), office.ledger.activeHold(ALICE).hold());
        assertNoDeadlines(id);
    }

    @Test
    void payment_is_in_time_while_the_seats_are_held() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofHours(1)));

        assertEquals(Outcome.PAID, office.pay(id, 1));
    }

    @Test
    void active_hold_of_a_later_booking_stays() {
        BookingId first = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        BookingId second = office.hold("A2");

        assertEquals(Outcome.PAID, office.pay(first, 1));
        assertTrue(office.ledger.activeHold(ALICE).names(second));
    }

    @Test
    void repeated_payment_changes_nothing() {
        BookingId id = office.hold("A1");
        office.pay(id, 1);
        var before = office.ledger.details(id);

        assertEquals(Outcome.KNOWN, office.pay(id, 1));
        assertEquals(before, office.ledger.details(id));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void payment_after_the_booking_ended_is_late(boolean cancelled) {
        BookingId id = office.hold("A1");
        end(id, cancelled);

        assertEquals(Outcome.LATE, office.pay(id, 1));
        Payment late = office.payment(id, 1);
        assertEquals(PaymentState.CAPTURED, late.state());
        Instant now = office.clock.instant();
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.LATE_PAYMENT, now.plus(Duration.ofMinutes(3)), now)),
                late.deadline());
        assertEquals(BoxOffice.all("RELEASED", id, seats("A1")), office.claims());
        assertTrue(office.booking(id).state().isEndedUnpaid());
    }

    @Test
    void repeated_late_payment_is_known() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.pay(id, 1);

        assertEquals(Outcome.KNOWN, office.pay(id, 1));
    }

    @Test
    void second_payment_of_a_paid_booking_is_refunded() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.pay(id, 2);

        assertEquals(Outcome.REFUNDING, office.pay(id, 1));
        Refund refund = office.refund(id, 1);
        assertEquals(RefundState.PENDING, refund.state());
        assertEquals(Refund.Reason.DUPLICATE_PAYMENT, refund.reason());
        assertEquals(office.payment(id, 1).amount(), refund.amount());
        assertEquals(List.of(), refund.seats());
        assertEquals(Vnd.ZERO, office.payment(id, 1).kept());
        assertEquals(BookingState.PAID, office.booking(id).state());
        assertEquals(Optional.of(PaymentId.attempt(id, 2)), office.booking(id).paidBy());
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    @Test
    void second_payment_of_a_refunded_booking_is_refunded_too() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.expire(id);
        office.reallocate(id);
        office.hold(BOB, "A1");
        office.pay(id, 1);
        office.latePayment(PaymentId.attempt(id, 1));
        office.makeRefund(id, 1);
        assertEquals(BookingState.REFUNDED, office.booking(id).state());

        assertEquals(Outcome.REFUNDING, office.pay(id, 2));
        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
        office.makeRefund(id, 2);
        assertEquals(BookingState.REFUNDED, office.booking(id).state());
    }

    @Test
    void payment_after_a_reported_failure_still_buys_the_seats() {
        BookingId id = office.hold("A1");
        office.confirmPayment.failed(PaymentId.attempt(id, 1).value(), 1006);
        assertEquals(PaymentState.FAILED, office.payment(id, 1).state());

        assertEquals(Outcome.PAID, office.pay(id, 1));
    }

    @Test
    void wrong_amount_is_kept_as_stray_money_with_a_case() {
        BookingId id = office.hold("A1");
        PaymentId paymentId = PaymentId.attempt(id, 1);

        assertEquals(Outcome.CASE_OPENED, office.confirmPayment.captured(paymentId.value(), TRANS_ID, new Vnd(1_000)));
        PaymentId stray = PaymentId.stray(paymentId.value(), TRANS_ID);
        Payment kept = office.ledger.payment(stray).orElseThrow();
        assertEquals(new Vnd(1_000), kept.amount());
        assertEquals(PaymentState.CAPTURED, kept.state());
        SupportCase opened = office.ledger.supportCase(CaseId.of(stray)).orElseThrow();
        assertEquals(SupportCase.Reason.WRONG_AMOUNT, opened.reason());
        assertEquals(Optional.of(id), opened.booking());
        assertEquals(paymentId.value(), opened.momoOrder());
        assertTrue(opened.open());
        assertEquals(PaymentState.FAILED, office.payment(id, 1).state());
        assertEquals(BookingState.IN_BOOKING, office.booking(id).state());
        assertEquals(Outcome.KNOWN, office.confirmPayment.captured(paymentId.value(), TRANS_ID, new Vnd(1_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOMO1234", "", "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1", "stray.aaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void payment_of_an_unknown_order_opens_one_case(String paymentId) {
        assertEquals(Outcome.CASE_OPENED, office.confirmPayment.captured(paymentId, TRANS_ID, new Vnd(5_000)));
        assertEquals(Outcome.KNOWN, office.confirmPayment.captured(paymentId, TRANS_ID, new Vnd(5_000)));

        SupportCase opened = office.ledger
                .supportCase(CaseId.of(PaymentId.stray(paymentId, TRANS_ID)))
                .orElseThrow();
        assertEquals(SupportCase.Reason.UNKNOWN_ORDER, opened.reason());
        assertEquals(paymentId, opened.momoOrder());
        assertEquals(List.of(opened), office.ledger.openCases());
    }

    @Test
    void attempt_that_the_booking_lacks_is_an_unknown_order() {
        BookingId id = office.hold("A1");

        assertEquals(Outcome.CASE_OPENED, office.pay(id, 2));
        assertEquals(BookingState.IN_BOOKING, office.booking(id).state());
    }

    @Test
    void money_that_has_a_case_does_not_pay_for_a_payment_that_is_made_later() {
        BookingId id = office.hold("A1");
        office.pay(id, 2);
        office.requestPayment.retry(ALICE, id);

        assertEquals(Outcome.KNOWN, office.pay(id, 2));
        assertEquals(PaymentState.FAILED, office.payment(id, 2).state());
        assertEquals(BookingState.IN_BOOKING, office.booking(id).state());
        assertEquals(1, office.ledger.openCases().size());
    }

    @Test
    void money_of_a_payment_that_is_made_meanwhile_pays_for_it() {
        BookingId id = office.hold("A1");
        office.watched.beforeNextCommit(() -> office.requestPayment.retry(ALICE, id));

        assertEquals(Outcome.PAID, office.pay(id, 2));
        assertEquals(List.of(), office.ledger.openCases());
    }

    @Test
    void payment_that_races_the_end_of_its_hold_is_late() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.watched.beforeNextCommit(() -> office.expireHold.expire(id));

        assertEquals(Outcome.LATE, office.pay(id, 1));
        assertEquals(BookingState.EXPIRED, office.booking(id).state());
        assertEquals(BoxOffice.all("RELEASED", id, seats("A1")), office.claims());
    }

    @Test
    void concurrent_payments_pay_once_and_refund_once() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.watched.beforeNextCommit(() -> office.pay(id, 2));

        assertEquals(Outcome.REFUNDING, office.pay(id, 1));
        assertEquals(Optional.of(PaymentId.attempt(id, 2)), office.booking(id).paidBy());
    }

    @Test
    void failed_order_leaves_the_hold_unchanged() {
        BookingId id = office.hold("A1");
        var before = office.booking(id);
        office.confirmPayment.failed(PaymentId.attempt(id, 1).value(), 1006);

        assertEquals(PaymentState.FAILED, office.payment(id, 1).state());
        assertEquals(Optional.empty(), office.payment(id, 1).deadline());
        assertEquals(before, office.booking(id));
    }

    @Test
    void failure_reported_after_the_payment_changes_nothing() {
        BookingId id = office.hold("A1");
        office.pay(id, 1);
        office.confirmPayment.failed(PaymentId.attempt(id, 1).value(), 1006);

        assertEquals(PaymentState.CAPTURED, office.payment(id, 1).state());
    }

    @Test
    void failure_of_an_unknown_order_changes_nothing() {
        office.confirmPayment.failed("MOMO1234", 1006);

        assertEquals(List.of(), office.ledger.openCases());
        assertEquals(Map.of(), office.claims());
    }

    private void end(BookingId id, boolean cancelled) {
        if (cancelled) {
            office.cancelBooking.cancel(ALICE, id);
        } else {
            office.expire(id);
        }
    }

    private void assertNoDeadlines(BookingId id) {
        var details = office.ledger.details(id).orElseThrow();
        assertEquals(Optional.empty(), details.booking().deadline());
        details.payments().forEach(payment -> assertEquals(Optional.empty(), payment.deadline()));
    }
}
