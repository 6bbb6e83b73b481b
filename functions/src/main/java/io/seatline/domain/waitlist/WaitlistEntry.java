package io.seatline.domain.waitlist;

import static io.seatline.domain.waitlist.WaitlistEntryState.JOINING;
import static io.seatline.domain.waitlist.WaitlistEntryState.LAPSED;
import static io.seatline.domain.waitlist.WaitlistEntryState.LEFT;
import static io.seatline.domain.waitlist.WaitlistEntryState.OFFERED;
import static io.seatline.domain.waitlist.WaitlistEntryState.WAITING;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.StaffId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer's entry in a show's waitlist. Each method that changes it returns the next version. No method changes the
 * show's {@link WaitlistState}: the same transaction must change it if it counts the entry.
 *
 * @param place its number in the waitlist, starting at 1, without gaps, in the order of arrival; assigned by the show
 *     worker
 * @param booking the booking that holds the seats offered to it
 * @param removal who of the staff removed it and why; empty if the customer left or it did not end
 * @param keptUntil when DynamoDB may delete the item
 * @param version counts the changes; every write expects the version that it read
 */
@RecordBuilder
public record WaitlistEntry(
        WaitlistEntryId id,
        CustomerId customer,
        Party party,
        WaitlistEntryState state,
        Instant joinedAt,
        Optional<Long> place,
        Optional<BookingId> booking,
        Optional<Removal> removal,
        Instant keptUntil,
        long version,
        Optional<Deadline> deadline) {

    /** Who of the staff removed an entry, and why. */
    public record Removal(StaffId by, String reason) {}

    /** Creates an entry that waits for the show worker to assign its place. */
    public static WaitlistEntry joining(
            WaitlistEntryId id, CustomerId customer, Party party, Instant now, Instant keptUntil) {
        return WaitlistEntryBuilder.builder()
                .id(id)
                .customer(customer)
                .party(party)
                .state(JOINING)
                .joinedAt(now)
                .keptUntil(keptUntil)
                .version(1)
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.JOIN, now)))
                .build();
    }

    /** Postpones the deadline because the show worker has not assigned the place or removed the entry in time. */
    public WaitlistEntry backedOff(Instant now) {
        return next().deadline(deadline.map(d -> d.backedOff(now))).build();
    }

    /** Assigns the place. */
    public WaitlistEntry waiting(long givenPlace) {
        return next().state(exitTo(WAITING))
                .place(Optional.of(givenPlace))
                .deadline(Optional.empty())
                .build();
    }

    /** Records that seats are held for it. */
    public WaitlistEntry offered(BookingId offer) {
        return next().state(exitTo(OFFERED))
                .booking(Optional.of(offer))
                .deadline(Optional.empty())
                .build();
    }

    /** Records an offer that was found in restored tables, even if the entry has no place in them yet. */
    public WaitlistEntry found(BookingId offer) {
        return next().state(OFFERED)
                .booking(Optional.of(offer))
                .deadline(Optional.empty())
                .build();
    }

    /** Asks the show worker to reallocate: restored tables have free seats that it could use. */
    public WaitlistEntry unserved(Instant now) {
        return next().deadline(Optional.of(Deadline.forWorker(Deadline.Kind.JOIN, now)))
                .build();
    }

    /** Records that the show worker has reallocated. */
    public WaitlistEntry reallocated() {
        return next().deadline(Optional.empty()).build();
    }

    /** Waits again, at its place, because restored tables have lost its offer. */
    public WaitlistEntry waitingAgain(Instant now) {
        return next().state(place.isPresent() ? WAITING : JOINING)
                .booking(Optional.empty())
                .deadline(
                        place.isPresent() ? Optional.empty() : Optional.of(Deadline.forWorker(Deadline.Kind.JOIN, now)))
                .build();
    }

    /**
     * Leaves the waitlist: it gets no offer from now on. If it was waiting, the show worker must remove it from the
     * counts.
     */
    public WaitlistEntry left(Instant now) {
        Optional<Deadline> removal =
                state == WAITING ? Optional.of(Deadline.forWorker(Deadline.Kind.LEAVE, now)) : Optional.empty();
        return next().state(exitTo(LEFT)).deadline(removal).build();
    }

    /** Names who removed it. Does not count as a change of its own. */
    public WaitlistEntry because(Optional<Removal> who) {
        return WaitlistEntryBuilder.builder(this).removal(who).build();
    }

    /** Ends it because the show is cancelled. If it was waiting, the same transaction removes it from the counts. */
    public WaitlistEntry lapsed() {
        return next().state(exitTo(LAPSED)).deadline(Optional.empty()).build();
    }

    /** Whether it has left but the waitlist state still counts it. */
    public boolean awaitsRemoval() {
        return state == LEFT && deadline.stream().anyMatch(d -> d.kind() == Deadline.Kind.LEAVE);
    }

    /** Records that the waitlist state no longer counts it. */
    public WaitlistEntry removed() {
        if (!awaitsRemoval()) {
            throw new IllegalStateException(
                    "entry " + id + " in state " + state + " does not await removal from the waitlist");
        }
        return next().deadline(Optional.empty()).build();
    }

    private WaitlistEntryState exitTo(WaitlistEntryState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("entry " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private WaitlistEntryBuilder next() {
        return WaitlistEntryBuilder.builder(this).version(version + 1);
    }
}
