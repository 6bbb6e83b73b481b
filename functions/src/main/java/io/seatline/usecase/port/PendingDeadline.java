package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;

/** Something unfinished: which thing, what about it, and when. */
public sealed interface PendingDeadline {
    Deadline due();

    /** A booking's. */
    record OfBooking(BookingId id, Deadline due) implements PendingDeadline {}

    /** A payment's. */
    record OfPayment(PaymentId order, Deadline due) implements PendingDeadline {}

    /** A ticket's. */
    record OfTicket(WaitlistEntryId ticket, Deadline due) implements PendingDeadline {}
}
