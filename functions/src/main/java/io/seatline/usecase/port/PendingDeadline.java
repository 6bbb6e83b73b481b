package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.payment.RefundId;

/** A deadline with the id of its item. */
public sealed interface PendingDeadline {
    Deadline deadline();

    /** A booking's deadline. */
    record OfBooking(BookingId id, Deadline deadline) implements PendingDeadline {}

    /** A payment's deadline. */
    record OfPayment(PaymentId id, Deadline deadline) implements PendingDeadline {}

    /** A refund's deadline. */
    record OfRefund(RefundId id, Deadline deadline) implements PendingDeadline {}

    /** A waitlist entry's deadline. */
    record OfEntry(WaitlistEntryId id, Deadline deadline) implements PendingDeadline {}

    /** A show's deadline. */
    record OfShow(ShowId id, Deadline deadline) implements PendingDeadline {}
}
