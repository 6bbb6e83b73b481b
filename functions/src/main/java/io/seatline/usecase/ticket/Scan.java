package io.seatline.usecase.ticket;

import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.TicketCode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A scan of a ticket.
 *
 * @param id the scan's id: a repeated scan answers the same
 * @param door the member of staff at the door
 * @param show the show that the door admits to
 * @param seats the seats to admit; all of the ticket for which nobody was let in yet if empty
 * @param at when a door without network let them in; empty if they wait for the answer
 */
@RecordBuilder
public record Scan(
        ScanId id, StaffId door, ShowId show, Proof proof, Optional<List<SeatNumber>> seats, Optional<Instant> at) {
    public Scan {
        seats = seats.map(List::copyOf);
    }

    /** What the customer shows. */
    public sealed interface Proof {}

    /** The text of a QR code. */
    public record Token(String text) implements Proof {
        /** Tells nothing: it opens the door. */
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** A typed code. */
    public record Code(TicketCode code) implements Proof {}

    /** A text that cannot be a ticket: longer than any token, or without the form of a code. */
    public record Unreadable() implements Proof {}
}
