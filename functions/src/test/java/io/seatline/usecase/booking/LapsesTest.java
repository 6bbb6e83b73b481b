package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.testing.Fixture;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.Writes;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One unpaid hold per customer, and a cool-down for a show after three lapsed holds of it. */
class LapsesTest extends WithBoxOffice {
    private static final ShowId ANOTHER_SHOW = new ShowId("sh2");
    private static final Duration COOLDOWN = Duration.ofMinutes(15);

    private Result reserve(CustomerId customer, ShowId show, String seat) {
        return office.reserveSeats.reserve(new Request(customer, show, seats(seat), Optional.empty()));
    }

    private static BookingId held(Result result) {
        return assertInstanceOf(Result.Held.class, result)
                .customerBooking()
                .booking()
                .id();
    }

    private void cancel(String... seats) {
        for (String seat : seats) {
            office.cancelBooking.cancel(ALICE, office.hold(seat));
        }
    }

    @Test
    void hold_of_another_show_is_refused_and_names_the_unpaid_booking() {
        BookingId first = office.hold("A1");

        assertEquals(new Result.AlreadyHolding(first), reserve(ALICE, ANOTHER_SHOW, "A1"));
        office.pay(first, 1);
        held(reserve(ALICE, ANOTHER_SHOW, "A1"));
    }

    @Test
    void concurrent_holds_of_seven_shows_end_as_one() throws Exception {
        List<Callable<Result>> requests = IntStream.rangeClosed(1, 7)
                .<Callable<Result>>mapToObj(n -> () -> reserve(ALICE, new ShowId("sh" + n), "A1"))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Result> results =
                    threads.invokeAll(requests).stream().map(Future::resultNow).toList();

            assertEquals(
                    1, results.stream().filter(Result.Held.class::isInstance).count());
            assertEquals(
                    6,
                    results.stream()
                            .filter(Result.AlreadyHolding.class::isInstance)
                            .count());
        }
    }

    @Test
    void offer_comes_on_top_of_a_hold() {
        BookingId hold = office.hold("A1");
        WaitlistEntryId entry = office.join(ALICE, 2);

        assertEquals(2, office.offer(entry).seats().size());
        assertTrue(office.ledger.activeHold(ALICE).names(hold));
    }

    @Test
    void three_cancelled_holds_of_a_show_start_a_cooldown_of_fifteen_minutes() {
        cancel("A1", "A2", "A3");

        assertEquals(new Result.TooManyLapses(COOLDOWN), reserve(ALICE, SHOW_ID, "A4"));
        office.clock.advance(COOLDOWN.minusMillis(1));
        assertEquals(new Result.TooManyLapses(Duration.ofMillis(1)), reserve(ALICE, SHOW_ID, "A4"));
        office.clock.advance(Duration.ofMillis(1));
        held(reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void cooldown_is_of_one_show_and_one_customer() {
        cancel("A1", "A2", "A3");

        held(reserve(ALICE, ANOTHER_SHOW, "A4"));
        held(reserve(BOB, SHOW_ID, "A4"));
    }

    @Test
    void expired_holds_count_like_cancelled_ones() {
        office.expire(office.hold("A1"));
        cancel("A2");
        office.expire(office.hold("A3"));

        assertInstanceOf(Result.TooManyLapses.class, reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void hold_that_another_has_replaced_counts_when_it_expires() {
        cancel("A1", "A2");
        BookingId runOut = office.hold("A3");
        office.clock.moveTo(office.booking(runOut).heldUntil());
        BookingId live = office.hold("A4");
        office.expireHold.expire(runOut);

        assertTrue(office.ledger.activeHold(ALICE).names(live));
        office.pay(live, 1);
        assertInstanceOf(Result.TooManyLapses.class, reserve(ALICE, SHOW_ID, "A5"));
    }

    @Test
    void lapse_counts_although_the_customer_reserves_again_meanwhile() {
        cancel("A1", "A2");
        BookingId runOut = office.hold("A3");
        office.clock.moveTo(office.booking(runOut).heldUntil());
        office.watched.beforeNextCommit(() -> office.hold("A4"));
        office.expireHold.expire(runOut);

        assertEquals(Map.of(), office.ledger.activeHold(ALICE).lapses());
        assertEquals(
                Map.of(SHOW_ID, office.clock.instant().plus(COOLDOWN)),
                office.ledger.activeHold(ALICE).cooldowns());
    }

    @Test
    void already_holding_is_reported_before_the_cooldown() {
        cancel("A1", "A2", "A3");
        BookingId elsewhere = held(reserve(ALICE, ANOTHER_SHOW, "A1"));

        assertEquals(new Result.AlreadyHolding(elsewhere), reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void cooldown_is_reported_before_unavailable_seats_and_after_a_repeat() {
        Request keyed = new Request(ALICE, SHOW_ID, seats("A1"), Optional.of("key"));
        office.cancelBooking.cancel(ALICE, held(office.reserveSeats.reserve(keyed)));
        cancel("A2", "A3");
        office.hold(BOB, "A4");

        assertInstanceOf(Result.TooManyLapses.class, reserve(ALICE, SHOW_ID, "A4"));
        assertInstanceOf(Result.Repeated.class, office.reserveSeats.reserve(keyed));
    }

    @Test
    void payment_clears_the_count_of_its_show() {
        cancel("A1", "A2");
        office.pay(office.hold("A3"), 1);
        cancel("A4", "A5");

        cancel("A6");
        assertInstanceOf(Result.TooManyLapses.class, reserve(ALICE, SHOW_ID, "A7"));
    }

    @Test
    void lapse_counts_for_an_hour() {
        cancel("A1");
        office.clock.advance(Duration.ofMinutes(60).plusMillis(1));
        cancel("A2", "A3");

        held(reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void lapsed_offer_does_not_count() {
        for (int i = 0; i < 3; i++) {
            WaitlistEntryId entry = office.join(ALICE, 1);
            office.cancelBooking.cancel(ALICE, office.offer(entry).id());
            office.reallocate(office.offer(entry).id());
        }

        held(reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void hold_that_ends_because_momo_refused_it_does_not_count() {
        cancel("A1", "A2");
        Booking refused = office.booking(office.hold("A3"));
        office.ledger.commit(Writes.cancel(
                office.ledger, office.waitlist, refused, HoldEnd.PAYMENT_REFUSED, office.clock.instant()));

        held(reserve(ALICE, SHOW_ID, "A4"));
    }

    @Test
    void customer_of_very_many_shows_does_not_outgrow_the_item() {
        Booking hold = Fixture.hold(Fixture.id('a'), "A1");
        ActiveHold activeHold = ActiveHold.none(ALICE);
        for (int show = 1; show <= 100; show++) {
            Booking ofShow = Fixture.ofShow("sh" + show, hold);
            activeHold = activeHold.ended(ofShow, HoldEnd.EXPIRED, Fixture.NOW.plusSeconds(show));
        }

        assertEquals(20, activeHold.lapses().size());
        assertTrue(activeHold.lapses().containsKey(new ShowId("sh100")));
    }
}
