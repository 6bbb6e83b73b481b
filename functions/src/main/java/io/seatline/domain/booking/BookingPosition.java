package io.seatline.domain.booking;

import io.seatline.domain.BookingId;
import java.time.Instant;

/** The position of a booking among its customer's, which are sorted by the time of their creation. */
public record BookingPosition(Instant createdAt, BookingId booking) {
    public static BookingPosition of(Booking booking) {
        return new BookingPosition(booking.createdAt(), booking.id());
    }
}
