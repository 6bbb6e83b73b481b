package io.seatline.usecase.waitlist;

import io.seatline.domain.CustomerId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntry.Removal;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes a customer from a show's waitlist, as the customer or staff decided. It marks the entry at once, so that it gets no offer and joining again
 * creates a new entry. The show worker then removes it from the waitlist state. An unpaid offer is cancelled.
 */
public final class LeaveWaitlist {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Queues queues;
    private final InstantSource clock;
    private final Metrics metrics;

    public LeaveWaitlist(Waitlist waitlist, Ledger ledger, Queues queues, InstantSource clock, Metrics metrics) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.queues = queues;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Leaves the waitlist; false if the customer has no such entry. Changes nothing if the entry has ended. */
    public boolean leave(CustomerId customer, WaitlistEntryId id) {
        return waitlist.entry(id)
                .filter(entry -> entry.customer().equals(customer))
                .map(_ -> end(id, Optional.empty()))
                .isPresent();
    }

    /** Removes any customer's entry for staff; false if there is none. Changes nothing if the entry has ended. */
    public boolean remove(WaitlistEntryId id, Removal removal) {
        return waitlist.entry(id).map(_ -> end(id, Optional.of(removal))).isPresent();
    }

    private WaitlistEntry end(WaitlistEntryId id, Optional<Removal> removal) {
        WaitlistEntry left = OptimisticRetry.repeat(
                "leaving the waitlist with entry " + id,
                () -> markLeft(waitlist.entry(id).orElseThrow(), removal));
        if (left.awaitsRemoval()) {
            queues.post(new LeaveV1(id.show().value(), id.value()));
        }
        return left;
    }

    /** The resulting entry; empty if another write cancelled the transaction, or its offer is not visible yet. */
    private Optional<WaitlistEntry> markLeft(WaitlistEntry entry, Optional<Removal> removal) {
        return switch (entry.state()) {
            case LEFT, LAPSED -> Optional.of(entry);
            case JOINING, WAITING -> mark(entry, removal, clearLiveEntry(entry));
            case OFFERED -> {
                Optional<Booking> offer =
                        entry.booking().flatMap(ledger::details).map(BookingDetails::booking);
                // Reads are not isolated from transactions: the entry may be visible before its booking.
                yield offer.flatMap(booking -> booking.state() == BookingState.IN_BOOKING
                        ? mark(entry, removal, cancel(booking, removal))
                        : Optional.of(entry));
            }
        };
    }

    private List<Write> cancel(Booking offer, Optional<Removal> removal) {
        Instant now = clock.instant();
        Booking cancelled = removal.map(r -> offer.cancelledBy(r.by(), now)).orElseGet(() -> offer.cancelled(now));
        return Writes.cancel(ledger, waitlist, offer, cancelled, HoldEnd.CUSTOMER_CANCELLED, now);
    }

    private List<Write> clearLiveEntry(WaitlistEntry entry) {
        return waitlist
                .entryOf(entry.id().show(), entry.customer())
                .filter(named -> named.equals(entry.id()))
                .<Write>map(named -> new Write.ClearLiveEntry(named, entry.customer()))
                .stream()
                .toList();
    }

    private Optional<WaitlistEntry> mark(WaitlistEntry entry, Optional<Removal> removal, List<Write> others) {
        WaitlistEntry left = entry.left(clock.instant()).because(removal);
        List<Write> writes = new ArrayList<>(others);
        writes.add(new Write.ChangeEntry(entry, left));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(Metric.WAITLIST_LEFT, 1);
        return Optional.of(left);
    }
}
