package io.seatline.usecase.deadline;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.TICKET;
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
import io.seatline.usecase.port.Ledger.BookingFile;
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
    private static final Instant JOIN_DUE = NOW.plus(Duration.ofMinutes(3));

    @Test
    void ends_a_hold_at_its_time() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);
        office.doDue.booking(booking);

        assertEquals(BookingState.EXPIRED, office.booking(booking).state());
    }

    @Test
    void a_message_that_comes_a_little_early_waits_for_the_rest() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusMillis(1_500));
        office.doDue.booking(booking);

        assertEquals(BookingState.IN_BOOKING, office.booking(booking).state());
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMillis(1_500))), office.queues.due());
    }

    @Test
    void a_message_of_what_was_put_off_meanwhile_is_dropped() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(6));
        office.doDue.booking(booking);
        office.doDue.payment(PaymentId.attempt(booking, 1));

        assertEquals(List.of(), office.queues.due());
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void posts_a_release_again_that_has_not_been_handed_on() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.advance(Duration.ofMinutes(3));
        office.doDue.booking(booking);

        assertEquals(List.of(new SeatsReleasedV1("sh1", booking.value(), 1)), office.queues.mailbox());
    }

    @Test
    void posts_a_late_payment_again_that_is_not_decided() {
        BookingId booking = office.hold("A1");
        PaymentId order = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.clock.advance(Duration.ofMinutes(3));
        office.doDue.payment(order);

        assertEquals(List.of(new LatePaymentV1("sh1", booking.value(), order.value())), office.queues.mailbox());
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
            int known = office.queues.mailbox().size();
            office.doDue.booking(released);
            office.doDue.payment(late);
            office.doDue.ticket(joins);
            for (ShowQueueMessage message : office.queues
                    .mailbox()
                    .subList(known, office.queues.mailbox().size())) {
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
        Optional<Deadline> before = office.booking(booking).due();
        Queues away = new RecordingQueues() {
            @Override
            public void post(List<ShowQueueMessage> messages) {
                throw new IllegalStateException("SQS is away");
            }
        };
        MeetDeadline doDue = new MeetDeadline(
                office.ledger, office.waitlist, away, office.expireHold, office.settleAttempt, office.clock);

        assertThrows(IllegalStateException.class, () -> doDue.booking(booking));
        assertEquals(before, office.booking(booking).due());
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
        office.doDue.ticket(joins);
        office.watched.beforeNextCommit(() -> office.handOn(released));
        office.doDue.booking(released);
        office.watched.beforeNextCommit(() -> office.latePayment(late));
        office.doDue.payment(late);

        assertEquals(
                Optional.empty(), office.waitlist.ticket(joins).orElseThrow().due());
        assertEquals(Optional.empty(), office.booking(released).due());
        assertEquals(BookingState.PAID, office.booking(released).state());
        assertEquals(Optional.empty(), office.payment(released, 1).due());
    }

    @Test
    void a_late_payment_that_was_put_off_as_it_got_its_seats_is_done_once_the_writer_is_told_again() {
        BookingId booking = office.hold("A1");
        PaymentId late = PaymentId.attempt(booking, 1);
        office.expire(booking);
        office.pay(booking, 1);
        office.handOn(booking);
        office.clock.advance(Duration.ofMinutes(3));
        Payment before = office.payment(booking, 1);
        office.latePayment(late);
        BookingFile torn = new BookingFile(office.booking(booking), List.of(before));
        Ledger halfWritten = TornReading.first(
                Ledger.class,
                TornReading.first(Ledger.class, office.ledger, "file", Optional.of(torn)),
                "payment",
                Optional.of(before));
        MeetDeadline doDue = new MeetDeadline(
                halfWritten, office.waitlist, office.queues, office.expireHold, office.settleAttempt, office.clock);
        doDue.payment(late);
        assertTrue(office.payment(booking, 1).due().isPresent(), "it is put off");

        office.deliver();

        assertEquals(Optional.empty(), office.payment(booking, 1).due());
        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
        assertEquals(BookingState.PAID, office.booking(booking).state());
    }

    @Test
    void settles_an_attempt_whose_end_MoMo_has_not_told() {
        BookingId booking = office.hold("A1");
        office.expire(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        office.momo.willTell(new Status.Paid(TRANS_ID, PRICE));
        office.doDue.payment(PaymentId.attempt(booking, 1));

        assertEquals(PaymentState.CAPTURED, office.payment(booking, 1).state());
    }

    @Test
    void in_an_outage_of_hours_MoMo_is_asked_about_an_attempt_ever_more_rarely() {
        PaymentId attempt = silentAttempt();
        List<Integer> minutes = new ArrayList<>();
        for (int minute = 0; minute <= 140; minute++) {
            int known = office.momo.asked().size();
            office.doDue.payment(attempt);
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
            office.doDue.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        office.momo.usuallyTells(new Status.Paid(TRANS_ID, PRICE));
        int waited = 0;
        office.doDue.payment(attempt);
        while (office.ledger.payment(attempt).orElseThrow().state() == PaymentState.OPEN) {
            office.clock.advance(Duration.ofMinutes(1));
            office.doDue.payment(attempt);
            waited++;
        }

        assertTrue(waited <= (outage < 5 ? 0 : Math.min(outage, 30)), waited + " minutes");
    }

    @Test
    void while_MoMo_tells_nothing_a_tick_finds_the_ends_of_holds_and_they_end_at_their_time() {
        PaymentId attempt = silentAttempt();
        for (int minute = 0; minute <= 20; minute++) {
            office.doDue.payment(attempt);
            office.clock.advance(Duration.ofMinutes(1));
        }
        BookingId next = office.hold(BOB, "A2");
        Instant end = office.booking(next).heldUntil();
        office.clock.moveTo(end.minus(Duration.ofMinutes(2)));
        tick();
        PendingDeadline itsEnd = new PendingDeadline.OfBooking(next, new Deadline(Deadline.Kind.HOLD, end));
        assertEquals(List.of(new Delayed(itsEnd, Duration.ofMinutes(2))), office.queues.due(), "and nothing else");

        office.clock.moveTo(end);
        office.doDue.booking(next);

        assertEquals(BookingState.EXPIRED, office.booking(next).state());
    }

    /** Of a hold that ran out, whose seats were handed on, while MoMo answers nothing; its end is due to be asked for. */
    private PaymentId silentAttempt() {
        BookingId booking = office.hold("A1");
        office.momo.usuallyTells(new Status.Silent("no answer"));
        office.expire(booking);
        office.handOn(booking);
        office.clock.moveTo(HELD_UNTIL.plus(Duration.ofMinutes(2)));
        return PaymentId.attempt(booking, 1);
    }

    @Test
    void what_is_finished_or_unknown_has_nothing_to_do() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        office.clock.advance(Duration.ofHours(1));
        office.doDue.booking(paid);
        office.doDue.payment(PaymentId.attempt(paid, 1));
        office.doDue.booking(id('z'));
        office.doDue.payment(PaymentId.attempt(id('z'), 1));

        assertEquals(List.of(), office.queues.due());
        assertEquals(List.of(), office.queues.mailbox());
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void a_tick_puts_what_ends_within_two_minutes_on_the_delay_queue_to_its_second() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(121));
        tick();
        assertEquals(List.of(), office.queues.due());

        office.clock.moveTo(HELD_UNTIL.minusSeconds(120));
        tick();
        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofMinutes(2))), office.queues.due());
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
                office.queues.due());
    }

    @Test
    void a_tick_that_comes_at_the_end_of_its_minute_is_in_time_for_all_that_ends_in_the_next() {
        BookingId booking = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL.minusSeconds(61));
        tick();

        assertEquals(List.of(new Delayed(holdOf(booking), Duration.ofSeconds(61))), office.queues.due());
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
                                        new Deadline(Deadline.Kind.ATTEMPT, HELD_UNTIL.plus(Duration.ofMinutes(2)))),
                                Duration.ZERO)),
                office.queues.due());
    }

    @Test
    void a_tick_finds_what_is_due_of_bookings_and_of_tickets() {
        BookingId booking = office.hold("A1");
        WaitlistEntryId ticket = join();
        office.clock.moveTo(HELD_UNTIL);
        tick();

        assertEquals(
                Set.of(
                        new Delayed(holdOf(booking), Duration.ZERO),
                        new Delayed(
                                new PendingDeadline.OfPayment(
                                        PaymentId.attempt(booking, 1),
                                        new Deadline(Deadline.Kind.ATTEMPT, HELD_UNTIL.plus(Duration.ofMinutes(2)))),
                                Duration.ofMinutes(2)),
                        new Delayed(joinOf(ticket), Duration.ZERO)),
                Set.copyOf(office.queues.due()));
        assertEquals(3, office.queues.due().size());
    }

    @Test
    void a_tick_leaves_a_join_alone_for_a_minute() {
        WaitlistEntryId ticket = join();
        office.clock.advance(Duration.ofSeconds(59));
        tick();
        assertEquals(List.of(), office.queues.due());

        office.clock.advance(Duration.ofSeconds(1));
        tick();
        assertEquals(List.of(new Delayed(joinOf(ticket), Duration.ofMinutes(2))), office.queues.due());
    }

    @Test
    void a_message_of_a_ticket_that_comes_a_little_early_waits_for_the_rest() {
        WaitlistEntryId ticket = join();
        office.clock.moveTo(JOIN_DUE.minusMillis(1_500));
        office.doDue.ticket(ticket);

        PendingDeadline itself = new PendingDeadline.OfTicket(ticket, new Deadline(Deadline.Kind.JOIN, JOIN_DUE, NOW));
        assertEquals(List.of(new Delayed(itself, Duration.ofMillis(1_500))), office.queues.due());
        assertEquals(1, office.queues.mailbox().size());
    }

    @Test
    void a_ticket_that_is_finished_or_unknown_has_nothing_to_do() {
        WaitlistEntryId waiting = office.join(ALICE, 1);
        office.clock.moveTo(JOIN_DUE);
        office.doDue.ticket(waiting);
        office.doDue.ticket(TICKET);

        assertEquals(List.of(), office.queues.due());
        assertEquals(1, office.queues.mailbox().size());
    }

    private WaitlistEntryId join() {
        office.joinLine.join(ALICE, SHOW_ID, new Party(1, false));
        return office.waitlist.ticketOf(SHOW_ID, ALICE).orElseThrow();
    }

    private static PendingDeadline joinOf(WaitlistEntryId ticket) {
        return new PendingDeadline.OfTicket(ticket, new Deadline(Deadline.Kind.JOIN, JOIN_DUE));
    }

    private void tick() {
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            office.findDue.tick(shard);
        }
    }

    private static PendingDeadline holdOf(BookingId booking) {
        return new PendingDeadline.OfBooking(booking, new Deadline(Deadline.Kind.HOLD, HELD_UNTIL));
    }
}
