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
import java.time.Instant;
import java.util.Optional;

/**
 * A customer's entry in a show's waitlist. Each method that changes it gives the next version; none changes the
 * show's {@link WaitlistState}, which the same transaction must move along where somebody begins or ceases to be counted in it.
 *
 * @param place its number in the waitlist, from 1, dense, in the order of arrival; given by the show's worker
 * @param booking the booking that holds the seats offered to it
 * @param keptUntil how long the item is kept
 * @param version counts the changes; every write names the one that it read
 */
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
        return new WaitlistEntry(
                id,
                customer,
                party,
                JOINING,
                now,
                Optional.empty(),
                Optional.empty(),
                keptUntil,
                1,
                Optional.of(Deadline.forWorker(Deadline.Kind.JOIN, now)));
    }

    /** The writer is told again that it joins or has left. */
    public WaitlistEntry backedOff(Instant now) {
        return with(state, place, booking, deadline.map(d -> d.backedOff(now)));
    }

    /** It has this place. */
    public WaitlistEntry waiting(long givenPlace) {
        return with(exitTo(WAITING), Optional.of(givenPlace), booking, Optional.empty());
    }

    /** Seats are held for it. */
    public WaitlistEntry offered(BookingId offer) {
        return with(exitTo(OFFERED), place, Optional.of(offer), Optional.empty());
    }

    /** The customer leaves: at once no seats are offered any more; who is counted in the waitlist is to be taken out. */
    public WaitlistEntry left(Instant now) {
        Optional<Deadline> takeOut =
                state == WAITING ? Optional.of(Deadline.forWorker(Deadline.Kind.LEAVE, now)) : Optional.empty();
        return with(exitTo(LEFT), place, booking, takeOut);
    }

    /** Whether it has left and the waitlist's numbers still count it. */
    public boolean isToBeTakenOut() {
        return state == LEFT && deadline.stream().anyMatch(d -> d.kind() == Deadline.Kind.LEAVE);
    }

    /** The line's numbers do not count it any more. */
    public WaitlistEntry takenOut() {
        if (!isToBeTakenOut()) {
            throw new IllegalStateException("entry " + id + " is " + state + " and not to be taken out");
        }
        return with(LEFT, place, booking, Optional.empty());
    }

    private WaitlistEntryState exitTo(WaitlistEntryState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("entry " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private WaitlistEntry with(
            WaitlistEntryState next,
            Optional<Long> nextPlace,
            Optional<BookingId> nextBooking,
            Optional<Deadline> nextDeadline) {
        return new WaitlistEntry(
                id, customer, party, next, joinedAt, nextPlace, nextBooking, keptUntil, version + 1, nextDeadline);
    }
}
