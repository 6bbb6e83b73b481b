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
     * The bookings with these ids, read eventually consistently; without those that do not exist. Each costs half a read
     * unit, a hundred are one request.
     */
    Map<BookingId, Booking> bookings(Collection<BookingId> ids);

    /**
     * The cases about a booking, open and closed, oldest first, read consistently. Those about stray payments name the
     * booking but are not stored with it: all cases of stray payments are read, of which there are few.
     */
    List<SupportCase> cases(BookingId id);
}
