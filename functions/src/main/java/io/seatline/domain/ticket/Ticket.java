package io.seatline.domain.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.seating.SeatNumber;
import java.util.List;

/**
 * What a ticket says. It is never stored: it follows from the booking.
 *
 * @param seats all seats of the booking, or some of them if it was made to be shared
 * @param epoch how many seats the booking had returned when the ticket was made: returning a seat ends older tickets
 */
public record Ticket(ShowId show, BookingId booking, List<SeatNumber> seats, int epoch) {
    public Ticket {
        seats = List.copyOf(seats);
        if (seats.isEmpty() || seats.size() > Policies.MAX_SEATS || epoch < 0) {
            throw new IllegalArgumentException("ticket of booking " + booking + " must have 1-" + Policies.MAX_SEATS
                    + " seats and an epoch of 0 or more, not " + seats + " and " + epoch);
        }
    }

    /** The ticket for all seats that a paid booking keeps. */
    public static Ticket of(Booking booking) {
        return of(booking, booking.seats());
    }

    /** The ticket for some of the seats that a paid booking keeps. */
    public static Ticket of(Booking booking, List<SeatNumber> some) {
        if (booking.state() != BookingState.PAID || !booking.seats().containsAll(some)) {
            throw new IllegalStateException(
                    "booking " + booking.id() + " in state " + booking.state() + " has no ticket for " + some);
        }
        return new Ticket(booking.show(), booking.id(), some, epochOf(booking));
    }

    /** The epoch of the tickets that a booking has now. */
    public static int epochOf(Booking booking) {
        return booking.returned().size();
    }
}
