package io.seatline.usecase.outbox;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.Deadline;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.WaitlistJoinedV1;
import io.seatline.events.WaitlistLeftV1;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from a change of a waitlist entry in a waitlist. */
class PublishWaitlistEntriesTest {
    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ENTRY, ALICE, new Party(2, true), NOW, SHOW.claimsKeptUntil());
    private static final WaitlistEntry WAITING = JOINING.waiting(17);
    private static final Booking OFFER =
            Booking.offer(WAITING, seats("A1", "A2"), SHOW.price(seats("A1", "A2")), NOW, HELD_UNTIL);
    private static final WaitlistEntry OFFERED = WAITING.offered(OFFER.id());

    private static final String ID = ENTRY.value();

    /** When the stream saw the change. */
    private static final Instant AT = NOW.plusMillis(140);

    private final MovableClock clock = new MovableClock(AT);
    private final RecordingQueues queues = new RecordingQueues();
    private final List<DomainEvent> told = new ArrayList<>();
    private final PublishChanges outbox = new PublishChanges(detailsOfTheOffer(), queues, told::addAll, clock);

    @Test
    void a_wish_is_told_when_it_has_its_place_and_not_before() {
        entry(Optional.empty(), JOINING);
        assertTold();

        entry(Optional.of(JOINING), WAITING);
        assertTold(new WaitlistJoinedV1(ID + ".WAITING", AT, ID, "alice", "sh1", 2, true));
        assertNothingIsSent();
    }

    @Test
    void an_offer_is_told_with_its_seats_their_price_and_until_when_to_pay() {
        entry(Optional.of(WAITING), OFFERED);

        assertTold(new OfferMadeV1(
                ID + ".OFFERED",
                AT,
                ID,
                "alice",
                "sh1",
                OFFER.id().value(),
                List.of("A1", "A2"),
                160_000,
                "VND",
                HELD_UNTIL));
        assertNothingIsSent();
    }

    @Test
    void who_leaves_is_told_wherever_they_stood() {
        WaitlistLeftV1 left = new WaitlistLeftV1(ID + ".LEFT", AT, ID, "alice", "sh1");
        entry(Optional.of(JOINING), JOINING.left(NOW));
        entry(Optional.of(WAITING), WAITING.left(NOW));
        entry(Optional.of(OFFERED), OFFERED.left(NOW));

        assertTold(left, left, left);
        assertNothingIsSent();
    }

    @Test
    void who_is_taken_out_of_the_line_was_told_when_they_left() {
        entry(Optional.of(WAITING.left(NOW)), WAITING.left(NOW).removed());

        assertTold();
        assertNothingIsSent();
    }

    @Test
    void a_join_or_a_leave_that_is_seen_within_a_minute_is_left_to_the_tick() {
        clock.moveTo(NOW.plusSeconds(60));
        entry(Optional.empty(), JOINING);
        entry(Optional.of(WAITING), WAITING.left(NOW));

        assertNothingIsSent();
    }

    @Test
    void one_that_is_seen_later_is_put_on_the_delay_queue_to_its_second() {
        clock.moveTo(NOW.plusSeconds(61));
        entry(Optional.empty(), JOINING);
        clock.moveTo(NOW.plusSeconds(600));
        entry(Optional.of(WAITING), WAITING.left(NOW));

        Instant deadline = NOW.plusSeconds(180);
        assertEquals(
                List.of(
                        new Delayed(
                                new PendingDeadline.OfEntry(ENTRY, new Deadline(Deadline.Kind.JOIN, deadline, NOW)),
                                Duration.ofSeconds(119)),
                        new Delayed(
                                new PendingDeadline.OfEntry(ENTRY, new Deadline(Deadline.Kind.LEAVE, deadline, NOW)),
                                Duration.ZERO)),
                queues.deadline());
    }

    @Test
    void what_is_delivered_again_is_told_again_under_the_same_id() {
        for (int i = 0; i < 2; i++) {
            entry(Optional.of(JOINING), WAITING);
            entry(Optional.of(WAITING), OFFERED);
            clock.advance(Duration.ofSeconds(30));
        }

        assertEquals(4, told.size());
        assertEquals(told.subList(0, 2), told.subList(2, 4));
    }

    private void entry(Optional<WaitlistEntry> before, WaitlistEntry after) {
        outbox.publish(List.of(new Change.OfEntry(before, after, AT)));
    }

    private void assertTold(DomainEvent... events) {
        assertEquals(List.of(events), told);
    }

    private void assertNothingIsSent() {
        assertEquals(List.of(), queues.showQueue());
        assertEquals(List.of(), queues.deadline());
        assertEquals(List.of(), queues.refunds());
    }

    /** A ledger that knows this one booking and can be asked for nothing but it. */
    private static Ledger detailsOfTheOffer() {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("details") || !arguments[0].equals(OFFER.id())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return Optional.of(new BookingDetails(OFFER, List.of()));
                });
    }
}
