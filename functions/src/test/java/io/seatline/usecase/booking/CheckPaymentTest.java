package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.TRANS_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.PaymentState;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.CheckPayment.Result;
import io.seatline.usecase.port.PaymentGateway.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckPaymentTest extends WithBoxOffice {
    private static final Status PAID = new Status.Paid(TRANS_ID, PRICE);

    @Test
    void payment_without_ipn_buys_the_seats_at_once() {
        BookingId id = office.hold("A1");
        office.momo.willReport(PAID);

        assertEquals(BookingState.PAID, checked(id));
        assertEquals(PaymentState.CAPTURED, office.payment(id, 1).state());
        assertTrue(office.payment(id, 1).deadline().isEmpty());
    }

    @Test
    void payment_counts_after_the_hold_while_the_seats_are_kept() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.plusSeconds(1));
        office.momo.willReport(PAID);

        assertEquals(BookingState.PAID, checked(id));
    }

    @Test
    void payment_found_after_the_seats_were_released_is_a_late_one() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.momo.willReport(PAID);

        assertEquals(BookingState.EXPIRED, checked(id));
        assertEquals(PaymentState.CAPTURED, office.payment(id, 1).state());
        office.latePayment(office.payment(id, 1).id());
        assertEquals(BookingState.PAID, office.booking(id).state());
    }

    @Test
    void payment_without_a_final_result_keeps_its_state_and_deadline() {
        BookingId id = office.hold("A1");
        checked(id);
        office.clock.advance(Duration.ofSeconds(10));
        var before = office.payment(id, 1);
        for (Status open : List.of(new Status.Pending(1000), new Status.Processing(), new Status.NotFound())) {
            office.momo.willReport(open);
            assertEquals(BookingState.IN_BOOKING, checked(id));
            assertEquals(before, office.payment(id, 1));
            office.clock.advance(Duration.ofSeconds(10));
        }
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofHours(1)));

        office.momo.willReport(new Status.Pending(1000));
        checked(id);
        assertEquals(before, office.payment(id, 1), "the poll must not wait longer because a customer checks");
    }

    @Test
    void unknown_order_fails_two_minutes_after_the_hold_only() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)).minusMillis(1));
        office.momo.reportsByDefault(new Status.NotFound());
        checked(id);
        assertEquals(PaymentState.OPEN, office.payment(id, 1).state());

        office.clock.advance(Duration.ofSeconds(10));
        checked(id);
        assertEquals(PaymentState.FAILED, office.payment(id, 1).state());
    }

    @Test
    void every_open_payment_of_the_booking_is_checked() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.momo.willReport(PAID, new Status.Failed(1003));

        assertEquals(BookingState.PAID, checked(id));
        assertEquals(PaymentState.FAILED, office.payment(id, 1).state());
        assertEquals(PaymentState.CAPTURED, office.payment(id, 2).state());
    }

    @Test
    void silent_momo_is_an_answer_of_its_own_unless_the_booking_is_paid() {
        BookingId id = office.hold("A1");
        office.requestPayment.retry(ALICE, id);
        office.momo.willReport(new Status.NoAnswer("silent"));
        assertEquals(new Result.GatewayUnavailable(id), check(id));
        assertEquals(PaymentState.OPEN, office.payment(id, 1).state());

        office.clock.advance(Duration.ofSeconds(10));
        office.momo.willReport(PAID, new Status.NoAnswer("silent"));
        assertEquals(BookingState.PAID, checked(id));
    }

    @Test
    void momo_is_asked_about_a_booking_once_in_ten_seconds() {
        BookingId id = office.hold("A1");
        checked(id);
        int asked = office.momo.calls().size();

        office.clock.advance(Duration.ofMillis(9_999));
        assertEquals(new Result.TooManyChecks(), check(id));
        office.requestPayment.retry(ALICE, id);
        assertEquals(new Result.TooManyChecks(), check(id), "another payment of the booking");
        assertEquals(asked + 1, office.momo.calls().size());

        office.clock.advance(Duration.ofMillis(1));
        assertEquals(BookingState.IN_BOOKING, checked(id));
    }

    @Test
    void nothing_is_asked_or_written_without_an_open_payment() {
        BookingId id = office.hold("A1");
        office.pay(id, 1);
        List<String> asked = office.momo.calls();
        office.watched.takeCalls();

        assertEquals(BookingState.PAID, checked(id));
        assertEquals(BookingState.PAID, checked(id));
        assertEquals(asked, office.momo.calls());
        assertEquals(List.of("details", "details", "details", "details"), office.watched.takeCalls());
    }

    @Test
    void nobody_else_can_check_a_booking() {
        BookingId id = office.hold("A1");
        List<String> asked = office.momo.calls();

        assertEquals(new Result.NotFound(), office.checkPayment.check(BOB, id));
        assertEquals(asked, office.momo.calls());
    }

    @Test
    void return_finds_the_booking_even_if_the_check_fails() {
        BookingId id = office.hold("A1");
        String order = office.payment(id, 1).id().value();
        office.momo.willReport(PAID, PAID);
        office.watched.crashAtCommit(1, true);

        assertEquals(Optional.of(id), office.checkPayment.checkReturn(order, Map.of("signature", "valid")));
        assertEquals(BookingState.IN_BOOKING, office.booking(id).state());

        office.clock.advance(Duration.ofSeconds(10));
        assertEquals(Optional.of(id), office.checkPayment.checkReturn(order, Map.of("signature", "valid")));
        assertEquals(BookingState.PAID, office.booking(id).state());
    }

    private Result check(BookingId id) {
        return office.checkPayment.check(ALICE, id);
    }

    private BookingState checked(BookingId id) {
        return assertInstanceOf(Result.Checked.class, check(id))
                .customerBooking()
                .booking()
                .state();
    }
}
