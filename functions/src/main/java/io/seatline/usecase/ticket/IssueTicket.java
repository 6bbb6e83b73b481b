package io.seatline.usecase.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Issues the ticket of a customer's paid booking. */
public final class IssueTicket {
    private final Catalog catalog;
    private final Ledger ledger;
    private final TicketTokens tokens;

    public IssueTicket(Catalog catalog, Ledger ledger, TicketTokens tokens) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.tokens = tokens;
    }

    /**
     * A seat of a ticket.
     *
     * @param category empty if the show ended so long ago that the catalog no longer has it
     * @param admittedAt when somebody was let in for it
     */
    public record TicketSeat(SeatNumber number, Optional<SeatCategory> category, Optional<Instant> admittedAt) {}

    /**
     * A ticket with its signature.
     *
     * @param token the text of its QR code
     */
    public record SignedTicket(Booking booking, Ticket ticket, List<TicketSeat> seats, String token) {
        /** Leaves the token out: it opens the door. */
        @Override
        public String toString() {
            return "SignedTicket of booking " + booking.id();
        }
    }

    /** The result of a request for a ticket. */
    public sealed interface Result {
        record Found(SignedTicket ticket) implements Result {}

        /** The customer has no such booking. */
        record NotFound() implements Result {}

        /** The booking is not paid, or no longer. */
        record NoTicket(BookingState state) implements Result {}

        /** The booking does not keep these seats. */
        record UnknownSeats(List<ShowSeat> seats) implements Result {}
    }

    /**
     * Issues the ticket of a booking, always the same while the booking keeps its seats.
     *
     * @param some the seats that it is for; all that the booking keeps if empty
     */
    public Result issue(CustomerId customer, BookingId id, Optional<List<ShowSeat>> some) {
        return ledger.details(id)
                .filter(details -> details.booking().isOf(customer))
                .map(details -> issue(details, some))
                .orElseGet(Result.NotFound::new);
    }

    /** Issues the ticket of any customer's booking, or of a counter sale, for staff to print. */
    public Result issueForStaff(BookingId id) {
        return ledger.details(id)
                .map(details -> issue(details, Optional.empty()))
                .orElseGet(Result.NotFound::new);
    }

    private Result issue(BookingDetails details, Optional<List<ShowSeat>> some) {
        Booking booking = details.booking();
        if (booking.state() != BookingState.PAID) {
            return new Result.NoTicket(booking.state());
        }
        List<ShowSeat> kept = booking.seats().stream()
                .map(seat -> new ShowSeat(booking.show(), seat))
                .toList();
        List<ShowSeat> unknown =
                some.orElse(kept).stream().filter(seat -> !kept.contains(seat)).toList();
        if (!unknown.isEmpty()) {
            return new Result.UnknownSeats(unknown);
        }
        // In the booking's order, so that the same seats always make the same token.
        List<SeatNumber> seats = kept.stream()
                .filter(some.orElse(kept)::contains)
                .map(ShowSeat::seat)
                .toList();
        return new Result.Found(signed(details, Ticket.of(booking, seats)));
    }

    private SignedTicket signed(BookingDetails details, Ticket ticket) {
        Optional<HallLayout> hall = catalog.show(ticket.show()).map(Show::layout);
        List<TicketSeat> seats = ticket.seats().stream()
                .map(seat -> new TicketSeat(
                        seat,
                        hall.flatMap(layout -> layout.seat(seat)).map(HallLayout.Seat::category),
                        details.admission(seat).map(Admission::at)))
                .toList();
        return new SignedTicket(details.booking(), ticket, seats, tokens.sign(ticket));
    }
}
