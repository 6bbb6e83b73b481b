package io.seatline.domain.waitlist;

import static io.seatline.domain.waitlist.WaitlistEntryState.JOINING;
import static io.seatline.domain.waitlist.WaitlistEntryState.LEFT;
import static io.seatline.domain.waitlist.WaitlistEntryState.OFFERED;
import static io.seatline.domain.waitlist.WaitlistEntryState.WAITING;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer's entry in a show's waitlist. Each method that changes it gives the next version; none changes the
 * show's {@link WaitlistState}, which the same transaction must change where the state counts the entry.
 *
 * @param place its number in the waitlist, from 1, dense, in the order of arrival; given by the show's worker
 * @param booking the booking that holds the seats offered to it
 * @param keptUntil how long the item is kept
 * @param version counts the changes; every write names the one that it read
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
        Instant keptUntil,
        long version,
        Optional<Deadline> deadline) {

    /** A customer's wish to wait, for the show's worker to give it a place. */
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

    /** The worker has not numbered it, or taken it out, in time; the next deadline comes later. */
    public WaitlistEntry backedOff(Instant now) {
        return next().deadline(deadline.map(d -> d.backedOff(now))).build();
    }

    /** It has this place. */
    public WaitlistEntry waiting(long givenPlace) {
        return next().state(exitTo(WAITING))
                .place(Optional.of(givenPlace))
                .deadline(Optional.empty())
                .build();
    }

    /** Seats are held for it. */
    public WaitlistEntry offered(BookingId offer) {
        return next().state(exitTo(OFFERED))
                .booking(Optional.of(offer))
                .deadline(Optional.empty())
                .build();
    }

    /** The customer leaves: no seats are offered from now on. If it was waiting, the worker must take it out of the numbers. */
    public WaitlistEntry left(Instant now) {
        Optional<Deadline> takeOut =
                state == WAITING ? Optional.of(Deadline.forWorker(Deadline.Kind.LEAVE, now)) : Optional.empty();
        return next().state(exitTo(LEFT)).deadline(takeOut).build();
    }

    /** Whether it has left and the waitlist state still counts it. */
    public boolean isToBeTakenOut() {
        return state == LEFT && deadline.stream().anyMatch(d -> d.kind() == Deadline.Kind.LEAVE);
    }

    /** The waitlist state does not count it any more. */
    public WaitlistEntry takenOut() {
        if (!isToBeTakenOut()) {
            throw new IllegalStateException("entry " + id + " is " + state + " and not to be taken out");
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
