package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingState;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Line;
import io.seatline.domain.Show;
import io.seatline.domain.ShowId;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketId;
import io.seatline.usecase.Ledger.BookingFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Where a customer stands in a show's waiting line. Costs a few small reads, however long the line is. */
public final class FindTicket {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Catalog catalog;
    private final InstantSource clock;

    public FindTicket(Waitlist waitlist, Ledger ledger, Catalog catalog, InstantSource clock) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** What a ticket is to its customer. */
    public enum Status {
        /** It will have a place in a moment. */
        JOINING,
        /** It has a place. */
        WAITING,
        /** Seats are held for it, to be paid for. */
        OFFERED,
        /** Its seats were paid for. */
        SERVED,
        /** Its offer ended otherwise, or sales closed before its turn came. */
        LAPSED,
        /** The customer left. */
        LEFT;

        /** Whether the customer is still in line, so that joining again gives this same ticket. */
        public boolean isLive() {
            return this == JOINING || this == WAITING || this == OFFERED;
        }
    }

    /**
     * A ticket as it stands.
     *
     * @param position how many are to be served up to this one, from 1; only while it waits
     * @param estimate how long that may roughly take; only where the line has moved
     * @param offer the booking that was made for it
     */
    public record Standing(
            Ticket ticket,
            Status status,
            Optional<Integer> position,
            Optional<Duration> estimate,
            Optional<Booking> offer) {

        private static Standing plain(Ticket ticket, Status status) {
            return new Standing(ticket, status, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** A customer's own ticket. */
    public Optional<Standing> find(CustomerId customer, TicketId id) {
        return waitlist.ticket(id)
                .filter(ticket -> ticket.customer().equals(customer))
                .map(this::standing);
    }

    private Standing standing(Ticket ticket) {
        Instant now = clock.instant();
        return switch (ticket.state()) {
            case LEFT -> Standing.plain(ticket, Status.LEFT);
            case OFFERED -> offered(ticket);
            case JOINING -> Standing.plain(ticket, isClosed(ticket, now) ? Status.LAPSED : Status.JOINING);
            case WAITING -> isClosed(ticket, now) ? Standing.plain(ticket, Status.LAPSED) : waiting(ticket, now);
        };
    }

    private boolean isClosed(Ticket ticket, Instant now) {
        Optional<Show> show = catalog.show(ticket.id().show());
        return show.isEmpty() || show.get().isClosedAt(now);
    }

    private Standing waiting(Ticket ticket, Instant now) {
        ShowId show = ticket.id().show();
        long place = ticket.place().orElseThrow();
        Line line = waitlist.line(show);
        int ahead = line.waitingBeforeBlockOf(place) + waitlist.waitingBetween(show, Line.blockStart(place), place);
        return new Standing(
                ticket, Status.WAITING, Optional.of(ahead + 1), line.estimate(ahead + 1, now), Optional.empty());
    }

    private Standing offered(Ticket ticket) {
        Booking offer =
                ticket.booking().flatMap(ledger::file).map(BookingFile::booking).orElseThrow();
        Status status = offer.state() == BookingState.IN_BOOKING
                ? Status.OFFERED
                : offer.paidBy().isPresent() ? Status.SERVED : Status.LAPSED;
        return new Standing(ticket, status, Optional.empty(), Optional.empty(), Optional.of(offer));
    }
}
