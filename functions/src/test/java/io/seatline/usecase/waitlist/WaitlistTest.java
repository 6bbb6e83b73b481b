package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.OFFER;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.booking.ExpireHold;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The show has twenty seats in one row; seventeen of them are sold before each test. */
class WaitlistTest extends WithBoxOffice {
    private static final CustomerId CAROL = new CustomerId("carol");
    private static final CustomerId DAVE = new CustomerId("dave");
    private static final CustomerId HOUSE = new CustomerId("house");
    private static final CustomerId PUBLIC = new CustomerId("public");

    private BookingId secondHalf;

    @BeforeEach
    void sellOut() {
        BookingId firstHalf = office.hold(HOUSE, numbers(1, 10));
        secondHalf = office.hold(new CustomerId("house-2"), numbers(11, 17));
        office.pay(firstHalf, 1);
        office.pay(secondHalf, 1);
    }

    private static String[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "A" + n).toArray(String[]::new);
    }

    /** Holds the last seats for another customer. */
    private BookingId holdLastSeats(String... lastSeats) {
        return office.hold(new CustomerId("last"), lastSeats);
    }

    private void cancelAndReallocate(BookingId id) {
        office.cancelBooking.cancel(office.booking(id).customer().orElseThrow(), id);
        office.reallocate(id);
    }

    @Test
    void freed_seats_are_offered_in_the_order_of_joining() {
        BookingId one = office.hold(new CustomerId("x"), "A18");
        BookingId two = office.hold(new CustomerId("y"), "A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 1);
        WaitlistEntryId c = office.join(CAROL, 2);

        cancelAndReallocate(two);
        assertEquals(seats("A19", "A20"), office.offer(a).seats());
        assertEquals(Status.WAITING, office.entryDetails(b).status());
        cancelAndReallocate(one);
        assertEquals(seats("A18"), office.offer(b).seats());
        assertEquals(Status.WAITING, office.entryDetails(c).status());
        office.refundAll(secondHalf);
        office.reallocate(secondHalf);
        assertEquals(2, office.offer(c).seats().size());
        assertTrue(office.waitlist.state(SHOW_ID).isEmpty());
    }

    @Test
    void smaller_party_gets_seats_that_a_larger_one_cannot_use() {
        BookingId three = holdLastSeats("A18", "A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 5);
        WaitlistEntryId b = office.join(BOB, 2);
        WaitlistEntryId c = office.join(CAROL, 5);
        cancelAndReallocate(three);

        assertEquals(Status.WAITING, office.entryDetails(a).status());
        assertEquals(2, office.offer(b).seats().size());
        office.refundAll(secondHalf);
        office.reallocate(secondHalf);
        assertEquals(5, office.offer(a).seats().size());
        assertEquals(Status.WAITING, office.entryDetails(c).status());
    }

    @Test
    void seats_that_fit_nobody_are_freed_and_offered_to_new_entries() {
        BookingId three = holdLastSeats("A18", "A19", "A20");
        office.join(ALICE, 5);
        cancelAndReallocate(three);
        assertFalse(office.claims().containsKey("A18"));

        WaitlistEntryId b = office.join(BOB, 2);

        assertEquals(2, office.offer(b).seats().size());
        assertEquals(1, 20 - office.claims().size());
    }

    @Test
    void offer_is_a_payable_hold_at_the_price_of_its_seats() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        cancelAndReallocate(two);
        var offer = office.offer(a);

        assertEquals(BookingState.IN_BOOKING, offer.state());
        assertEquals(SHOW.price(offer.seats()), offer.amount());
        assertEquals(office.clock.instant().plus(OFFER), offer.heldUntil());
        assertEquals(Optional.of(a), offer.offer());
        assertEquals(
                Optional.empty(),
                CustomerBooking.of(office.ledger.details(offer.id()).orElseThrow())
                        .payment());
        assertInstanceOf(RequestPayment.Result.Payable.class, office.requestPayment.retry(ALICE, offer.id()));
        office.pay(offer.id(), 1);
        assertEquals(Status.SERVED, office.entryDetails(a).status());
        offer.seats()
                .forEach(seat ->
                        assertEquals("SOLD " + offer.id(), office.claims().get(seat.value())));
    }

    @Test
    void offer_lasts_no_longer_than_the_shows_sales() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        office.clock.moveTo(SHOW.startsAt().minusSeconds(90));
        cancelAndReallocate(two);
        var offer = office.offer(a);

        assertEquals(SHOW.startsAt(), offer.heldUntil());
        office.requestPayment.retry(ALICE, offer.id());
        assertTrue(office.momo.calls().getLast().endsWith(" PT1M30S"), office.momo.calls()::toString);
        assertEquals(SHOW.startsAt(), office.payment(offer.id(), 1).payableUntil());
    }

    @Test
    void unpaid_offer_lapses_and_its_seats_go_to_the_next() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 2);
        cancelAndReallocate(two);
        BookingId offer = office.offer(a).id();
        office.expire(offer);
        office.reallocate(offer);

        assertEquals(Status.LAPSED, office.entryDetails(a).status());
        assertEquals(Status.OFFERED, office.entryDetails(b).status());
        assertEquals(Optional.empty(), office.waitlist.entryOf(SHOW_ID, ALICE));
    }

    @Test
    void processing_payment_extends_an_offer_once() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        cancelAndReallocate(two);
        BookingId offer = office.offer(a).id();
        office.requestPayment.retry(ALICE, offer);
        office.clock.advance(OFFER);
        office.momo.willReport(new PaymentGateway.Status.Processing());

        assertEquals(ExpireHold.Outcome.EXTENDED, office.expireHold.expire(offer));
        assertEquals(Status.OFFERED, office.entryDetails(a).status());
    }

    @Test
    void cancelling_an_offer_ends_the_entry_and_serves_the_next() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 2);
        cancelAndReallocate(two);
        cancelAndReallocate(office.offer(a).id());

        assertEquals(Status.LAPSED, office.entryDetails(a).status());
        assertEquals(Status.OFFERED, office.entryDetails(b).status());
    }

    @Test
    void public_cannot_take_a_freed_seat_before_reallocation() {
        BookingId two = holdLastSeats("A19", "A20");
        office.join(ALICE, 2);
        office.cancelBooking.cancel(office.booking(two).customer().orElseThrow(), two);
        var result =
                office.reserveSeats.reserve(new ReserveSeats.Request(PUBLIC, SHOW_ID, seats("A19"), Optional.empty()));

        assertEquals(new ReserveSeats.Result.SeatsUnavailable(seats("A19"), Set.of()), result);
    }

    @Test
    void joining_again_returns_the_live_entry_or_creates_a_new_one() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        assertEquals(a, office.join(ALICE, 5), "regardless of the party size");
        cancelAndReallocate(two);
        assertEquals(a, office.join(ALICE, 2), "while it is offered seats");
        BookingId offer = office.offer(a).id();
        office.expire(offer);
        WaitlistEntryId again = office.join(ALICE, 2);

        assertNotEquals(a, again);
        assertEquals(Optional.of(again), office.waitlist.entryOf(SHOW_ID, ALICE));
    }

    @Test
    void concurrent_joins_create_one_entry() {
        office.watched.beforeNextCommit(() -> office.join(ALICE, 2));
        WaitlistEntryId a = office.join(ALICE, 3);

        assertEquals(2, office.waitlist.entry(a).orElseThrow().party().seats());
        assertEquals(1, office.waitlist.state(SHOW_ID).lastPlace());
        assertEquals(1, office.queues.showQueue().size());
    }

    @Test
    void join_that_sees_a_half_written_entry_returns_it() {
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(2, false));
        WaitlistEntryId first = office.waitlist.entryOf(SHOW_ID, ALICE).orElseThrow();
        Waitlist torn = TornReading.first(Waitlist.class, office.waitlist, "entry", Optional.empty());
        JoinWaitlist doubleClick = new JoinWaitlist(
                office.catalog,
                torn,
                office.ledger,
                office.findWaitlistEntry,
                office.queues,
                office.clock,
                office.random,
                new CountingMetrics());

        var second = (JoinWaitlist.Result.Joined) doubleClick.join(ALICE, SHOW_ID, new Party(2, false));

        assertEquals(first, second.entry().id());
        assertEquals(Optional.of(first), office.waitlist.entryOf(SHOW_ID, ALICE));
    }

    @Test
    void customers_with_a_booking_are_served_like_others() {
        BookingId bobs = office.hold(BOB, "A18");
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId house = office.join(HOUSE, 1);
        WaitlistEntryId bob = office.join(BOB, 1);
        cancelAndReallocate(two);

        assertEquals(Status.OFFERED, office.entryDetails(house).status());
        assertEquals(Status.OFFERED, office.entryDetails(bob).status());
        assertEquals(BookingState.IN_BOOKING, office.booking(bobs).state());
        assertTrue(office.ledger.activeHold(BOB).names(bobs));
    }

    @Test
    void leaving_before_getting_a_place_gives_none() {
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(2, false));
        WaitlistEntryId a = office.waitlist.entryOf(SHOW_ID, ALICE).orElseThrow();
        assertTrue(office.leaveWaitlist.leave(ALICE, a));
        office.deliver();

        assertEquals(Status.LEFT, office.entryDetails(a).status());
        assertEquals(WaitlistState.empty(SHOW_ID), office.waitlist.state(SHOW_ID));
        assertEquals(Optional.empty(), office.waitlist.entry(a).orElseThrow().deadline());
    }

    @Test
    void entry_left_while_waiting_gets_no_offer() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 2);
        assertTrue(office.leaveWaitlist.leave(ALICE, a));
        assertTrue(office.leaveWaitlist.leave(ALICE, a), "leaving again changes nothing");
        cancelAndReallocate(two);

        assertEquals(Status.LEFT, office.entryDetails(a).status());
        assertEquals(Status.OFFERED, office.entryDetails(b).status());
        assertFalse(office.waitlist.state(SHOW_ID).isEmpty());
        office.deliver();
        assertTrue(office.waitlist.state(SHOW_ID).isEmpty());
        assertEquals(Optional.empty(), office.waitlist.entry(a).orElseThrow().deadline());
        WaitlistEntryId again = office.join(ALICE, 1);
        assertNotEquals(a, again);
        assertEquals(Optional.of(3L), office.waitlist.entry(again).orElseThrow().place(), "after all others");
    }

    @Test
    void leaving_while_offered_passes_the_seats_to_the_next() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 2);
        cancelAndReallocate(two);
        BookingId offer = office.offer(a).id();
        assertTrue(office.leaveWaitlist.leave(ALICE, a));
        office.reallocate(offer);

        assertEquals(Status.LEFT, office.entryDetails(a).status());
        assertEquals(BookingState.CANCELLED, office.booking(offer).state());
        assertEquals(Status.OFFERED, office.entryDetails(b).status());
    }

    @Test
    void leaving_after_the_end_changes_nothing() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 1);
        WaitlistEntryId b = office.join(BOB, 1);
        cancelAndReallocate(two);
        office.requestPayment.retry(ALICE, office.offer(a).id());
        office.pay(office.offer(a).id(), 1);
        office.expire(office.offer(b).id());

        assertTrue(office.leaveWaitlist.leave(ALICE, a));
        assertTrue(office.leaveWaitlist.leave(BOB, b));
        assertEquals(Status.SERVED, office.entryDetails(a).status());
        assertEquals(Status.LAPSED, office.entryDetails(b).status());
        assertFalse(office.leaveWaitlist.leave(CAROL, a), "another's entry");
    }

    @Test
    void offer_that_is_visible_before_its_booking_is_read_again() {
        WaitlistEntryId a = office.join(ALICE, 2);
        assertEquals(Status.OFFERED, office.entryDetails(a).status());
        Ledger tornForFind = TornReading.first(Ledger.class, office.ledger, "details", Optional.empty());
        Ledger tornForLeave = TornReading.first(Ledger.class, office.ledger, "details", Optional.empty());

        assertEquals(
                Status.OFFERED,
                new FindWaitlistEntry(office.waitlist, tornForFind, office.catalog, office.clock)
                        .find(ALICE, a)
                        .orElseThrow()
                        .status());
        assertTrue(new LeaveWaitlist(office.waitlist, tornForLeave, office.queues, office.clock, office.metrics)
                .leave(ALICE, a));
        assertEquals(Status.LEFT, office.entryDetails(a).status());
    }

    @Test
    void entry_that_leaves_during_reallocation_gets_no_offer() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        WaitlistEntryId b = office.join(BOB, 2);
        office.cancelBooking.cancel(office.booking(two).customer().orElseThrow(), two);
        office.watched.beforeNextCommit(() -> office.leaveWaitlist.leave(ALICE, a));
        office.reallocate(two);

        assertEquals(Status.LEFT, office.entryDetails(a).status());
        assertEquals(Status.OFFERED, office.entryDetails(b).status());
    }

    @Test
    void concurrent_workers_make_one_offer_per_entry() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 1);
        WaitlistEntryId b = office.join(BOB, 1);
        office.cancelBooking.cancel(office.booking(two).customer().orElseThrow(), two);
        office.watched.beforeNextCommit(() -> office.reallocate(two));
        office.reallocate(two);

        assertEquals(1, office.offer(a).seats().size());
        assertEquals(1, office.offer(b).seats().size());
        assertNotEquals(office.offer(a).seats(), office.offer(b).seats());
        assertTrue(office.waitlist.state(SHOW_ID).isEmpty());
    }

    @Test
    void seat_is_not_freed_past_an_entry_that_has_just_joined() {
        BookingId two = holdLastSeats("A19", "A20");
        office.cancelBooking.cancel(office.booking(two).customer().orElseThrow(), two);
        WaitlistEntryId[] joined = new WaitlistEntryId[1];
        office.watched.beforeNextCommit(() -> joined[0] = office.join(ALICE, 2));
        office.reallocate(two);

        assertEquals(Status.OFFERED, office.entryDetails(joined[0]).status());
    }

    @Test
    void free_seat_taken_meanwhile_is_not_offered() {
        WaitlistEntryId a = office.join(ALICE, 4);
        office.watched.beforeNextCommit(() -> office.hold(PUBLIC, "A18"));
        WaitlistEntryId b = office.join(BOB, 3);

        assertEquals(Status.WAITING, office.entryDetails(a).status());
        assertEquals(Status.WAITING, office.entryDetails(b).status());
        assertEquals(18, office.claims().size());
        WaitlistEntryId c = office.join(CAROL, 2);
        assertEquals(seats("A19", "A20"), office.offer(c).seats());
    }

    @Test
    void nothing_is_offered_once_the_show_has_begun() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        office.clock.moveTo(SHOW.startsAt());
        cancelAndReallocate(two);

        assertEquals(Status.LAPSED, office.entryDetails(a).status());
        assertFalse(office.claims().containsKey("A19"));
        assertInstanceOf(
                JoinWaitlist.Result.SalesClosed.class, office.joinWaitlist.join(BOB, SHOW_ID, new Party(1, false)));
    }

    @Test
    void late_payment_does_not_overtake_waiting_entries() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 2);
        office.expire(two);
        office.pay(two, 1);
        office.latePayment(PaymentId.attempt(two, 1));

        assertEquals(Status.OFFERED, office.entryDetails(a).status());
        assertEquals(RefundState.PENDING, office.refund(two, 1).state());
    }

    @Test
    void late_payment_takes_seats_that_no_waiting_entry_can_use() {
        BookingId two = holdLastSeats("A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 5);
        office.expire(two);
        office.pay(two, 1);
        office.latePayment(PaymentId.attempt(two, 1));

        assertEquals(BookingState.PAID, office.booking(two).state());
        assertEquals(Status.WAITING, office.entryDetails(a).status());
    }

    @Test
    void late_payment_does_not_overtake_a_new_entry() {
        BookingId two = holdLastSeats("A19", "A20");
        office.expire(two);
        office.reallocate(two);
        office.pay(two, 1);
        WaitlistEntryId[] joined = new WaitlistEntryId[1];
        office.watched.beforeNextCommit(() -> joined[0] = office.join(ALICE, 2));
        office.latePayment(PaymentId.attempt(two, 1));

        assertEquals(Status.OFFERED, office.entryDetails(joined[0]).status());
        assertEquals(BookingState.REFUND_PENDING, office.booking(two).state());
    }

    @Test
    void messages_in_a_batch_act_as_if_processed_one_by_one() {
        BookingId two = holdLastSeats("A18", "A19", "A20");
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(5, false));
        office.joinWaitlist.join(BOB, SHOW_ID, new Party(2, false));
        office.joinWaitlist.join(CAROL, SHOW_ID, new Party(1, false));
        office.joinWaitlist.join(DAVE, SHOW_ID, new Party(1, false));
        office.expire(two);
        office.pay(two, 1);
        office.queues.post(new SeatsReleasedV1(SHOW_ID.value(), two.value(), 1));
        office.queues.post(new LatePaymentV1(
                SHOW_ID.value(), two.value(), PaymentId.attempt(two, 1).value()));
        office.deliver();

        List<Status> statuses = List.of(ALICE, BOB, CAROL, DAVE).stream()
                .map(c -> office.entryDetails(
                                office.waitlist.entryOf(SHOW_ID, c).orElseThrow())
                        .status())
                .toList();
        assertEquals(List.of(Status.WAITING, Status.OFFERED, Status.OFFERED, Status.WAITING), statuses);
        assertEquals(Optional.empty(), office.booking(two).deadline());
        assertEquals(RefundState.PENDING, office.refund(two, 1).state());
    }

    @Test
    void redelivered_join_gives_no_second_place() {
        WaitlistEntryId a = office.join(ALICE, 5);
        var join = List.<ShowQueueMessage>of(new JoinV1(SHOW_ID.value(), a.value()));
        var before = office.waitlist.state(SHOW_ID);
        office.showWorker.work(SHOW_ID, join, BoxOffice.NO_LIMIT);

        assertEquals(before, office.waitlist.state(SHOW_ID));
    }

    @Test
    void position_counts_waiting_entries_across_all_blocks() {
        int many = WaitlistState.BLOCK + 20;
        WaitlistEntryId[] entries = new WaitlistEntryId[many];
        for (int i = 0; i < many; i++) {
            entries[i] = office.join(new CustomerId("waiter-" + i), 5);
            if (i == WaitlistState.BLOCK / 2) {
                assertEquals(Optional.of(i + 1), office.entryDetails(entries[i]).position());
            }
        }
        assertEquals(Optional.of(1), office.entryDetails(entries[0]).position());
        assertEquals(Optional.of(many), office.entryDetails(entries[many - 1]).position());
        office.leaveWaitlist.leave(new CustomerId("waiter-3"), entries[3]);
        office.leaveWaitlist.leave(new CustomerId("waiter-110"), entries[110]);
        office.deliver();
        assertEquals(
                Optional.of(many - 1), office.entryDetails(entries[many - 1]).position(), "cached for a second");
        office.clock.advance(ShowSnapshot.FRESH_FOR);
        assertEquals(Optional.of(3), office.entryDetails(entries[2]).position());
        assertEquals(Optional.of(4), office.entryDetails(entries[4]).position());
        assertEquals(
                Optional.of(many - 2), office.entryDetails(entries[many - 1]).position());
    }

    @Test
    void estimate_follows_the_rate_of_offers() {
        BookingId three = holdLastSeats("A18", "A19", "A20");
        WaitlistEntryId a = office.join(ALICE, 1);
        WaitlistEntryId b = office.join(BOB, 4);
        WaitlistEntryId c = office.join(CAROL, 5);
        assertEquals(Optional.empty(), office.entryDetails(c).estimate());
        cancelAndReallocate(three);
        assertEquals(Status.OFFERED, office.entryDetails(a).status());
        office.clock.advance(Duration.ofMinutes(1));

        assertEquals(Optional.of(Duration.ofMinutes(1)), office.entryDetails(b).estimate());
        assertEquals(Optional.of(Duration.ofMinutes(2)), office.entryDetails(c).estimate());
    }

    @Test
    void party_that_the_hall_cannot_seat_is_rejected() {
        assertInstanceOf(
                JoinWaitlist.Result.NoAccessibleSeats.class,
                office.joinWaitlist.join(ALICE, SHOW_ID, new Party(1, true)));
        assertInstanceOf(
                JoinWaitlist.Result.NoSuchShow.class,
                office.joinWaitlist.join(ALICE, new ShowId("nowhere"), new Party(1, false)));
    }

    @Test
    void lost_join_or_leave_is_posted_again_at_its_deadline() {
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(5, false));
        WaitlistEntryId a = office.waitlist.entryOf(SHOW_ID, ALICE).orElseThrow();
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.entry(a);
        assertEquals(2, office.queues.showQueue().size());
        assertEquals(
                office.queues.showQueue().getFirst(), office.queues.showQueue().getLast());
        office.deliver();
        office.leaveWaitlist.leave(ALICE, a);
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.entry(a);
        assertEquals(office.queues.showQueue().get(2), office.queues.showQueue().get(3));
        office.deliver();
        office.meetDeadline.entry(a);
        assertEquals(4, office.queues.showQueue().size());
    }
}
