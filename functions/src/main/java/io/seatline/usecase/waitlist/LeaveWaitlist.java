package io.seatline.usecase.waitlist;

import io.seatline.domain.CustomerId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.LeaveV1;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingFile;
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
 * A customer waits no more. The ticket is marked at once, so that no seats are offered to it and a new wish gets a new
 * ticket; the show's writer then takes it out of the line's numbers. An offer that is not paid is cancelled.
 */
public final class LeaveWaitlist {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Queues queues;
    private final InstantSource clock;
    private final Metrics meter;

    public LeaveWaitlist(Waitlist waitlist, Ledger ledger, Queues queues, InstantSource clock, Metrics meter) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.queues = queues;
        this.clock = clock;
        this.meter = meter;
    }

    /** Leaves; whether there was such a ticket of this customer's. Leaving what has ended changes nothing. */
    public boolean leave(CustomerId customer, WaitlistEntryId id) {
        if (waitlist.ticket(id).filter(t -> t.customer().equals(customer)).isEmpty()) {
            return false;
        }
        WaitlistEntry left = OptimisticRetry.repeat(
                "leaving with ticket " + id, () -> markLeft(waitlist.ticket(id).orElseThrow()));
        if (left.isToBeTakenOut()) {
            queues.post(new LeaveV1(id.show().value(), id.value()));
        }
        return true;
    }

    /** The ticket as it then is; nothing where another write came between. */
    private Optional<WaitlistEntry> markLeft(WaitlistEntry ticket) {
        return switch (ticket.state()) {
            case LEFT -> Optional.of(ticket);
            case JOINING, WAITING -> mark(ticket, forget(ticket));
            case OFFERED -> {
                Booking offer = ticket.booking()
                        .flatMap(ledger::file)
                        .map(BookingFile::booking)
                        .orElseThrow();
                yield offer.state() == BookingState.IN_BOOKING
                        ? mark(ticket, Writes.cancel(ledger, waitlist, offer, clock.instant()))
                        : Optional.of(ticket);
            }
        };
    }

    private List<Write> forget(WaitlistEntry ticket) {
        return waitlist
                .ticketOf(ticket.id().show(), ticket.customer())
                .filter(named -> named.equals(ticket.id()))
                .<Write>map(named -> new Write.ForgetTicket(named, ticket.customer()))
                .stream()
                .toList();
    }

    private Optional<WaitlistEntry> mark(WaitlistEntry ticket, List<Write> further) {
        Instant now = clock.instant();
        WaitlistEntry left = ticket.left(now);
        List<Write> writes = new ArrayList<>(further);
        writes.add(new Write.ChangeTicket(ticket, left));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        meter.count("LineLeft", 1);
        return Optional.of(left);
    }
}
