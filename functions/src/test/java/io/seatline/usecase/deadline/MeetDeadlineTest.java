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
    void ends_a_hold_at_its_time() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.meetDeadline.booking(booking);

        assertEquals(BookingState.EXPIRED, office.booking(booking).state());
    }

    @Test
    void a_message_that_comes_a_little_early_waits_for_the_rest() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusMillis(1_500));
        office.meetDeadline.booking(booking);

        assertEquals(BookingState.IN_BOOKING, office.booking(booking).state());
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMillis(1_500))), office.queues.deadline());
    }

    @Test
    void a_message_of_what_was_put_off_meanwhile_is_dropped() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(6));
        office.meetDeadline.booking(booking);
        office.meetDeadline.payment(PaymentId.attempt(booking, 1));

        assertEquals(List.of(), office.queues.deadline());
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void posts_a_release_again_that_has_not_been_handed_on() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.booking(booking);

        assertEquals(List.of(new SeatsReleasedV1("sh1", booking.value(), 1)), office.queues.showQueue());
    }

    @Test
    void posts_a_late_payment_again_that_is_not_decided() {
        BookingId booking = office.hold("A1");
        PaymentId paymentId = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.payment(paymentId);

        assertEquals(List.of(new LatePaymentV1("sh1", booking.value(), paymentId.value())), office.queues.showQueue());
    }

    @Test
    void in_an_outage_of_hours_what_the_writer_does_not_do_is_posted_to_it_ever_more_rarely() {
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

        List<Integer> rarely = List.of(3, 6, 12, 24, 48, 78, 108);
        assertEquals(Map.of(released + ".release.1", rarely, late + ".late", rarely, joins + ".join", rarely), minutes);
    }

    @Test
    void what_the_queue_does_not_take_is_due_as_before() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.advance(Duration.ofMinutes(3));
        Optional<Deadline> before = office.booking(booking).deadline();
        Queues away = new RecordingQueues() {
            @Override
            public void post(List<ShowQueueMessage> messages) {
                throw new IllegalStateException("SQS is away");
            }
        };
        MeetDeadline meetDeadline = new MeetDeadline(
                office.ledger, office.waitlist, away, office.expireHold, office.pollPayment, office.clock);

        assertThrows(IllegalStateException.class, () -> meetDeadline.booking(booking));
        assertEquals(before, office.booking(booking).deadline());
    }

    @Test
    void what_the_writer_does_meanwhile_is_not_due_again() {
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
    void a_late_payment_that_was_put_off_as_it_got_its_seats_is_done_once_the_writer_is_told_again() {
        BookingId booking = office.hold("A1");
        PaymentId late = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.reallocate(booking);
        office.clock.advance(Duration.ofMinutes(3));
        Payment before = office.payment(booking, 1);
        office.latePayment(late);
        BookingDetails torn = new BookingDetails(office.booking(booking), List.of(before));
        Ledger halfWritten = TornReading.first(
                Ledger.class,
                TornReading.first(Ledger.class, office.ledger, "details", Optional.of(torn)),
                "payment",
                Optional.of(before));
        MeetDeadline meetDeadline = new MeetDeadline(
                halfWritten, office.waitlist, office.queues, office.expireHold, office.pollPayment, office.clock);
        meetDeadline.payment(late);
        assertTrue(office.payment(booking, 1).deadline().isPresent(), "it is put off");

        office.deliver();

        assertEquals(Optional.empty(), office.payment(booking, 1).deadline());
        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
        assertEquals(BookingState.PAID, office.booking(booking).state());
    }

    @Test
    void settles_an_attempt_whose_end_MoMo_has_not_told() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        office.momo.willTell(new Status.Paid(TRANS_ID, PRICE));
        office.meetDeadline.payment(PaymentId.attempt(booking, 1));

        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
    }

    @Test
    void in_an_outage_of_hours_MoMo_is_asked_about_an_attempt_ever_more_rarely() {
        PaymentId attempt = silentAttempt();
        List<Integer> minutes = new ArrayList<>();
        for (int minute = 0; minute <= 140; minute++) {
            int known = office.momo.asked().size();
            office.meetDeadline.payment(attempt);
            if (office.momo.asked().size() > known) {
                minutes.add(minute);
            }
            office.clock.advance(Duration.ofMinutes(1));
        }

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 10, 20, 40, 70, 100, 130), minutes);
    }

    @ParameterizedTest(name = "of {0} minutes")
    @ValueSource(ints = {1, 4, 6, 15, 45, 120})
    void an_attempt_is_settled_after_an_outage_of_MoMo_within_as_long_as_that_lasted_and_within_half_an_hour(
            int outage) {
        PaymentId attempt = silentAttempt();
        for (int minute = 0; minute < outage; minute++) {
            office.meetDeadline.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        office.momo.usuallyTells(new Status.Paid(TRANS_ID, PRICE));
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
    void while_MoMo_tells_nothing_a_tick_finds_the_ends_of_holds_and_they_end_at_their_time() {
        PaymentId attempt = silentAttempt();
        for (int minute = 0; minute <= 20; minute++) {
            office.meetDeadline.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        BookingId next = office.hold(BOB, "A2");
        Instant end = office.booking(next).heldUntil();
        office.clock.moveTo(end.minus(Duration.ofMinutes(2)));
        tick();
        PendingDeadline itsEnd = new PendingDeadline.OfBooking(next, new Deadline(Deadline.Kind.HOLD, end));
        assertEquals(List.of(new Delayed(itsEnd, Duration.ofMinutes(2))), office.queues.deadline(), "and nothing else");

        office.clock.moveTo(end);
        office.meetDeadline.booking(next);

        assertEquals(BookingState.EXPIRED, office.booking(next).state());
    }

    /** Of a hold that ran out, whose seats were handed on, while MoMo answers nothing; its end is due to be asked for. */
    private PaymentId silentAttempt() {
        BookingId booking = office.hold("A1");
        office.momo.usuallyTells(new Status.NoAnswer("no answer"));
        office.expire(booking);
        office.reallocate(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        return PaymentId.attempt(booking, 1);
    }

    @Test
    void what_is_finished_or_unknown_has_nothing_to_do() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.clock.advance(Duration.ofHours(1));
        office.meetDeadline.booking(paid);
        office.meetDeadline.payment(PaymentId.attempt(paid, 1));
        office.meetDeadline.booking(id('z'));
        office.meetDeadline.payment(PaymentId.attempt(id('z'), 1));

        assertEquals(List.of(), office.queues.deadline());
        assertEquals(List.of(), office.queues.showQueue());
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void a_tick_puts_what_ends_within_two_minutes_on_the_delay_queue_to_its_second() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(121));
        tick();
        assertEquals(List.of(), office.queues.deadline());

        office.clock.moveTo(HELD_UNTIL.minusSeconds(120));
        tick();
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMinutes(2))), office.queues.deadline());
    }

    @Test
    void what_the_next_tick_finds_again_is_sent_for_a_little_later_in_case_its_first_message_is_lost() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(90));
        tick();
        office.clock.moveTo(HELD_UNTIL.minusSeconds(30));
        tick();

        assertEquals(
                List.of(
                        new Delayed(holdOf(booking), Duration.ofSeconds(90)),
                        new Delayed(holdOf(booking), Duration.ofSeconds(40))),
                office.queues.deadline());
    }

    @Test
    void a_tick_that_comes_at_the_end_of_its_minute_is_in_time_for_all_that_ends_in_the_next() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(61));
        tick();

        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofSeconds(61))), office.queues.deadline());
    }

    @Test
    void a_tick_finds_what_is_overdue_however_long() {
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
                office.queues.deadline());
    }

    @Test
    void a_tick_finds_what_is_due_of_bookings_and_of_entries() {
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
                Set.copyOf(office.queues.deadline()));
        assertEquals(3, office.queues.deadline().size());
    }

    @Test
    void a_tick_leaves_a_join_alone_for_a_minute() {
        WaitlistEntryId entry = join();
        office.clock.advance(Duration.ofSeconds(59));
        tick();
        assertEquals(List.of(), office.queues.deadline());

        office.clock.advance(Duration.ofSeconds(1));
        tick();
        assertEquals(List.of(new Delayed(joinOf(entry), Duration.ofMinutes(2))), office.queues.deadline());
    }

    @Test
    void a_message_of_an_entry_that_comes_a_little_early_waits_for_the_rest() {
        WaitlistEntryId entry = join();
        office.clock.moveTo(JOIN_DEADLINE.minusMillis(1_500));
        office.meetDeadline.entry(entry);

        PendingDeadline itself =
                new PendingDeadline.OfEntry(entry, new Deadline(Deadline.Kind.JOIN, JOIN_DEADLINE, NOW));
        assertEquals(List.of(new Delayed(itself, Duration.ofMillis(1_500))), office.queues.deadline());
        assertEquals(1, office.queues.showQueue().size());
    }

    @Test
    void an_entry_that_is_finished_or_unknown_has_nothing_to_do() {
        WaitlistEntryId waiting = office.join(ALICE, 1);
        office.clock.moveTo(JOIN_DEADLINE);
        office.meetDeadline.entry(waiting);
        office.meetDeadline.entry(ENTRY);

        assertEquals(List.of(), office.queues.deadline());
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
