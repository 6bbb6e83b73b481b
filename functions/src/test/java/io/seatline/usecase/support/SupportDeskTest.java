package io.seatline.usecase.support;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.showSeats;
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
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.StaffAction;
import io.seatline.domain.payment.SupportCase;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.support.SupportDesk.CaseDetails;
import io.seatline.usecase.support.SupportDesk.CaseResult;
import io.seatline.usecase.support.SupportDesk.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupportDeskTest extends WithBoxOffice {

    @Test
    void case_of_a_cash_payment_is_refunded_by_hand_only() {
        BookingId sold = office.soldForCash("A7");
        office.changeSales.decide(Fixture.SHOW_ID, SalesControl.CANCELLED, "The projector is broken.", STAFF);
        office.deliver();
        office.makeRefund(sold, 1);
        CaseId id = CaseId.of(BoxOffice.refundId(sold, 1));

        assertEquals(
                new CaseResult.Refused(Reason.PAID_IN_CASH), office.supportDesk.refund(id, STAFF, Optional.empty()));
        office.supportDesk.refund(id, STAFF, Optional.of("Cash, receipt 118."));
        assertEquals(RefundState.SUCCEEDED, office.refund(sold, 1).state());
        assertEquals(List.of(), office.supportDesk.openCases());
    }

    @Test
    void open_cases_are_listed_oldest_first_with_their_refunds() {
        RefundId failed = failedRefund();
        office.clock.advance(Duration.ofSeconds(1));
        CaseId stray = strayMoney();

        assertEquals(
                List.of(
                        new CaseDetails(caseOf(failed), Optional.of(refund(failed))),
                        new CaseDetails(caseOf(stray), Optional.empty())),
                office.supportDesk.openCases());
    }

    @Test
    void failed_refund_is_retried_under_the_next_id() {
        RefundId id = failedRefund();

        CaseDetails now = now(byMomo(id));
        assertEquals(Optional.of(refund(id)), now.refund());
        assertTrue(now.supportCase().open(), "until MoMo has completed it");
        assertEquals(RefundState.PENDING, refund(id).state());
        assertEquals(id + "-2", refund(id).atMomo());
        assertEquals(Optional.of(byStaff()), refund(id).handled());
        assertEquals(Deadline.Kind.REFUND, refund(id).deadline().orElseThrow().kind());
        assertEquals(BookingState.REFUND_PENDING, booking(id).state());
    }

    @Test
    void requesting_a_running_refund_again_changes_nothing() {
        RefundId id = failedRefund();
        CaseDetails first = now(byMomo(id));

        assertEquals(first, now(byMomo(id)));
        assertEquals(2, refund(id).tries());
    }

    @Test
    void refund_that_fails_again_keeps_its_case_open() {
        RefundId id = failedRefund();
        byMomo(id);
        office.momo.willRefund(new Refunded.Refused(4001));
        office.makeRefund.make(id);

        assertEquals(BookingState.REFUND_FAILED, booking(id).state());
        assertTrue(caseOf(id).open());
        assertTrue(caseOf(id).detail().contains("4001"));
    }

    @Test
    void refund_by_hand_closes_the_case_with_the_note() {
        RefundId id = failedRefund();

        CaseDetails now = now(byHand(id, "bank transfer 17"));
        assertEquals(new CaseDetails(caseOf(id), Optional.of(refund(id))), now);
        assertFalse(caseOf(id).open());
        assertEquals("bank transfer 17", caseOf(id).note());
        assertEquals(RefundState.SUCCEEDED, refund(id).state());
        assertEquals(Refund.Method.BY_HAND, refund(id).method());
        assertEquals(Optional.empty(), refund(id).by(), "Seatline requested it");
        assertEquals(Optional.of(byStaff()), refund(id).handled());
        assertEquals(Optional.of(byStaff()), caseOf(id).closedBy());
        assertEquals("bank transfer 17", refund(id).note());
        assertEquals(BookingState.REFUNDED, booking(id).state());
        assertEquals(List.of(), office.supportDesk.openCases());
    }

    @Test
    void concurrent_refunds_by_hand_are_both_followed() {
        RefundId first = failedRefund();
        BookingId twice = first.payment().booking().orElseThrow();
        RefundId second = BoxOffice.refundId(twice, 2);
        office.pay(twice, 2);
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund.make(second);
        BookingDetails before = office.ledger.details(twice).orElseThrow();
        byHand(first, "bank transfer 17");
        BookingDetails torn = new BookingDetails(office.booking(twice), before.payments(), before.refunds());
        SupportDesk desk = new SupportDesk(
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)), office.clock);

        desk.refund(CaseId.of(second), STAFF, Optional.of("bank transfer 18"));

        assertEquals(BookingState.REFUNDED, office.booking(twice).state());
    }

    @Test
    void money_is_not_refunded_twice() {
        RefundId id = failedRefund();
        byHand(id, "bank transfer 17");

        assertEquals(refused(Reason.ALREADY_REFUNDED), byHand(id, "again"));
        assertEquals(refused(Reason.ALREADY_REFUNDED), byMomo(id));
        assertEquals("bank transfer 17", caseOf(id).note());
    }

    @Test
    void refund_by_hand_is_refused_while_momo_refunds() {
        RefundId id = failedRefund();
        byMomo(id);

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), byHand(id, "x"));
    }

    @Test
    void concurrent_support_requests_refund_once() {
        RefundId id = failedRefund();
        office.watched.beforeNextCommit(() -> byMomo(id));

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), byHand(id, "x"));
        assertEquals(RefundState.PENDING, refund(id).state());
    }

    @Test
    void failed_refund_waits_for_the_payments_pending_one() {
        RefundId failed = failedReturn("A7");
        BookingId paid = failed.payment().booking().orElseThrow();
        office.requestRefund.bySupport(
                paid, Optional.of(showSeats("A8")), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE);
        RefundId pending = new RefundId(failed.payment(), 2);

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), byMomo(failed), "MoMo may refuse two at the same time");
        now(byHand(failed, "cash"));
        assertEquals(RefundState.PENDING, refund(pending).state());
        assertEquals(BookingState.PAID, office.booking(paid).state());
    }

    @Test
    void failed_refund_is_not_retried_next_to_one_requested_meanwhile() {
        RefundId failed = failedReturn("A7");
        BookingId paid = failed.payment().booking().orElseThrow();
        office.watched.beforeNextCommit(() -> office.requestRefund.bySupport(
                paid, Optional.of(showSeats("A8")), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), byMomo(failed));
        assertEquals(RefundState.FAILED, refund(failed).state());
    }

    @Test
    void refund_of_a_returned_seat_is_solved_while_the_booking_stays_paid() {
        RefundId failed = failedReturn("A7");

        assertEquals(PRICE, caseOf(failed).amount());
        byHand(failed, "cash");
        assertEquals(BookingState.PAID, booking(failed).state());
        assertFalse(caseOf(failed).open());
    }

    @Test
    void stray_money_can_be_refunded_by_hand() {
        CaseId stray = strayMoney();
        office.supportDesk.refund(stray, STAFF, Optional.of("bank transfer 18"));

        Refund refund = office.ledger.refunds(stray.payment()).getFirst();
        assertEquals(RefundState.SUCCEEDED, refund.state());
        assertEquals(new Vnd(5_000), refund.amount());
        assertEquals(Optional.of(STAFF), refund.by());
        assertFalse(caseOf(stray).open());
    }

    @Test
    void stray_money_is_refunded_once() {
        CaseId stray = strayMoney();
        office.watched.beforeNextCommit(() -> office.supportDesk.refund(stray, STAFF, Optional.empty()));

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), office.supportDesk.refund(stray, STAFF, Optional.of("cash")));
        assertEquals(1, office.ledger.refunds(stray.payment()).size());
        assertEquals(
                Vnd.ZERO, office.ledger.payment(stray.payment()).orElseThrow().kept());
    }

    @Test
    void stray_money_that_another_request_refunds_meanwhile_is_read_again() {
        CaseId stray = strayMoney();
        office.supportDesk.refund(stray, STAFF, Optional.empty());
        SupportDesk late =
                new SupportDesk(TornReading.first(Ledger.class, office.ledger, "refunds", List.of()), office.clock);

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), late.refund(stray, STAFF, Optional.of("cash")));
        assertEquals(1, office.ledger.refunds(stray.payment()).size());
    }

    @Test
    void case_closes_only_after_the_refund() {
        RefundId id = failedRefund();
        assertEquals(refused(Reason.MONEY_NOT_RETURNED), close(id, "never mind"));
        byMomo(id);
        assertEquals(refused(Reason.MONEY_NOT_RETURNED), close(id, "never mind"));
        assertTrue(caseOf(id).open());

        office.makeRefund.make(id);
        SupportCase closed = now(close(id, "customer told")).supportCase();
        assertEquals("customer told", closed.note());
        assertEquals(Optional.of(byStaff()), closed.closedBy());
    }

    @Test
    void case_of_stray_money_does_not_close_before_its_refund() {
        CaseId stray = strayMoney();

        assertEquals(refused(Reason.MONEY_NOT_RETURNED), office.supportDesk.close(stray, STAFF, "never mind"));
    }

    @Test
    void closing_again_appends_to_the_note() {
        RefundId id = failedRefund();
        byHand(id, "first");
        StaffAction closing = byStaff();
        close(id, "second");
        office.clock.advance(Duration.ofSeconds(1));
        close(id, "second");

        assertEquals("first\nsecond", caseOf(id).note());
        assertEquals(Optional.of(closing), caseOf(id).closedBy(), "a repeat changes nothing");
    }

    @Test
    void refund_without_a_case_is_not_found() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.refundAll(paid);
        RefundId id = BoxOffice.refundId(paid, 1);

        assertEquals(new CaseResult.NotFound(), byMomo(id));
        assertEquals(new CaseResult.NotFound(), close(id, "x"));
    }

    /** The case of a late payment whose refund MoMo refused. */
    private RefundId failedRefund() {
        BookingId late = office.hold("A1");
        office.requestPayment.retry(ALICE, late);
        office.expire(late);
        office.reallocate(late);
        office.hold(BOB, "A1");
        office.pay(late, 1);
        office.latePayment(PaymentId.attempt(late, 1));
        return refusedByMomo(late);
    }

    /** The case of a seat that was returned with two others kept, and whose refund MoMo refused. */
    private RefundId failedReturn(String seat) {
        BookingId paid = office.hold("A7", "A8", "A9");
        office.pay(paid, 1);
        office.requestRefund.bySupport(
                paid, Optional.of(showSeats(seat)), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE);
        return refusedByMomo(paid);
    }

    private RefundId refusedByMomo(BookingId booking) {
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund(booking, 1);
        return BoxOffice.refundId(booking, 1);
    }

    /** The case of a payment without a booking. */
    private CaseId strayMoney() {
        office.confirmPayment.captured("MOMO1234", "77", new Vnd(5_000));
        return CaseId.of(PaymentId.stray("MOMO1234", "77"));
    }

    private CaseResult byMomo(RefundId id) {
        return office.supportDesk.refund(CaseId.of(id), STAFF, Optional.empty());
    }

    private CaseResult byHand(RefundId id, String note) {
        return office.supportDesk.refund(CaseId.of(id), STAFF, Optional.of(note));
    }

    private CaseResult close(RefundId id, String note) {
        return office.supportDesk.close(CaseId.of(id), STAFF, note);
    }

    private StaffAction byStaff() {
        return new StaffAction(STAFF, office.clock.instant());
    }

    private SupportCase caseOf(RefundId id) {
        return caseOf(CaseId.of(id));
    }

    private SupportCase caseOf(CaseId id) {
        return office.ledger.supportCase(id).orElseThrow();
    }

    private Refund refund(RefundId id) {
        return office.ledger.refund(id).orElseThrow();
    }

    private Booking booking(RefundId id) {
        return office.booking(id.payment().booking().orElseThrow());
    }

    private static CaseResult refused(Reason reason) {
        return new CaseResult.Refused(reason);
    }

    private static CaseDetails now(CaseResult result) {
        return assertInstanceOf(CaseResult.Current.class, result).caseDetails();
    }
}
