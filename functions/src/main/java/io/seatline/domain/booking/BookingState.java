package io.seatline.domain.booking;

import java.util.Set;

/** The states of a booking and the exits of each. */
public enum BookingState {
    /** Its seats are held until a fixed time while the customer pays. */
    IN_BOOKING,
    /** The cinema keeps its seats from sale; it has no customer and no payment. */
    BLOCKED,
    /** Paid for; it keeps at least one seat, which is sold. */
    PAID,
    /** The hold ran out unpaid. */
    EXPIRED,
    /** The customer cancelled it unpaid, the show was cancelled, or staff lifted the block. */
    CANCELLED,
    /** It keeps no seat, and a captured payment is being refunded. */
    REFUND_PENDING,
    /** It keeps no seat, and its refunds succeeded. */
    REFUNDED,
    /** It keeps no seat, and a refund finally failed; a support case is open. */
    REFUND_FAILED;

    /** The states that may follow this one. */
    public Set<BookingState> exits() {
        return switch (this) {
            case IN_BOOKING -> Set.of(PAID, EXPIRED, CANCELLED);
            case BLOCKED -> Set.of(CANCELLED);
            // A late payment gets the seats if they are unclaimed; otherwise it is refunded.
            case EXPIRED, CANCELLED -> Set.of(PAID, REFUND_PENDING);
            // Its last seats are returned.
            // An earlier refund of some of its seats may have failed.
            case PAID -> Set.of(REFUND_PENDING, REFUNDED, REFUND_FAILED);
            case REFUND_PENDING -> Set.of(REFUNDED, REFUND_FAILED);
            case REFUND_FAILED -> Set.of(REFUND_PENDING, REFUNDED);
            // Another payment of an unpaid booking may still need a refund.
            case REFUNDED -> Set.of(REFUND_PENDING, REFUND_FAILED);
        };
    }

    /** Whether the booking ended without payment, so that a late payment may still get its seats. */
    public boolean isEndedUnpaid() {
        return this == EXPIRED || this == CANCELLED;
    }
}
