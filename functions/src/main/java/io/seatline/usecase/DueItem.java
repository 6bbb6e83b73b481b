package io.seatline.usecase;

import io.seatline.domain.BookingId;
import io.seatline.domain.Due;
import io.seatline.domain.OrderId;
import io.seatline.domain.TicketId;

/** Something unfinished: which thing, what about it, and when. */
public sealed interface DueItem {
    Due due();

    /** A booking's. */
    record OfBooking(BookingId id, Due due) implements DueItem {}

    /** A payment's. */
    record OfPayment(OrderId order, Due due) implements DueItem {}

    /** A ticket's. */
    record OfTicket(TicketId ticket, Due due) implements DueItem {}
}
