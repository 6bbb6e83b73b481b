package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;

/** A deadline, and what has it. */
public sealed interface PendingDeadline {
    Deadline deadline();

    /** A booking's. */
    record OfBooking(BookingId id, Deadline deadline) implements PendingDeadline {}

    /** A payment's. */
    record OfPayment(PaymentId id, Deadline deadline) implements PendingDeadline {}

    /** A waitlist entry's. */
    record OfEntry(WaitlistEntryId id, Deadline deadline) implements PendingDeadline {}
}
