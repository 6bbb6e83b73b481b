package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingState;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketId;
import io.seatline.events.LeaveV1;
import io.seatline.usecase.Ledger.BookingFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A customer waits no more. The ticket is marked at once, so that no seats are offered to it and a new wish gets a new
 * ticket; the show's writer then takes it out of the line's numbers. An offer that is not paid is cancelled.
 */
public final class LeaveLine {
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Queues queues;
    private final InstantSource clock;
    private final Meter meter;

    public LeaveLine(Waitlist waitlist, Ledger ledger, Queues queues, InstantSource clock, Meter meter) {
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.queues = queues;
        this.clock = clock;
        this.meter = meter;
    }

    /** Leaves; whether there was such a ticket of this customer's. Leaving what has ended changes nothing. */
    public boolean leave(CustomerId customer, TicketId id) {
        if (waitlist.ticket(id).filter(t -> t.customer().equals(customer)).isEmpty()) {
            return false;
        }
        Ticket left = Optimistic.repeat(
                "leaving with ticket " + id, () -> markLeft(waitlist.ticket(id).orElseThrow()));
        if (left.isToBeTakenOut()) {
            queues.post(new LeaveV1(id.show().value(), id.value()));
        }
        return true;
    }

    /** The ticket as it then is; nothing where another write came between. */
    private Optional<Ticket> markLeft(Ticket ticket) {
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

    private List<Write> forget(Ticket ticket) {
        return waitlist
                .ticketOf(ticket.id().show(), ticket.customer())
                .filter(named -> named.equals(ticket.id()))
                .<Write>map(named -> new Write.ForgetTicket(named, ticket.customer()))
                .stream()
                .toList();
    }

    private Optional<Ticket> mark(Ticket ticket, List<Write> further) {
        Instant now = clock.instant();
        Ticket left = ticket.left(now);
        List<Write> writes = new ArrayList<>(further);
        writes.add(new Write.ChangeTicket(ticket, left));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        meter.count("LineLeft", 1);
        return Optional.of(left);
    }
}
