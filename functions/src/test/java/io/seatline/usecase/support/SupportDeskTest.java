package io.seatline.usecase.support;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.id;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.support.SupportDesk.BookingResult;
import io.seatline.usecase.support.SupportDesk.CaseDetails;
import io.seatline.usecase.support.SupportDesk.CaseResult;
import io.seatline.usecase.support.SupportDesk.Reason;
import io.seatline.usecase.support.SupportDesk.RefundMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupportDeskTest extends WithBoxOffice {

    @Test
    void open_cases_are_listed_oldest_first_with_payment_state() {
        PaymentId failed = failedRefund();
        office.clock.advance(Duration.ofSeconds(1));
        PaymentId stray = strayMoney();

        assertEquals(
                List.of(
                        new CaseDetails(caseOf(failed), PaymentState.REFUND_FAILED),
                        new CaseDetails(caseOf(stray), PaymentState.CAPTURED)),
                office.supportDesk.openCases());
    }

    @Test
    void failed_refund_is_retried_under_the_next_number() {
        PaymentId paymentId = failedRefund();

        CaseDetails now = now(office.supportDesk.refund(paymentId, RefundMethod.MOMO, ""));
        assertEquals(PaymentState.REFUND_PENDING, now.payment());
        assertTrue(now.supportCase().open(), "until MoMo has completed it");
        assertEquals(2, payment(paymentId).refundNumber());
        assertEquals(
                Deadline.Kind.REFUND,
                payment(paymentId).deadline().orElseThrow().kind());
        assertEquals(BookingState.REFUND_PENDING, booking(paymentId).state());
    }

    @Test
    void requesting_a_running_refund_again_changes_nothing() {
        PaymentId paymentId = failedRefund();
        CaseDetails first = now(office.supportDesk.refund(paymentId, RefundMethod.MOMO, ""));

        assertEquals(first, now(office.supportDesk.refund(paymentId, RefundMethod.MOMO, "")));
        assertEquals(2, payment(paymentId).refundNumber());
    }

    @Test
    void refund_that_fails_again_reopens_its_case() {
        PaymentId paymentId = failedRefund();
        office.supportDesk.refund(paymentId, RefundMethod.MOMO, "");
        office.momo.willRefund(new Refunded.Refused(4001));
        office.refundPayment.refund(paymentId);

        assertEquals(BookingState.REFUND_FAILED, booking(paymentId).state());
        assertTrue(caseOf(paymentId).open());
        assertTrue(caseOf(paymentId).detail().contains("4001"));
    }

    @Test
    void refund_by_hand_closes_the_case_with_the_note() {
        PaymentId paymentId = failedRefund();

        CaseDetails now = now(office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "bank transfer 17"));
        assertEquals(new CaseDetails(caseOf(paymentId), PaymentState.REFUNDED), now);
        assertFalse(caseOf(paymentId).open());
        assertEquals("bank transfer 17", caseOf(paymentId).note());
        assertTrue(payment(paymentId).byHand());
        assertEquals(BookingState.REFUNDED, booking(paymentId).state());
        assertEquals(List.of(), office.supportDesk.openCases());
    }

    @Test
    void concurrent_refunds_by_hand_are_both_followed() {
        PaymentId first = failedRefund();
        BookingId twice = first.booking().orElseThrow();
        PaymentId second = PaymentId.attempt(twice, 2);
        office.pay(twice, 2);
        office.momo.willRefund(new Refunded.Refused(1088));
        office.refundPayment.refund(second);
        List<Payment> before = office.ledger.details(twice).orElseThrow().payments();
        office.supportDesk.refund(first, RefundMethod.BY_HAND, "bank transfer 17");
        BookingDetails torn = new BookingDetails(office.booking(twice), before);
        SupportDesk desk = new SupportDesk(
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)), office.clock);

        desk.refund(second, RefundMethod.BY_HAND, "bank transfer 18");

        assertEquals(BookingState.REFUNDED, office.booking(twice).state());
    }

    @Test
    void money_is_not_refunded_twice() {
        PaymentId paymentId = failedRefund();
        office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "bank transfer 17");

        assertEquals(
                refused(Reason.ALREADY_REFUNDED), office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "again"));
        assertEquals(refused(Reason.ALREADY_REFUNDED), office.supportDesk.refund(paymentId, RefundMethod.MOMO, ""));
        assertEquals("bank transfer 17", caseOf(paymentId).note());
    }

    @Test
    void refund_by_hand_is_refused_while_momo_refunds() {
        PaymentId paymentId = failedRefund();
        office.supportDesk.refund(paymentId, RefundMethod.MOMO, "");

        assertEquals(
                refused(Reason.REFUND_IN_PROGRESS), office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "x"));
    }

    @Test
    void concurrent_support_requests_refund_once() {
        PaymentId paymentId = failedRefund();
        office.watched.beforeNextCommit(() -> office.supportDesk.refund(paymentId, RefundMethod.MOMO, ""));

        assertEquals(
                refused(Reason.REFUND_IN_PROGRESS), office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "x"));
        assertEquals(PaymentState.REFUND_PENDING, payment(paymentId).state());
    }

    @Test
    void stray_money_can_be_refunded_by_hand() {
        PaymentId stray = strayMoney();
        office.supportDesk.refund(stray, RefundMethod.BY_HAND, "bank transfer 18");

        assertEquals(PaymentState.REFUNDED, payment(stray).state());
        assertFalse(caseOf(stray).open());
    }

    @Test
    void case_closes_only_after_the_refund() {
        PaymentId paymentId = failedRefund();
        assertEquals(refused(Reason.MONEY_NOT_RETURNED), office.supportDesk.close(paymentId, "never mind"));
        office.supportDesk.refund(paymentId, RefundMethod.MOMO, "");
        assertEquals(refused(Reason.MONEY_NOT_RETURNED), office.supportDesk.close(paymentId, "never mind"));
        assertTrue(caseOf(paymentId).open());

        office.refundPayment.refund(paymentId);
        assertEquals(
                "customer told",
                now(office.supportDesk.close(paymentId, "customer told"))
                        .supportCase()
                        .note());
    }

    @Test
    void closing_again_appends_to_the_note() {
        PaymentId paymentId = failedRefund();
        office.supportDesk.refund(paymentId, RefundMethod.BY_HAND, "first");
        office.supportDesk.close(paymentId, "second");
        office.supportDesk.close(paymentId, "second");

        assertEquals("first\nsecond", caseOf(paymentId).note());
    }

    @Test
    void payment_without_a_case_is_not_found() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        PaymentId paymentId = PaymentId.attempt(paid, 1);

        assertEquals(new CaseResult.NotFound(), office.supportDesk.refund(paymentId, RefundMethod.MOMO, ""));
        assertEquals(new CaseResult.NotFound(), office.supportDesk.close(paymentId, "x"));
    }

    @Test
    void refunding_a_booking_releases_its_seats_and_its_money() {
        BookingId paid = office.hold("A1", "A2");
        office.pay(paid, 1);

        CustomerBooking customerBooking = assertInstanceOf(
                        BookingResult.Current.class, office.supportDesk.refundBooking(paid, RefundMethod.MOMO, ""))
                .customerBooking();
        assertEquals(office.booking(paid), customerBooking.booking());
        assertEquals(BookingState.REFUND_PENDING, customerBooking.booking().state());
        assertEquals(
                Deadline.Kind.REALLOCATE,
                customerBooking.booking().deadline().orElseThrow().kind());
        assertEquals(PaymentState.REFUND_PENDING, office.payment(paid, 1).state());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void refund_releases_all_seats_despite_a_half_written_payment() {
        BookingId paid = office.hold("A1", "A2");
        Map<SeatNumber, SeatClaim> notYetSold = office.ledger.claims(SHOW_ID);
        office.pay(paid, 1);
        SupportDesk desk =
                new SupportDesk(TornReading.first(Ledger.class, office.ledger, "claims", notYetSold), office.clock);

        desk.refundBooking(paid, RefundMethod.MOMO, "");

        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void refunding_the_same_booking_again_changes_nothing() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.supportDesk.refundBooking(paid, RefundMethod.MOMO, "");
        var before = office.ledger.details(paid);

        assertInstanceOf(BookingResult.Current.class, office.supportDesk.refundBooking(paid, RefundMethod.MOMO, ""));
        assertEquals(
                new BookingResult.Refused(Reason.REFUND_IN_PROGRESS),
                office.supportDesk.refundBooking(paid, RefundMethod.BY_HAND, "cash at the counter"));
        assertEquals(before, office.ledger.details(paid));
        office.refundPayment.refund(PaymentId.attempt(paid, 1));
        assertEquals(
                new BookingResult.Refused(Reason.ALREADY_REFUNDED),
                office.supportDesk.refundBooking(paid, RefundMethod.MOMO, ""));
    }

    @Test
    void refund_by_hand_completes_at_once_and_releases_the_seats() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.supportDesk.refundBooking(paid, RefundMethod.BY_HAND, "cash at the counter");

        assertEquals(BookingState.REFUNDED, office.booking(paid).state());
        assertTrue(office.payment(paid, 1).byHand());
        assertEquals(Optional.empty(), office.payment(paid, 1).deadline());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1")), office.claims());
        assertEquals(
                List.of(),
                office.momo.calls().stream().filter(q -> q.startsWith("refund")).toList());
    }

    @Test
    void unpaid_booking_is_not_refundable() {
        BookingId held = office.hold("A1");
        assertEquals(
                new BookingResult.Refused(Reason.NOT_PAID),
                office.supportDesk.refundBooking(held, RefundMethod.MOMO, ""));
        office.expire(held);
        assertEquals(
                new BookingResult.Refused(Reason.NOT_PAID),
                office.supportDesk.refundBooking(held, RefundMethod.MOMO, ""));
        assertEquals(new BookingResult.NotFound(), office.supportDesk.refundBooking(id('z'), RefundMethod.MOMO, ""));
    }

    /** The case of a late payment whose refund MoMo refused. */
    private PaymentId failedRefund() {
        BookingId late = office.hold("A1");
        PaymentId paymentId = PaymentId.attempt(late, 1);
        office.requestPayment.retry(ALICE, late);
        office.expire(late);
        office.reallocate(late);
        office.hold(BOB, "A1");
        office.pay(late, 1);
        office.latePayment(paymentId);
        office.momo.willRefund(new Refunded.Refused(1088));
        office.refundPayment.refund(paymentId);
        return paymentId;
    }

    /** The case of a payment without a booking. */
    private PaymentId strayMoney() {
        office.confirmPayment.captured("MOMO1234", "77", new Vnd(5_000));
        return PaymentId.stray("MOMO1234", "77");
    }

    private SupportCase caseOf(PaymentId paymentId) {
        return office.ledger.supportCase(paymentId).orElseThrow();
    }

    private Payment payment(PaymentId paymentId) {
        return office.ledger.payment(paymentId).orElseThrow();
    }

    private Booking booking(PaymentId paymentId) {
        return office.booking(paymentId.booking().orElseThrow());
    }

    private static CaseResult refused(Reason reason) {
        return new CaseResult.Refused(reason);
    }

    private static CaseDetails now(CaseResult result) {
        return assertInstanceOf(CaseResult.Current.class, result).caseDetails();
    }
}
