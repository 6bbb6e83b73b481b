package io.seatline.domain;

import static io.seatline.domain.TicketState.JOINING;
import static io.seatline.domain.TicketState.LEFT;
import static io.seatline.domain.TicketState.OFFERED;
import static io.seatline.domain.TicketState.WAITING;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer's ticket in a show's waiting line. Each method that changes it gives the next version; none changes the
 * show's {@link Line}, which the same transaction must move along where somebody begins or ceases to be counted in it.
 *
 * @param place its number in the line, from 1, dense, in the order of arrival; given by the show's writer
 * @param booking the booking that holds the seats offered to it
 * @param keptUntil how long the item is kept
 * @param version counts the changes; every write names the one that it read
 */
public record Ticket(
        TicketId id,
        CustomerId customer,
        Party party,
        TicketState state,
        Instant joinedAt,
        Optional<Long> place,
        Optional<BookingId> booking,
        Instant keptUntil,
        long version,
        Optional<Due> due) {

    /** A customer's wish to wait, for the show's writer to give it a place. */
    public static Ticket joining(TicketId id, CustomerId customer, Party party, Instant now, Instant keptUntil) {
        return new Ticket(
                id,
                customer,
                party,
                JOINING,
                now,
                Optional.empty(),
                Optional.empty(),
                keptUntil,
                1,
                Optional.of(Due.toldWriter(Due.Kind.JOIN, now)));
    }

    /** The writer is told again that it joins or has left. */
    public Ticket toldAgain(Instant now) {
        return with(state, place, booking, due.map(d -> d.toldAgain(now)));
    }

    /** It has this place. */
    public Ticket waiting(long givenPlace) {
        return with(exitTo(WAITING), Optional.of(givenPlace), booking, Optional.empty());
    }

    /** Seats are held for it. */
    public Ticket offered(BookingId offer) {
        return with(exitTo(OFFERED), place, Optional.of(offer), Optional.empty());
    }

    /** The customer leaves: at once no seats are offered any more; who is counted in the line is to be taken out. */
    public Ticket left(Instant now) {
        Optional<Due> takeOut = state == WAITING ? Optional.of(Due.toldWriter(Due.Kind.LEAVE, now)) : Optional.empty();
        return with(exitTo(LEFT), place, booking, takeOut);
    }

    /** Whether it has left and the line's numbers still count it. */
    public boolean isToBeTakenOut() {
        return state == LEFT && due.stream().anyMatch(d -> d.kind() == Due.Kind.LEAVE);
    }

    /** The line's numbers do not count it any more. */
    public Ticket takenOut() {
        if (!isToBeTakenOut()) {
            throw new IllegalStateException("ticket " + id + " is " + state + " and not to be taken out");
        }
        return with(LEFT, place, booking, Optional.empty());
    }

    private TicketState exitTo(TicketState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("ticket " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private Ticket with(
            TicketState next, Optional<Long> nextPlace, Optional<BookingId> nextBooking, Optional<Due> nextDue) {
        return new Ticket(id, customer, party, next, joinedAt, nextPlace, nextBooking, keptUntil, version + 1, nextDue);
    }
}
