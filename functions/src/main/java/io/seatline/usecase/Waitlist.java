package io.seatline.usecase;

import io.seatline.domain.CustomerId;
import io.seatline.domain.Line;
import io.seatline.domain.Party;
import io.seatline.domain.ShowId;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketId;
import java.util.List;
import java.util.Optional;

/** Who waits for which show; all read consistently, and changed by the {@link Ledger}'s transactions. */
public interface Waitlist extends DueIndex {

    /** A ticket. */
    Optional<Ticket> ticket(TicketId id);

    /** A customer's one live ticket for a show. */
    Optional<TicketId> ticketOf(ShowId show, CustomerId customer);

    /** A show's line in numbers. */
    Line line(ShowId show);

    /** Somebody who waits. */
    record Waiting(TicketId ticket, Party party, long place) {}

    /** The earliest waiting party of each kind and size; costs a small read for each, however long the line is. */
    List<Waiting> heads(ShowId show);

    /** The earliest waiting party of this kind and size; one small read. */
    Optional<Waiting> head(ShowId show, Party party);

    /** How many wait at the places from one on and before another. */
    int waitingBetween(ShowId show, long from, long before);
}
