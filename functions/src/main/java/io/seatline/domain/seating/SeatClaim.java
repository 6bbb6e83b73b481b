package io.seatline.domain.seating;

import io.seatline.domain.BookingId;
import java.time.Instant;

/** The reason why a seat of a show is not available. A seat without a claim is available. */
public sealed interface SeatClaim {

    /** The booking that owns the seat or, if it is released, owned it last. */
    BookingId booking();

    /** Held while its customer pays. */
    record Held(BookingId booking, Instant until) implements SeatClaim {}

    /** Freed but not yet reallocated: only the show worker may assign it. Seat maps show it as held. */
    record Released(BookingId booking) implements SeatClaim {}

    /** Paid for. */
    record Sold(BookingId booking) implements SeatClaim {}

    /**
     * Not for sale: blocked by the cinema, or the show is cancelled. The booking is the block, or the seat's last owner
     * before the cancellation.
     */
    record Blocked(BookingId booking) implements SeatClaim {}
}
