package io.seatline.usecase.deadline;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.Party;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.RecordingQueues;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Status;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetDeadlineTest extends WithBoxOffice {
    private static final Instant JOIN_DEADLINE = NOW.plus(Duration.ofMinutes(3));

    @Test
    void hold_ends_at_its_deadline() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.meetDeadline.booking(booking);

        assertEquals(BookingState.EXPIRED, office.booking(booking).state());
    }

    @Test
    void early_message_is_delayed_until_the_deadline() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusMillis(1_500));
        office.meetDeadline.booking(booking);

        assertEquals(BookingState.IN_BOOKING, office.booking(booking).state());
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMillis(1_500))), office.queues.delayed());
    }

    @Test
    void message_for_a_moved_deadline_is_dropped() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(6));
        office.meetDeadline.booking(booking);
        office.meetDeadline.payment(PaymentId.attempt(booking, 1));

        assertEquals(List.of(), office.queues.delayed());
        assertEquals(1, office.momo.calls().size());
    }

    @Test
    void unconfirmed_release_is_posted_again() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.booking(booking);

        assertEquals(List.of(new SeatsReleasedV1("sh1", booking.value(), 1)), office.queues.showQueue());
    }

    @Test
    void unsettled_late_payment_is_posted_again() {
        BookingId booking = office.hold("A1");
        PaymentId paymentId = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.payment(paymentId);

        assertEquals(List.of(new LatePaymentV1("sh1", booking.value(), paymentId.value())), office.queues.showQueue());
    }

    @Test
    void unprocessed_work_is_posted_less_and_less_often() {
        BookingId released = office.hold("A1");
        PaymentId late = PaymentId.attempt(released, 1);
        office.expire(released);
        office.pay(released, 1);
        WaitlistEntryId joins = join();
        Map<String, List<Integer>> minutes = new TreeMap<>();
        for (int minute = 1; minute <= 120; minute++) {
            office.clock.advance(Duration.ofMinutes(1));
            int known = office.queues.showQueue().size();
            office.meetDeadline.booking(released);
            office.meetDeadline.payment(late);
            office.meetDeadline.entry(joins);
            for (ShowQueueMessage message : office.queues
                    .showQueue()
                    .subList(known, office.queues.showQueue().size())) {
                minutes.computeIfAbsent(message.deduplicationId(), _ -> new ArrayList<>())
                        .add(minute);
            }
        }

        List<Integer> backedOff = List.of(3, 6, 12, 24, 48, 78, 108);
        assertEquals(
                Map.of(released + ".release.1", backedOff, late + ".late", backedOff, joins + ".join", backedOff),
                minutes);
    }

    @Test
    void deadline_stays_if_the_queue_rejects_the_message() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.advance(Duration.ofMinutes(3));
        Optional<Deadline> before = office.booking(booking).deadline();
        Queues failing = new RecordingQueues() {
            @Override
            public void post(List<Correlated<ShowQueueMessage>> messages) {
                throw new IllegalStateException("SQS is unreachable");
            }
        };
        MeetDeadline meetDeadline = new MeetDeadline(
                office.ledger,
                office.waitlist,
                failing,
                office.expireHold,
                office.pollPayment,
                office.clock,
                office.metrics);

        assertThrows(IllegalStateException.class, () -> meetDeadline.booking(booking));
        assertEquals(before, office.booking(booking).deadline());
    }

    @Test
    void work_done_in_the_meantime_gets_no_new_deadline() {
        WaitlistEntryId joins = join();
        BookingId released = office.hold("A1");
        PaymentId late = PaymentId.attempt(released, 1);
        office.expire(released);
        office.pay(released, 1);
        office.clock.advance(Duration.ofMinutes(3));
        office.watched.beforeNextCommit(office::deliver);
        office.meetDeadline.entry(joins);
        office.watched.beforeNextCommit(() -> office.reallocate(released));
        office.meetDeadline.booking(released);
        office.watched.beforeNextCommit(() -> office.latePayment(late));
        office.meetDeadline.payment(late);

        assertEquals(
                Optional.empty(), office.waitlist.entry(joins).orElseThrow().deadline());
        assertEquals(Optional.empty(), office.booking(released).deadline());
        assertEquals(BookingState.PAID, office.booking(released).state());
        assertEquals(Optional.empty(), office.payment(released, 1).deadline());
    }

    @Test
    void settled_late_payment_whose_deadline_moved_is_cleared() {
        BookingId booking = office.hold("A1");
        PaymentId late = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.reallocate(booking);
        office.clock.advance(Duration.ofMinutes(3));
        Payment before = office.payment(booking, 1);
        office.latePayment(late);
        BookingDetails torn = new BookingDetails(office.booking(booking), List.of(before), List.of());
        Ledger halfWritten = TornReading.first(
                Ledger.class,
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)),
                "payment",
                Optional.of(before));
        MeetDeadline meetDeadline = new MeetDeadline(
                halfWritten,
                office.waitlist,
                office.queues,
                office.expireHold,
                office.pollPayment,
                office.clock,
                office.metrics);
        meetDeadline.payment(late);
        assertTrue(office.payment(booking, 1).deadline().isPresent(), "it is backed off");

        office.deliver();

        assertEquals(Optional.empty(), office.payment(booking, 1).deadline());
        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
        assertEquals(BookingState.PAID, office.booking(booking).state());
    }

    @Test
    void unresolved_attempt_is_settled_by_querying_momo() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        office.momo.willReport(new Status.Paid(TRANS_ID, PRICE));
        office.meetDeadline.payment(PaymentId.attempt(booking, 1));

        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
    }

    @Test
    void unresolved_attempt_is_queried_less_and_less_often() {
        PaymentId attempt = unresolvedAttempt();
        List<Integer> minutes = new ArrayList<>();
        for (int minute = 0; minute <= 140; minute++) {
            int known = office.momo.calls().size();
            office.meetDeadline.payment(attempt);
            if (office.momo.calls().size() > known) {
                minutes.add(minute);
            }
            office.clock.advance(Duration.ofMinutes(1));
        }

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 10, 20, 40, 70, 100, 130), minutes);
    }

    @ParameterizedTest(name = "of {0} minutes")
    @ValueSource(ints = {1, 4, 6, 15, 45, 120})
    void attempt_is_settled_soon_after_an_outage_of_momo(int outage) {
        PaymentId attempt = unresolvedAttempt();
        for (int minute = 0; minute < outage; minute++) {
            office.meetDeadline.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        office.momo.reportsByDefault(new Status.Paid(TRANS_ID, PRICE));
        int waited = 0;
        office.meetDeadline.payment(attempt);
        while (office.ledger.payment(attempt).orElseThrow().state() == PaymentState.OPEN) {
            office.clock.advance(Duration.ofMinutes(1));
            office.meetDeadline.payment(attempt);
            waited++;
        }

        assertTrue(waited <= (outage < 5 ? 0 : Math.min(outage, 30)), waited + " minutes");
    }

    @Test
    void unresolved_attempts_do_not_delay_the_end_of_other_holds() {
        PaymentId attempt = unresolvedAttempt();
        for (int minute = 0; minute <= 20; minute++) {
            office.meetDeadline.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        BookingId next = office.hold(BOB, "A2");
        Instant end = office.booking(next).heldUntil();
        office.clock.moveTo(end.minus(Duration.ofMinutes(2)));
        tick();
        PendingDeadline itsEnd = new PendingDeadline.OfBooking(next, new Deadline(Deadline.Kind.HOLD, end));
        assertEquals(List.of(new Delayed(itsEnd, Duration.ofMinutes(2))), office.queues.delayed(), "and nothing else");

        office.clock.moveTo(end);
        office.meetDeadline.booking(next);

        assertEquals(BookingState.EXPIRED, office.booking(next).state());
    }

    /**
     * An attempt whose hold has ended and whose seats are reallocated, while MoMo does not respond; its deadline has
     * come.
     */
    private PaymentId unresolvedAttempt() {
        BookingId booking = office.hold("A1");
        office.momo.reportsByDefault(new Status.NoAnswer("no answer"));
        office.expire(booking);
        office.reallocate(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        return PaymentId.attempt(booking, 1);
    }

    @Test
    void finished_or_unknown_items_need_no_work() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.clock.advance(Duration.ofHours(1));
        office.meetDeadline.booking(paid);
        office.meetDeadline.payment(PaymentId.attempt(paid, 1));
        office.meetDeadline.booking(id('z'));
        office.meetDeadline.payment(PaymentId.attempt(id('z'), 1));

        assertEquals(List.of(), office.queues.delayed());
        assertEquals(List.of(), office.queues.showQueue());
        assertEquals(1, office.momo.calls().size());
    }

    @Test
    void tick_delays_deadlines_within_two_minutes_to_their_second() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(121));
        tick();
        assertEquals(List.of(), office.queues.delayed());

        office.clock.moveTo(HELD_UNTIL.minusSeconds(120));
        tick();
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMinutes(2))), office.queues.delayed());
    }

    @Test
    void second_tick_sends_a_backup_message_a_little_later() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(90));
        tick();
        office.clock.moveTo(HELD_UNTIL.minusSeconds(30));
        tick();

        assertEquals(
                List.of(
                        new Delayed(holdOf(booking), Duration.ofSeconds(90)),
                        new Delayed(holdOf(booking), Duration.ofSeconds(40))),
                office.queues.delayed());
    }

    @Test
    void late_tick_still_covers_the_whole_next_minute() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(61));
        tick();

        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofSeconds(61))), office.queues.delayed());
    }

    @Test
    void tick_finds_deadlines_that_are_long_overdue() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(NOW.plus(Duration.ofDays(2)));
        tick();

        assertEquals(
                List.of(
                        new Delayed(holdOf(booking), Duration.ZERO),
                        new Delayed(
                                new PendingDeadline.OfPayment(
                                        PaymentId.attempt(booking, 1),
                                        new Deadline(Deadline.Kind.PAYMENT, HELD_UNTIL.plus(Duration.ofMinutes(2)))),
                                Duration.ZERO)),
                office.queues.delayed());
    }

    @Test
    void tick_finds_deadlines_of_bookings_and_of_entries() {
        BookingId booking = office.hold("A1");
        WaitlistEntryId entry = join();
        office.clock.moveTo(HELD_UNTIL);
        tick();

        assertEquals(
                Set.of(
                        new Delayed(holdOf(booking), Duration.ZERO),
                        new Delayed(
                                new PendingDeadline.OfPayment(
                                        PaymentId.attempt(booking, 1),
                                        new Deadline(Deadline.Kind.PAYMENT, HELD_UNTIL.plus(Duration.ofMinutes(2)))),
                                Duration.ofMinutes(2)),
                        new Delayed(joinOf(entry), Duration.ZERO)),
                Set.copyOf(office.queues.delayed()));
        assertEquals(3, office.queues.delayed().size());
    }

    @Test
    void tick_ignores_a_join_for_its_first_minute() {
        WaitlistEntryId entry = join();
        office.clock.advance(Duration.ofSeconds(59));
        tick();
        assertEquals(List.of(), office.queues.delayed());

        office.clock.advance(Duration.ofSeconds(1));
        tick();
        assertEquals(List.of(new Delayed(joinOf(entry), Duration.ofMinutes(2))), office.queues.delayed());
    }

    @Test
    void early_entry_message_is_delayed_until_the_deadline() {
        WaitlistEntryId entry = join();
        office.clock.moveTo(JOIN_DEADLINE.minusMillis(1_500));
        office.meetDeadline.entry(entry);

        PendingDeadline joinDeadline =
                new PendingDeadline.OfEntry(entry, new Deadline(Deadline.Kind.JOIN, JOIN_DEADLINE, NOW));
        assertEquals(List.of(new Delayed(joinDeadline, Duration.ofMillis(1_500))), office.queues.delayed());
        assertEquals(1, office.queues.showQueue().size());
    }

    @Test
    void finished_or_unknown_entries_need_no_work() {
        WaitlistEntryId waiting = office.join(ALICE, 1);
        office.clock.moveTo(JOIN_DEADLINE);
        office.meetDeadline.entry(waiting);
        office.meetDeadline.entry(ENTRY);

        assertEquals(List.of(), office.queues.delayed());
        assertEquals(1, office.queues.showQueue().size());
    }

    private WaitlistEntryId join() {
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(1, false));
        return office.waitlist.entryOf(SHOW_ID, ALICE).orElseThrow();
    }

    private static PendingDeadline joinOf(WaitlistEntryId entry) {
        return new PendingDeadline.OfEntry(entry, new Deadline(Deadline.Kind.JOIN, JOIN_DEADLINE));
    }

    private void tick() {
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            office.findDeadlines.tick(shard);
        }
    }

    private static PendingDeadline holdOf(BookingId booking) {
        return new PendingDeadline.OfBooking(booking, new Deadline(Deadline.Kind.HOLD, HELD_UNTIL));
    }
}
