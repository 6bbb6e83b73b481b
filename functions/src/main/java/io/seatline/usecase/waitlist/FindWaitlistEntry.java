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
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where a customer stands in a show's waitlist, as it is or was about a second ago. Costs two small reads, however
 * long the waitlist is and however many ask: of the waitlist itself, which all of them need, one reading a second is
 * shared.
 */
public final class FindWaitlistEntry {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Catalog catalog;
    private final InstantSource clock;
    private final ShowSnapshot<WaitlistState> states;

    public FindWaitlistEntry(Waitlist waitlist, Ledger ledger, Catalog catalog, InstantSource clock) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.catalog = catalog;
        this.clock = clock;
        states = new ShowSnapshot<>(waitlist::state, clock);
    }

    /** What a waitlist entry is to its customer. */
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

        /** Whether the customer is still in line, so that joining again gives this same entry. */
        public boolean isLive() {
            return this == JOINING || this == WAITING || this == OFFERED;
        }
    }

    /**
     * A waitlist entry as it stands.
     *
     * @param position how many are to be served up to this one, from 1; only while it waits
     * @param estimate how long that may roughly take; only where the waitlist has moved
     * @param offer the booking that was made for it
     */
    public record EntryDetails(
            WaitlistEntry entry,
            Status status,
            Optional<Integer> position,
            Optional<Duration> estimate,
            Optional<Booking> offer) {}

    /** A customer's own entry; a new one is found at once. */
    public Optional<EntryDetails> find(CustomerId customer, WaitlistEntryId id) {
        return waitlist.recentEntry(id)
                .or(() -> waitlist.entry(id))
                .filter(entry -> entry.customer().equals(customer))
                .map(this::entryDetails);
    }

    /** What this entry is to its customer by now. */
    Status status(WaitlistEntry entry) {
        return status(entry, offer(entry));
    }

    private EntryDetails entryDetails(WaitlistEntry entry) {
        Optional<Booking> offer = offer(entry);
        Status status = status(entry, offer);
        return status == Status.WAITING
                ? waiting(entry)
                : new EntryDetails(entry, status, Optional.empty(), Optional.empty(), offer);
    }

    private Optional<Booking> offer(WaitlistEntry entry) {
        return entry.state() == WaitlistEntryState.OFFERED
                ? Optional.of(entry.booking()
                        .flatMap(ledger::details)
                        .map(BookingDetails::booking)
                        .orElseThrow())
                : Optional.empty();
    }

    private Status status(WaitlistEntry entry, Optional<Booking> offer) {
        return switch (entry.state()) {
            case LEFT -> Status.LEFT;
            case OFFERED -> status(offer.orElseThrow());
            case JOINING -> isClosed(entry) ? Status.LAPSED : Status.JOINING;
            case WAITING -> isClosed(entry) ? Status.LAPSED : Status.WAITING;
        };
    }

    private static Status status(Booking offer) {
        if (offer.state() == BookingState.IN_BOOKING) {
            return Status.OFFERED;
        }
        return offer.paidBy().isPresent() ? Status.SERVED : Status.LAPSED;
    }

    private boolean isClosed(WaitlistEntry entry) {
        Optional<Show> show = catalog.show(entry.id().show());
        return show.isEmpty() || show.get().isClosedAt(clock.instant());
    }

    private EntryDetails waiting(WaitlistEntry entry) {
        ShowId show = entry.id().show();
        long place = entry.place().orElseThrow();
        WaitlistState state = stateWith(show, place);
        int ahead = state.waitingBeforeBlockOf(place)
                + waitlist.waitingBetween(show, WaitlistState.blockStart(place), place);
        Optional<Duration> estimate = state.estimate(ahead + 1, clock.instant());
        return new EntryDetails(entry, Status.WAITING, Optional.of(ahead + 1), estimate, Optional.empty());
    }

    /** A snapshot that is older than the place would count too few before it. */
    private WaitlistState stateWith(ShowId show, long place) {
        if (states.of(show).lastPlace() < place) {
            states.invalidate(show);
        }
        return states.of(show);
    }
}
