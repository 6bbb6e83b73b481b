package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.RefundState;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WithBoxOffice;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReallocateSeatsTest extends WithBoxOffice {

    @Test
    void released_seats_are_freed_and_the_deadline_removed() {
        BookingId id = office.hold("A1", "A2");
        office.expire(id);
        office.reallocate(id);

        assertEquals(Map.of(), office.claims());
        assertEquals(Optional.empty(), office.booking(id).deadline());
        assertEquals(BookingState.EXPIRED, office.booking(id).state());
    }

    @Test
    void held_and_sold_seats_stay_with_their_owners() {
        BookingId sold = office.hold("A1");
        office.pay(sold, 1);
        BookingId held = office.hold("A2");
        BookingId released = office.hold(BOB, "A3");
        office.cancelBooking.cancel(BOB, released);
        office.reallocate(released);

        assertEquals(Map.of("A1", "SOLD " + sold, "A2", "HELD " + held), office.claims());
    }

    @Test
    void one_message_reallocates_released_seats_of_all_bookings() {
        BookingId first = office.hold("A1");
        office.cancelBooking.cancel(ALICE, first);
        BookingId second = office.hold(BOB, "A2");
        office.cancelBooking.cancel(BOB, second);
        office.reallocate(first);

        assertEquals(Map.of(), office.claims());
        assertEquals(Optional.empty(), office.booking(first).deadline());
        assertEquals(
                Deadline.Kind.REALLOCATE,
                office.booking(second).deadline().orElseThrow().kind(),
                "its own message confirms it");
        office.reallocate(second);
        assertEquals(Optional.empty(), office.booking(second).deadline());
    }

    @Test
    void reallocating_twice_changes_nothing() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.reallocate(id);
        var before = office.booking(id);
        office.reallocate(id);

        assertEquals(before, office.booking(id));
    }

    @Test
    void release_during_reallocation_keeps_its_deadline() {
        BookingId id = lateAndSeated("A1");
        BookingId other = office.hold(BOB, "A9");
        office.cancelBooking.cancel(BOB, other);
        // Support refunds the booking between the read of its release and the confirmation, which is another release.
        office.watched.beforeNextCommit(() -> office.refundAll(id));
        office.reallocate(id);

        assertEquals(2, office.booking(id).releases());
        assertEquals(
                Deadline.Kind.REALLOCATE,
                office.booking(id).deadline().orElseThrow().kind());
        assertEquals(BoxOffice.all("RELEASED", id, seats("A1")), office.claims());
        office.reallocate(id);
        assertEquals(Map.of(), office.claims());
        assertEquals(Optional.empty(), office.booking(id).deadline());
    }

    @Test
    void seat_taken_during_reallocation_keeps_its_owner() {
        BookingId first = office.hold("A1");
        office.cancelBooking.cancel(ALICE, first);
        office.watched.beforeNextCommit(() -> {
            office.reallocate(first);
            office.hold(BOB, "A1");
        });
        office.reallocate(first);

        assertEquals(1, office.claims().size());
        assertTrue(office.claims().get("A1").startsWith("HELD"));
    }

    @Test
    void late_payment_takes_its_unclaimed_seats() {
        BookingId id = office.hold("A1", "A2");
        office.expire(id);
        office.pay(id, 1);
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(BoxOffice.all("SOLD", id, seats("A1", "A2")), office.claims());
        assertEquals(BookingState.PAID, office.booking(id).state());
        assertEquals(PaymentState.CAPTURED, office.payment(id, 1).state());
        assertEquals(Optional.empty(), office.payment(id, 1).deadline());
    }

    @Test
    void late_payment_is_refunded_if_one_of_its_seats_is_taken() {
        BookingId id = office.hold("A1", "A2");
        office.expire(id);
        office.reallocate(id);
        BookingId bobs = office.hold(BOB, "A2");
        office.pay(id, 1);
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(BoxOffice.all("HELD", bobs, seats("A2")), office.claims());
        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
        assertEquals(RefundState.PENDING, office.refund(id, 1).state());
        assertEquals(
                Deadline.Kind.REFUND,
                office.refund(id, 1).deadline().orElseThrow().kind());
    }

    @Test
    void late_payment_is_refunded_once_the_show_has_begun() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.pay(id, 1);
        office.clock.moveTo(SHOW.startsAt());
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
        assertEquals(Map.of(), office.claims());
    }

    @Test
    void seat_taken_during_settlement_is_not_sold_twice() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.reallocate(id);
        office.pay(id, 1);
        office.watched.beforeNextCommit(() -> office.hold(BOB, "A1"));
        office.latePayment(PaymentId.attempt(id, 1));

        assertTrue(office.claims().get("A1").startsWith("HELD"));
        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
    }

    @Test
    void late_payment_is_settled_once() {
        BookingId id = lateAndSeated("A1");
        var before = office.ledger.details(id);
        office.latePayment(PaymentId.attempt(id, 1));
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(before, office.ledger.details(id));
    }

    @Test
    void one_of_two_late_payments_is_seated_the_other_refunded() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.expire(id);
        office.pay(id, 1);
        office.pay(id, 2);
        office.latePayment(PaymentId.attempt(id, 2));
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(Optional.of(PaymentId.attempt(id, 2)), office.booking(id).paidBy());
        assertEquals(BookingState.PAID, office.booking(id).state());
        assertEquals(RefundState.PENDING, office.refund(id, 1).state());
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    @Test
    void two_late_payments_for_lost_seats_are_both_refunded() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.expire(id);
        office.reallocate(id);
        office.hold(BOB, "A1");
        office.pay(id, 1);
        office.pay(id, 2);
        for (int attempt = 1; attempt <= 2; attempt++) {
            office.latePayment(PaymentId.attempt(id, attempt));
        }
        office.makeRefund(id, 1);
        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
        office.makeRefund(id, 2);

        assertEquals(BookingState.REFUNDED, office.booking(id).state());
    }

    @Test
    void late_payment_keeps_the_deadline_of_the_release() {
        BookingId id = lateAndSeated("A1");

        assertEquals(
                Deadline.Kind.REALLOCATE,
                office.booking(id).deadline().orElseThrow().kind());
        office.reallocate(id);
        assertEquals(Optional.empty(), office.booking(id).deadline());
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    /** A booking whose late payment took its own released seats before the release was confirmed. */
    private BookingId lateAndSeated(String seat) {
        BookingId id = office.hold(seat);
        office.expire(id);
        office.pay(id, 1);
        office.latePayment(PaymentId.attempt(id, 1));
        return id;
    }
}
