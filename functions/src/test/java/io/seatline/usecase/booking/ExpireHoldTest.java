package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.id;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.CancelBooking.Result;
import io.seatline.usecase.booking.ExpireHold.Outcome;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.PaymentGateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpireHoldTest extends WithBoxOffice {
    private static final Instant EXTENDED = HELD_UNTIL.plus(Duration.ofMinutes(1));

    @Test
    void hold_does_not_end_before_its_time() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusMillis(1));

        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id));
        assertEquals(BookingState.IN_BOOKING, office.booking(id).state());
        assertEquals(1, office.momo.calls().size());
    }

    static List<Status> statusesWithoutMoney() {
        return List.of(
                new Status.Pending(1000),
                new Status.Failed(1005),
                new Status.NotFound(),
                new Status.NoAnswer("no answer"));
    }

    @ParameterizedTest
    @MethodSource("statusesWithoutMoney")
    void unpaid_hold_is_released_unless_paid_or_processing(Status status) {
        BookingId id = office.hold("A1", "A2");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(status);

        assertEquals(Outcome.EXPIRED, office.expireHold.expire(id));
        Booking expired = office.booking(id);
        assertEquals(BookingState.EXPIRED, expired.state());
        assertEquals(1, expired.releases());
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.REALLOCATE, HELD_UNTIL.plus(Duration.ofMinutes(3)), HELD_UNTIL)),
                expired.deadline());
        assertEquals(BoxOffice.all("RELEASED", id, seats("A1", "A2")), office.claims());
        assertEquals(Optional.empty(), office.ledger.activeHold(ALICE).hold());
        assertEquals(PaymentState.OPEN, office.payment(id, 1).state(), "its own deadline stays");
    }

    @Test
    void hold_ends_once() {
        BookingId id = office.hold("A1");
        office.expire(id);
        Booking expired = office.booking(id);

        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id));
        assertEquals(expired, office.booking(id));
    }

    @Test
    void missing_booking_has_nothing_to_do() {
        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id('z')));
    }

    @Test
    void hold_that_momo_reports_paid_becomes_paid() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(new Status.Paid(TRANS_ID, PRICE));

        assertEquals(Outcome.PAID, office.expireHold.expire(id));
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    @Test
    void every_open_attempt_is_queried_and_no_other() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.requestPayment.retry(ALICE, id);
        office.confirmPayment.failed(PaymentId.attempt(id, 2).value(), 1006);
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(new Status.NotFound(), new Status.Paid(TRANS_ID, PRICE));

        assertEquals(Outcome.PAID, office.expireHold.expire(id));
        assertEquals(Optional.of(PaymentId.attempt(id, 3)), office.booking(id).paidBy());
        assertEquals(
                List.of("query " + id + ".1", "query " + id + ".3"),
                office.momo.calls().stream().filter(q -> q.startsWith("query")).toList());
    }

    @Test
    void hold_paid_with_a_wrong_amount_is_released() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(new Status.Paid(TRANS_ID, new Vnd(1)));

        assertEquals(Outcome.EXPIRED, office.expireHold.expire(id));
        assertEquals(1, office.ledger.openCases().size());
    }

    @Test
    void processing_payment_extends_the_hold_by_one_minute() {
        BookingId id = office.hold("A1", "A2");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(new Status.Processing());

        assertEquals(Outcome.EXTENDED, office.expireHold.expire(id));
        Booking extended = office.booking(id);
        assertEquals(EXTENDED, extended.heldUntil());
        assertEquals(Optional.of(new Deadline(Deadline.Kind.HOLD, EXTENDED)), extended.deadline());
        assertEquals(
                Optional.of(new ActiveHold.Hold(id, EXTENDED)),
                office.ledger.activeHold(ALICE).hold());
        assertEquals(
                new SeatClaim.Held(id, EXTENDED), office.ledger.claims(SHOW_ID).get(new SeatNumber("A1")));
        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id));
    }

    @Test
    void hold_is_extended_once() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.willReport(new Status.Processing(), new Status.Processing());
        office.expireHold.expire(id);
        office.clock.moveTo(EXTENDED);

        assertEquals(Outcome.EXPIRED, office.expireHold.expire(id));
    }

    @Test
    void hold_is_not_extended_if_the_customer_reserved_again() {
        BookingId first = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        BookingId second = office.hold("A2");
        office.momo.willReport(new Status.Processing());

        assertEquals(Outcome.EXPIRED, office.expireHold.expire(first));
        assertTrue(office.ledger.activeHold(ALICE).names(second));
        assertEquals(BookingState.IN_BOOKING, office.booking(second).state());
        assertEquals("HELD " + second, office.claims().get("A2"));
    }

    @Test
    void payment_that_arrives_during_the_query_is_kept() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.momo.duringQuery(() -> office.pay(id, 1), new Status.NoAnswer("no answer"));

        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id));
        assertEquals(BookingState.PAID, office.booking(id).state());
    }

    @Test
    void payment_just_before_the_release_wins() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.watched.beforeNextCommit(() -> office.pay(id, 1));

        assertEquals(Outcome.NOTHING_TO_DO, office.expireHold.expire(id));
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    @Test
    void cancelling_releases_the_seats_for_reallocation() {
        BookingId id = office.hold("A1", "A2");

        assertEquals(Result.CANCELLED, office.cancelBooking.cancel(ALICE, id));
        assertEquals(BookingState.CANCELLED, office.booking(id).state());
        assertEquals(
                Deadline.Kind.REALLOCATE,
                office.booking(id).deadline().orElseThrow().kind());
        assertEquals(BoxOffice.all("RELEASED", id, seats("A1", "A2")), office.claims());
        assertEquals(Optional.empty(), office.ledger.activeHold(ALICE).hold());
    }

    @Test
    void only_its_customer_cancels_a_booking_and_only_if_unpaid() {
        BookingId id = office.hold("A1");

        assertEquals(Result.NOT_FOUND, office.cancelBooking.cancel(BOB, id));
        assertEquals(Result.NOT_FOUND, office.cancelBooking.cancel(ALICE, id('z')));
        office.pay(id, 1);
        assertEquals(Result.NOT_CANCELLABLE, office.cancelBooking.cancel(ALICE, id));
        assertEquals(BoxOffice.all("SOLD", id, seats("A1")), office.claims());
    }

    @Test
    void payment_that_races_a_cancellation_wins_or_is_late() {
        BookingId id = office.hold("A1");
        office.watched.beforeNextCommit(() -> office.pay(id, 1));
        assertEquals(Result.NOT_CANCELLABLE, office.cancelBooking.cancel(ALICE, id));

        BookingId other = office.hold("A2");
        office.watched.beforeNextCommit(() -> office.cancelBooking.cancel(ALICE, other));
        assertEquals(ConfirmPayment.Outcome.LATE, office.pay(other, 1));
    }

    @Test
    void another_attempt_is_opened_while_the_hold_lasts() {
        BookingId id = office.hold("A1");
        var result = office.requestPayment.retry(ALICE, id);

        assertEquals(RequestPayment.Result.Payable.class, result.getClass());
        assertEquals(2, office.booking(id).attempts());
        assertEquals(PaymentState.OPEN, office.payment(id, 2).state());
        office.clock.moveTo(HELD_UNTIL);
        assertEquals(
                RequestPayment.Result.NotPayable.class,
                office.requestPayment.retry(ALICE, id).getClass());
    }

    @Test
    void booking_has_at_most_ten_attempts() {
        BookingId id = office.hold("A1");
        Stream.iterate(2, n -> n + 1).limit(9).forEach(_ -> office.requestPayment.retry(ALICE, id));

        assertEquals(10, office.booking(id).attempts());
        assertEquals(
                RequestPayment.Result.NotPayable.class,
                office.requestPayment.retry(ALICE, id).getClass());
        assertEquals(10, office.momo.calls().size());
    }

    @Test
    void other_customers_cannot_pay_for_a_booking() {
        BookingId id = office.hold("A1");

        assertEquals(new RequestPayment.Result.NotFound(), office.requestPayment.retry(BOB, id));
    }
}
