package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.SalesChange.Cancellation;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.testing.WatchedLedger;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.desk.BlockSeats;
import io.seatline.usecase.desk.Refusal;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.desk.UnblockSeats;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCancelledShowTest extends WithBoxOffice {
    private BookingId paid;
    private BookingId unpaid;
    private BookingId offer;
    private WaitlistEntryId waiting;
    private WaitlistEntryId joining;

    /** A full house: a paid booking, two unpaid holds, an offer, a released seat, and two parties on the waitlist. */
    private void fullHouse() {
        paid = office.hold(ALICE, "A1", "A2", "A3");
        office.pay(paid, 1);
        unpaid = office.hold(BOB, "A4", "A5", "A6", "A7", "A8", "A9", "A10");
        BookingId last = office.hold(customer("carol"), "A11", "A12");
        office.hold(customer("dan"), "A13", "A14", "A15", "A16", "A17", "A18", "A19", "A20");
        WaitlistEntryId offered = office.join(customer("erin"), 1);
        waiting = office.join(customer("frank"), 9);
        office.cancelBooking.cancel(customer("carol"), last);
        office.deliver();
        office.reallocate(last);
        offer = office.offer(offered).id();
        joining = ((JoinWaitlist.Result.Joined)
                        office.joinWaitlist.join(customer("grace"), SHOW_ID, new Party(2, false)))
                .entry()
                .id();
    }

    private static CustomerId customer(String name) {
        return new CustomerId(name);
    }

    private void cancel() {
        office.changeSales.decide(SHOW_ID, SalesControl.CANCELLED, "projector", STAFF);
    }

    private void work(TimeLimit limit) {
        office.showWorker.work(SHOW_ID, List.of(new ShowChangedV1(SHOW_ID.value(), 1)), limit);
    }

    private Cancellation progress() {
        return office.waitlist.salesChange(SHOW_ID).cancellation().orElseThrow();
    }

    private void assertNothingIsLeft() {
        Set<String> states = office.claims().values().stream()
                .map(claim -> claim.split(" ", 2)[0])
                .collect(Collectors.toSet());
        assertEquals(Set.of("BLOCKED"), states);
        assertEquals(SHOW.layout().seats().size(), office.claims().size());
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(BookingState.CANCELLED, office.booking(unpaid).state());
        assertEquals(BookingState.CANCELLED, office.booking(offer).state());
        for (WaitlistEntryId entry : List.of(waiting, joining)) {
            assertEquals(
                    WaitlistEntryState.LAPSED,
                    office.waitlist.entry(entry).orElseThrow().state());
        }
        assertTrue(office.waitlist.state(SHOW_ID).isEmpty());
        SalesChange change = office.waitlist.salesChange(SHOW_ID);
        assertEquals(Optional.empty(), change.deadline());
        assertEquals(
                new Cancellation(3, 1, 2, change.cancellation().orElseThrow().finishedAt()), progress());
        assertTrue(progress().finishedAt().isPresent());
    }

    @Test
    void sweep_ends_every_booking_and_entry_and_blocks_every_seat() {
        fullHouse();
        cancel();
        office.deliver();

        assertNothingIsLeft();
        Refund refund = office.ledger.refunds(PaymentId.attempt(paid, 1)).getFirst();
        assertEquals(Refund.Reason.SHOW_CANCELLED, refund.reason());
        assertEquals(office.booking(paid).amount(), refund.amount());
        assertEquals(Optional.empty(), office.ledger.activeHold(BOB).hold(), "Bob may hold seats of other shows");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sweep_that_dies_at_any_commit_goes_on_and_counts_once(boolean before) {
        for (int commit = 1; commit <= 8; commit++) {
            office = officeFor(SHOW);
            fullHouse();
            cancel();
            office.watched.crashAtCommit(commit, before);
            int at = commit;
            assertThrows(WatchedLedger.Crash.class, office::deliver, () -> "no commit " + at);
            work(() -> false);

            assertNothingIsLeft();
        }
    }

    @Test
    void sweep_out_of_time_goes_on_with_the_next_delivery() {
        fullHouse();
        cancel();
        int deliveries = 0;
        boolean done = false;
        while (!done) {
            AtomicInteger steps = new AtomicInteger(3);
            try {
                work(() -> steps.getAndDecrement() == 0);
                done = true;
            } catch (TimeLimit.OutOfTime _) {
                deliveries++;
            }
        }

        assertTrue(deliveries > 2, "stopped " + deliveries + " times");
        assertNothingIsLeft();
    }

    @Test
    void hold_that_expires_during_the_sweep_is_swept_too() {
        fullHouse();
        cancel();
        office.watched.beforeNextCommit(() -> office.expire(unpaid));
        office.deliver();

        assertEquals(BookingState.EXPIRED, office.booking(unpaid).state());
        assertEquals(
                Set.of("BLOCKED"),
                office.claims().values().stream()
                        .map(claim -> claim.split(" ", 2)[0])
                        .collect(Collectors.toSet()));
    }

    @Test
    void payment_that_comes_after_the_sweep_is_refunded() {
        fullHouse();
        cancel();
        office.deliver();
        office.pay(unpaid, 1);
        office.latePayment(PaymentId.attempt(unpaid, 1));

        assertEquals(BookingState.REFUND_PENDING, office.booking(unpaid).state());
    }

    @Test
    void staff_can_neither_block_nor_sell_seats_of_a_cancelled_show() {
        cancel();

        assertEquals(
                new BlockSeats.Result.Refused(new Refusal.ShowCancelled()),
                office.blockSeats.block(STAFF, SHOW_ID, seats("A1"), "broken"));
        assertEquals(
                new SellAtCounter.Result.Refused(new Refusal.SalesEnded(Sales.CANCELLED)),
                office.sellAtCounter.sell(
                        new SellAtCounter.Request(STAFF, SHOW_ID, seats("A1"), Optional.empty(), Optional.empty())));
    }

    @Test
    void block_lifted_after_the_sweep_is_swept_again() {
        var blocked = (BlockSeats.Result.Blocked) office.blockSeats.block(STAFF, SHOW_ID, seats("A1"), "broken");
        BookingId block = blocked.block().id();
        cancel();
        office.deliver();
        // Its function has read the show before the cancellation.
        new UnblockSeats(_ -> Optional.of(SHOW), office.ledger, office.clock).unblock(STAFF, block);
        assertEquals("RELEASED " + block, office.claims().get("A1"));
        office.reallocate(block);

        assertEquals("BLOCKED " + block, office.claims().get("A1"));
        assertEquals(Optional.empty(), office.booking(block).deadline());
    }
}
