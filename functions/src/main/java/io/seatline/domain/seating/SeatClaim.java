package io.seatline.domain.seating;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import java.time.Instant;
import java.util.Optional;

/** The reason why a seat of a show is not available. A seat without a claim is available. */
public sealed interface SeatClaim {

    /** The booking that owns the seat or, if it is released, owned it last. */
    BookingId booking();

    /** Held while its customer pays. */
    record Held(BookingId booking, Instant until) implements SeatClaim {}

    /** Freed but not yet reallocated: only the show worker may assign it. Seat maps show it as held. */
    record Released(BookingId booking) implements SeatClaim {}

    /** Paid for. Once somebody was let in for the seat, it cannot be admitted again, or refunded unseen. */
    record Sold(BookingId booking, Optional<Admitted> admitted) implements SeatClaim {
        /** Paid for, and nobody is let in yet. */
        public Sold(BookingId booking) {
            this(booking, Optional.empty());
        }

        /** Paid for, and somebody is let in. */
        public Sold(BookingId booking, Admitted admitted) {
            this(booking, Optional.of(admitted));
        }
    }

    /**
     * By which scan, by whom at the door and when somebody was let in for a seat.
     *
     * @param door the member of staff who scanned the ticket
     */
    record Admitted(ScanId scan, StaffId door, Instant at) {}

    /**
     * Not for sale: blocked by the cinema, or the show is cancelled. The booking is the block, or the seat's last owner
     * before the cancellation.
     */
    record Blocked(BookingId booking) implements SeatClaim {}
}
