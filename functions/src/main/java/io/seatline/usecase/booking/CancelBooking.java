package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Cancels a customer's unpaid booking and releases its seats, which the show worker then reallocates. */
public final class CancelBooking {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final InstantSource clock;
    private final Metrics metrics;

    public CancelBooking(Ledger ledger, Waitlist waitlist, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The outcome of a cancellation. */
    public enum Result {
        /** The booking is cancelled, now or before. */
        CANCELLED,
        NOT_FOUND,
        /** The booking is already paid, or its hold has run out. */
        NOT_CANCELLABLE
    }

    /** Cancels a customer's own booking. */
    public Result cancel(CustomerId customer, BookingId id) {
        return OptimisticRetry.repeat("cancelling booking " + id, () -> {
            Optional<Booking> found =
                    ledger.details(id).map(BookingDetails::booking).filter(b -> b.isOf(customer));
            if (found.isEmpty()) {
                return Optional.of(Result.NOT_FOUND);
            }
            Booking booking = found.get();
            if (booking.state() == BookingState.CANCELLED) {
                return Optional.of(Result.CANCELLED);
            }
            if (booking.state() != BookingState.IN_BOOKING) {
                return Optional.of(Result.NOT_CANCELLABLE);
            }
            List<Write> writes = Writes.cancel(ledger, waitlist, booking, HoldEnd.CUSTOMER_CANCELLED, clock.instant());
            if (!ledger.commit(writes).isDone()) {
                return Optional.empty();
            }
            metrics.count(Metric.BOOKING_CANCELLED, 1);
            return Optional.of(Result.CANCELLED);
        });
    }
}
