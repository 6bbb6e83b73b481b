package io.seatline.usecase.desk;

import io.seatline.domain.BookingId;
import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lifts a block and releases its seats, which the show worker offers to the waitlist before they become public. */
public final class UnblockSeats {
    private final Catalog catalog;
    private final Ledger ledger;
    private final InstantSource clock;

    public UnblockSeats(Catalog catalog, Ledger ledger, InstantSource clock) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The outcome of a request. */
    public enum Result {
        /** The block is lifted, now or before. */
        UNBLOCKED,
        /** There is no such block. */
        NOT_FOUND,
        /** The show is over. */
        SHOW_OVER,
        /** The show is cancelled, so its seats stay blocked. */
        SHOW_CANCELLED
    }

    /** Lifts a block. Safe to repeat. */
    public Result unblock(StaffId by, BookingId id) {
        return OptimisticRetry.repeat("lifting block " + id, () -> {
            Optional<Booking> found = ledger.details(id)
                    .map(BookingDetails::booking)
                    .filter(booking -> booking.blockReason().isPresent());
            if (found.isEmpty()) {
                return Optional.of(Result.NOT_FOUND);
            }
            Booking block = found.get();
            if (block.state() == BookingState.CANCELLED) {
                return Optional.of(Result.UNBLOCKED);
            }
            Instant now = clock.instant();
            Optional<Show> show = catalog.show(block.show()).filter(s -> now.isBefore(s.endsAt()));
            if (show.isEmpty()) {
                return Optional.of(Result.SHOW_OVER);
            }
            if (show.get().control() == SalesControl.CANCELLED) {
                return Optional.of(Result.SHOW_CANCELLED);
            }
            List<Write> writes =
                    new ArrayList<>(Writes.moveClaims(block, new SeatClaim.Blocked(id), new SeatClaim.Released(id)));
            writes.add(new Write.ChangeBooking(block, block.cancelledBy(by, now)));
            return ledger.commit(writes).isDone() ? Optional.of(Result.UNBLOCKED) : Optional.empty();
        });
    }
}
