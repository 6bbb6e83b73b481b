package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests for seats that an earlier booking of the same customer claims. */
class OwnSeatsTest extends WithBoxOffice {

    @Test
    void seats_just_cancelled_are_held_again_once_the_show_worker_has_freed_them() {
        BookingId first = cancelled("A1", "A2");
        office.whileWaiting(() -> office.reallocate(first));

        BookingId second = held(reserve(ALICE, "A1", "A2"));

        assertEquals(BoxOffice.all("HELD", second, seats("A1", "A2")), office.claims());
        assertEquals(ClaimedSeats.POLL, office.waited());
    }

    @Test
    void snapshot_that_shows_the_seats_as_released_or_held_refuses_nothing() {
        BookingId first = office.hold(ALICE, "A1");
        office.snapshot.of(SHOW_ID);
        office.cancelBooking.cancel(ALICE, first);
        office.reallocate(first);

        BookingId second = held(reserve(ALICE, "A1"));

        assertEquals(BoxOffice.all("HELD", second, seats("A1")), office.claims());
        assertEquals(Duration.ZERO, office.waited());
    }

    @Test
    void seats_just_cancelled_that_somebody_else_got_meanwhile_are_unavailable() {
        BookingId first = cancelled("A1");
        office.whileWaiting(() -> {
            office.reallocate(first);
            office.hold(BOB, "A1");
        });

        assertEquals(new Result.SeatsUnavailable(seats("A1"), Set.of()), reserve(ALICE, "A1"));
    }

    @Test
    void slow_show_worker_makes_the_customer_try_again_after_three_seconds() {
        cancelled("A1");

        assertEquals(new Result.BeingReleased(), reserve(ALICE, "A1"));
        assertEquals(Duration.ofSeconds(3), office.waited());
    }

    @Test
    void hold_that_has_run_out_is_waited_for_as_well() {
        BookingId first = office.hold(ALICE, "A1");
        office.clock.moveTo(HELD_UNTIL);
        office.whileWaiting(() -> {
            office.expireHold.expire(first);
            office.reallocate(first);
        });

        held(reserve(ALICE, "A1"));
        assertEquals(ClaimedSeats.POLL, office.waited());
    }

    @Test
    void nobody_waits_for_released_seats_of_somebody_else() {
        cancelled("A1");

        assertEquals(new Result.SeatsUnavailable(seats("A1"), Set.of()), reserve(BOB, "A1"));
        assertEquals(Duration.ZERO, office.waited());
    }

    @Test
    void seats_in_the_customers_own_hold_name_that_hold_on_a_fresh_snapshot() {
        BookingId first = office.hold(ALICE, "A1");
        office.snapshot.of(SHOW_ID);

        assertEquals(new Result.AlreadyHolding(first), reserve(ALICE, "A1", "A2"));
    }

    @Test
    void seats_in_the_customers_own_offer_name_that_offer() {
        BookingId offer = office.offer(office.join(ALICE, 2)).id();
        List<String> offered =
                office.booking(offer).seats().stream().map(Object::toString).toList();
        office.snapshot.of(SHOW_ID);

        assertEquals(new Result.AlreadyHolding(offer), reserve(ALICE, offered.toArray(String[]::new)));
    }

    @Test
    void seats_that_the_customer_has_bought_are_reported_as_their_own() {
        office.pay(office.hold(ALICE, "A1"), 1);
        office.snapshot.of(SHOW_ID);

        assertEquals(new Result.SeatsUnavailable(seats("A1"), Set.copyOf(seats("A1"))), reserve(ALICE, "A1", "A2"));
        assertEquals(new Result.SeatsUnavailable(seats("A1"), Set.of()), reserve(BOB, "A1"));
    }

    @Test
    void bought_seats_and_seats_of_others_are_told_apart() {
        office.pay(office.hold(ALICE, "A1"), 1);
        office.hold(BOB, "A2");

        assertEquals(
                new Result.SeatsUnavailable(seats("A2", "A1"), Set.copyOf(seats("A1"))), reserve(ALICE, "A2", "A1"));
    }

    @Test
    void released_seats_do_not_delay_the_refusal_of_seats_of_others() {
        cancelled("A1");
        office.hold(BOB, "A2");

        assertEquals(new Result.SeatsUnavailable(seats("A2"), Set.of()), reserve(ALICE, "A1", "A2"));
        assertEquals(Duration.ZERO, office.waited());
    }

    private BookingId cancelled(String... wanted) {
        BookingId id = office.hold(ALICE, wanted);
        office.cancelBooking.cancel(ALICE, id);
        return id;
    }

    private Result reserve(CustomerId customer, String... wanted) {
        return office.reserveSeats.reserve(new Request(customer, SHOW_ID, seats(wanted), Optional.empty()));
    }

    private static BookingId held(Result result) {
        return assertInstanceOf(Result.Held.class, result)
                .customerBooking()
                .booking()
                .id();
    }
}
