package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.BookingState;
import io.seatline.domain.CustomerId;
import io.seatline.usecase.Ledger.BookingFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A customer gives up an unpaid booking; its seats go to the show's writer, who hands them on. */
public final class CancelBooking {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final InstantSource clock;
    private final Meter meter;

    public CancelBooking(Ledger ledger, Waitlist waitlist, InstantSource clock, Meter meter) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.clock = clock;
        this.meter = meter;
    }

    /** What became of it. */
    public enum Result {
        CANCELLED,
        NOT_FOUND,
        /** It is paid, expired or cancelled already. */
        NOT_CANCELLABLE
    }

    /** Cancels a customer's own booking. */
    public Result cancel(CustomerId customer, BookingId id) {
        return Optimistic.repeat("cancelling " + id, () -> {
            Optional<Booking> found = ledger.file(id).map(BookingFile::booking).filter(b -> b.customer()
                    .equals(customer));
            if (found.isEmpty()) {
                return Optional.of(Result.NOT_FOUND);
            }
            Booking booking = found.get();
            if (booking.state() != BookingState.IN_BOOKING) {
                return Optional.of(Result.NOT_CANCELLABLE);
            }
            List<Write> writes = Writes.cancel(ledger, waitlist, booking, clock.instant());
            if (!ledger.commit(writes).isDone()) {
                return Optional.empty();
            }
            meter.count("BookingCancelled", 1);
            return Optional.of(Result.CANCELLED);
        });
    }
}
