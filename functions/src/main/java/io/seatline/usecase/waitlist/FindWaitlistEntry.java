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
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds a customer's entry in a show's waitlist, with its position, up to about a second old. Costs two small reads,
 * independent of the waitlist's length. All customers share one read of the waitlist state per second.
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

    /** The status of a waitlist entry, as its customer sees it. */
    public enum Status {
        /** It will get a place in a moment. */
        JOINING,
        /** It has a place. */
        WAITING,
        /** Seats are held for it until the customer pays. */
        OFFERED,
        /** The customer paid for the offered seats. */
        SERVED,
        /** Its offer ended unpaid, or sales ended or the show was cancelled before it got an offer. */
        LAPSED,
        /** The customer left, or staff removed the entry. */
        LEFT;

        /** Whether the entry is live, so that joining again returns this entry. */
        public boolean isLive() {
            return this == JOINING || this == WAITING || this == OFFERED;
        }
    }

    /**
     * A waitlist entry with its status.
     *
     * @param position the position in the waitlist, starting at 1; only while it waits
     * @param estimate a rough time until an offer; only if the show has made offers before
     * @param offer the booking that was offered to it
     */
    public record EntryDetails(
            WaitlistEntry entry,
            Status status,
            Optional<Integer> position,
            Optional<Duration> estimate,
            Optional<Booking> offer) {}

    /** The entry, if it belongs to this customer. A new entry is found at once. */
    public Optional<EntryDetails> find(CustomerId customer, WaitlistEntryId id) {
        return waitlist.recentEntry(id)
                .or(() -> waitlist.entry(id))
                .filter(entry -> entry.customer().equals(customer))
                .map(this::entryDetails);
    }

    /** The customer's live entries over all shows, newest first. */
    public List<EntryDetails> live(CustomerId customer) {
        return waitlist.entriesOf(customer).entries().reversed().stream()
                .flatMap(id -> find(customer, id).stream())
                .filter(details -> details.status().isLive())
                .toList();
    }

    /** The current status of an entry. */
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

    /** Reads the offer again if the entry is visible before its booking. */
    private Optional<Booking> offer(WaitlistEntry entry) {
        return entry.state() == WaitlistEntryState.OFFERED
                ? Optional.of(OptimisticRetry.repeat(
                        "reading the offer to entry " + entry.id(),
                        () -> entry.booking().flatMap(ledger::details).map(BookingDetails::booking)))
                : Optional.empty();
    }

    private Status status(WaitlistEntry entry, Optional<Booking> offer) {
        return switch (entry.state()) {
            case LEFT -> Status.LEFT;
            case LAPSED -> Status.LAPSED;
            case OFFERED -> status(offer.orElseThrow());
            case JOINING -> isOver(entry) ? Status.LAPSED : Status.JOINING;
            case WAITING -> isOver(entry) ? Status.LAPSED : Status.WAITING;
        };
    }

    private static Status status(Booking offer) {
        if (offer.state() == BookingState.IN_BOOKING) {
            return Status.OFFERED;
        }
        return offer.paidBy().isPresent() ? Status.SERVED : Status.LAPSED;
    }

    private boolean isOver(WaitlistEntry entry) {
        return isOver(entry.id().show());
    }

    /** Whether a show has no waitlist any more. */
    boolean isOver(ShowId id) {
        Optional<Show> show = catalog.show(id);
        return show.isEmpty() || show.get().salesAt(clock.instant()).isOver();
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

    /**
     * Reads the state again if the snapshot is older than the place, because it would count too few entries before it.
     */
    private WaitlistState stateWith(ShowId show, long place) {
        if (states.of(show).lastPlace() < place) {
            states.invalidate(show);
        }
        return states.of(show);
    }
}
