package io.seatline.usecase.waitlist;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingFile;
import io.seatline.usecase.port.Waitlist;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where a customer stands in a show's waiting line, as it is or was about a second ago. Costs two small reads, however
 * long the line is and however many ask: of the line itself, which all of them need, one reading a second is shared.
 */
public final class FindWaitlistEntry {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Catalog catalog;
    private final InstantSource clock;
    private final ShowSnapshot<WaitlistState> lines;

    public FindWaitlistEntry(Waitlist waitlist, Ledger ledger, Catalog catalog, InstantSource clock) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.catalog = catalog;
        this.clock = clock;
        lines = new ShowSnapshot<>(waitlist::line, clock);
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
            WaitlistEntry ticket,
            Status status,
            Optional<Integer> position,
            Optional<Duration> estimate,
            Optional<Booking> offer) {}

    /** A customer's own ticket; a new one is found at once. */
    public Optional<Standing> find(CustomerId customer, WaitlistEntryId id) {
        return waitlist.recentTicket(id)
                .or(() -> waitlist.ticket(id))
                .filter(ticket -> ticket.customer().equals(customer))
                .map(this::standing);
    }

    /** What this ticket is to its customer by now. */
    Status status(WaitlistEntry ticket) {
        return status(ticket, offer(ticket));
    }

    private Standing standing(WaitlistEntry ticket) {
        Optional<Booking> offer = offer(ticket);
        Status status = status(ticket, offer);
        return status == Status.WAITING
                ? waiting(ticket)
                : new Standing(ticket, status, Optional.empty(), Optional.empty(), offer);
    }

    private Optional<Booking> offer(WaitlistEntry ticket) {
        return ticket.state() == WaitlistEntryState.OFFERED
                ? Optional.of(ticket.booking()
                        .flatMap(ledger::file)
                        .map(BookingFile::booking)
                        .orElseThrow())
                : Optional.empty();
    }

    private Status status(WaitlistEntry ticket, Optional<Booking> offer) {
        return switch (ticket.state()) {
            case LEFT -> Status.LEFT;
            case OFFERED -> status(offer.orElseThrow());
            case JOINING -> isClosed(ticket) ? Status.LAPSED : Status.JOINING;
            case WAITING -> isClosed(ticket) ? Status.LAPSED : Status.WAITING;
        };
    }

    private static Status status(Booking offer) {
        if (offer.state() == BookingState.IN_BOOKING) {
            return Status.OFFERED;
        }
        return offer.paidBy().isPresent() ? Status.SERVED : Status.LAPSED;
    }

    private boolean isClosed(WaitlistEntry ticket) {
        Optional<Show> show = catalog.show(ticket.id().show());
        return show.isEmpty() || show.get().isClosedAt(clock.instant());
    }

    private Standing waiting(WaitlistEntry ticket) {
        ShowId show = ticket.id().show();
        long place = ticket.place().orElseThrow();
        WaitlistState line = lineWith(show, place);
        int ahead = line.waitingBeforeBlockOf(place)
                + waitlist.waitingBetween(show, WaitlistState.blockStart(place), place);
        Optional<Duration> estimate = line.estimate(ahead + 1, clock.instant());
        return new Standing(ticket, Status.WAITING, Optional.of(ahead + 1), estimate, Optional.empty());
    }

    /** A snapshot that is older than the place would count too few before it. */
    private WaitlistState lineWith(ShowId show, long place) {
        if (lines.of(show).lastPlace() < place) {
            lines.forget(show);
        }
        return lines.of(show);
    }
}
