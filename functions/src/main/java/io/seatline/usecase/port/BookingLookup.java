package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.SupportCase;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks up bookings and their cases for staff. */
public interface BookingLookup {
    /**
     * Finds the bookings with these ids, read eventually consistently; omits those that do not exist. Each costs half a
     * read unit, and a hundred take one request.
     */
    Map<BookingId, Booking> bookings(Collection<BookingId> ids);

    /** Finds the same, read consistently, at twice the cost. */
    Map<BookingId, Booking> currentBookings(Collection<BookingId> ids);

    /**
     * Finds the cases about a booking, open and closed, oldest first, read consistently. Cases of stray payments name the
     * booking but are not stored with it, so all of these few cases are read.
     */
    List<SupportCase> cases(BookingId id);
}
