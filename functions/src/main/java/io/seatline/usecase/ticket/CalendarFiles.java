package io.seatline.usecase.ticket;

import io.seatline.domain.booking.Booking;

/** Writes bookings as calendar files. */
public interface CalendarFiles {
    /**
     * The show of a booking as an iCalendar file (RFC 5545) with one event. A later file of the same booking replaces the
     * event in the customer's calendar; of a booking that keeps no paid seat, the event is cancelled. It has no personal
     * data.
     *
     * @param link where the customer finds the ticket
     */
    String of(Booking booking, String link);
}
