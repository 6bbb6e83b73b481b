package io.seatline.domain.booking;

import java.util.Set;

/** The states of a booking and, in one place, the exits of each. */
public enum BookingState {
    /** Its seats are held for it until a certain time. */
    IN_BOOKING,
    /** Paid for; its seats are sold. */
    PAID,
    /** The hold ran out unpaid. */
    EXPIRED,
    /** The customer gave it up unpaid. */
    CANCELLED,
    /** A captured payment is on its way back. */
    REFUND_PENDING,
    /** The money has gone back. */
    REFUNDED,
    /** MoMo finally refused the refund; a support case is open. */
    REFUND_FAILED;

    /** The states that may follow this one. */
    public Set<BookingState> exits() {
        return switch (this) {
            case IN_BOOKING -> Set.of(PAID, EXPIRED, CANCELLED);
            // A late payment takes seats that nobody claims, or goes back.
            case EXPIRED, CANCELLED -> Set.of(PAID, REFUND_PENDING);
            // Support gives the money back, through MoMo or by hand.
            case PAID -> Set.of(REFUND_PENDING, REFUNDED);
            case REFUND_PENDING -> Set.of(REFUNDED, REFUND_FAILED);
            case REFUND_FAILED -> Set.of(REFUND_PENDING, REFUNDED);
            // Another payment of an unpaid booking is still to be returned.
            case REFUNDED -> Set.of(REFUND_PENDING, REFUND_FAILED);
        };
    }

    /** Whether a booking in this state never had its seats paid for, so that a late payment may still get them. */
    public boolean isEndedUnpaid() {
        return this == EXPIRED || this == CANCELLED;
    }
}
