package io.seatline.domain.seating;

import io.seatline.domain.BookingId;
import java.time.Instant;

/** Why a seat of a show is not available. A seat without a claim is. */
public sealed interface SeatClaim {

    /** The booking that owns the seat, or owned it last. */
    BookingId booking();

    /** Nobody else may take the seat while its customer pays. */
    record Held(BookingId booking, Instant until) implements SeatClaim {}

    /** Freed and not yet handed on: only the show's worker may give it away. The public sees it as held. */
    record Released(BookingId booking) implements SeatClaim {}

    /** Paid for. */
    record Sold(BookingId booking) implements SeatClaim {}
}
