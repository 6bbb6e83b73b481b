package io.seatline.usecase.outbox;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.Deadline;
import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntry.Removal;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.WaitlistJoinedV1;
import io.seatline.events.WaitlistLeftV1;
import io.seatline.testing.DetailsLedger;
import io.seatline.testing.MovableClock;
import io.seatline.testing.NoCounts;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events and messages that follow a change of a waitlist entry. */
class PublishWaitlistEntriesTest {
    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ENTRY, ALICE, new Party(2, true), NOW, SHOW.claimsKeptUntil());
    private static final WaitlistEntry WAITING = JOINING.waiting(17);
    private static final Booking OFFER = Booking.offer(WAITING, SHOW, seats("A1", "A2"), NOW, HELD_UNTIL);
    private static final WaitlistEntry OFFERED = WAITING.offered(OFFER.id());

    private static final String ID = ENTRY.value();

    /** The time at which the stream reports the change. */
    private static final Instant AT = NOW.plusMillis(140);

    private static final Ledger LEDGER = DetailsLedger.of(new BookingDetails(OFFER, List.of(), List.of()));

    private final MovableClock clock = new MovableClock(AT);
    private final RecordingQueues queues = new RecordingQueues();
    private final List<DomainEvent> published = new ArrayList<>();
    private final PublishChanges outbox = new PublishChanges(
            LEDGER, queues, events -> events.forEach(event -> published.add(event.value())), NoCounts.order(), clock);

    @Test
    void join_is_published_once_the_entry_has_its_place() {
        entry(Optional.empty(), JOINING);
        assertPublished();

        entry(Optional.of(JOINING), WAITING);
        assertPublished(new WaitlistJoinedV1(ID + ".WAITING", AT, ID, "alice", "sh1", 2, true));
        assertNothingIsSent();
    }

    @Test
    void offer_is_published_with_seats_amount_and_expiry() {
        entry(Optional.of(WAITING), OFFERED);

        assertPublished(new OfferMadeV1(
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
    void leaving_publishes_waitlist_left_from_every_state() {
        WaitlistLeftV1 left =
                new WaitlistLeftV1(ID + ".LEFT", AT, ID, "alice", "sh1", Optional.empty(), Optional.empty());
        entry(Optional.of(JOINING), JOINING.left(NOW));
        entry(Optional.of(WAITING), WAITING.left(NOW));
        entry(Optional.of(OFFERED), OFFERED.left(NOW));

        assertPublished(left, left, left);
        assertNothingIsSent();
    }

    @Test
    void removal_by_staff_publishes_who_and_why() {
        Removal removal = new Removal(new StaffId("anna"), "many accounts");
        entry(Optional.of(WAITING), WAITING.left(NOW).because(Optional.of(removal)));

        assertPublished(new WaitlistLeftV1(
                ID + ".LEFT", AT, ID, "alice", "sh1", Optional.of("anna"), Optional.of("many accounts")));
    }

    @Test
    void taking_out_a_left_entry_publishes_nothing() {
        entry(Optional.of(WAITING.left(NOW)), WAITING.left(NOW).removed());

        assertPublished();
        assertNothingIsSent();
    }

    @Test
    void deadline_seen_within_a_minute_is_left_to_the_tick() {
        clock.moveTo(NOW.plusSeconds(60));
        entry(Optional.empty(), JOINING);
        entry(Optional.of(WAITING), WAITING.left(NOW));

        assertNothingIsSent();
    }

    @Test
    void deadline_seen_later_is_delayed_to_its_second() {
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
                queues.delayed());
    }

    @Test
    void redelivered_changes_are_published_under_the_same_ids() {
        for (int i = 0; i < 2; i++) {
            entry(Optional.of(JOINING), WAITING);
            entry(Optional.of(WAITING), OFFERED);
            clock.advance(Duration.ofSeconds(30));
        }

        assertEquals(4, published.size());
        assertEquals(published.subList(0, 2), published.subList(2, 4));
    }

    private void entry(Optional<WaitlistEntry> before, WaitlistEntry after) {
        outbox.publish(Correlated.all(List.of(new Change.OfEntry(before, after, AT))));
    }

    private void assertPublished(DomainEvent... events) {
        assertEquals(List.of(events), published);
    }

    private void assertNothingIsSent() {
        assertEquals(List.of(), queues.showQueue());
        assertEquals(List.of(), queues.delayed());
        assertEquals(List.of(), queues.refunds());
    }
}
