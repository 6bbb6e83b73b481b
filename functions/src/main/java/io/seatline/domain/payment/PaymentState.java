package io.seatline.domain.payment;

import java.util.Set;

/** The states of a payment and, in one place, the exits of each. */
public enum PaymentState {
    /** MoMo has not told how it ended. */
    OPEN,
    /** The customer's money is with us. */
    CAPTURED,
    /** It ended without money. */
    FAILED,
    /** To be returned, until MoMo has done it or finally refused. */
    REFUND_PENDING,
    /** Returned, by MoMo or by hand. */
    REFUNDED,
    /** MoMo finally refused to return it; a support case is open. */
    REFUND_FAILED;

    /** The states that may follow this one. */
    public Set<PaymentState> exits() {
        return switch (this) {
            case OPEN -> Set.of(CAPTURED, FAILED, REFUND_PENDING);
            // MoMo told of money after it had said that there was none, or that it does not know the order.
            case FAILED -> Set.of(CAPTURED, REFUND_PENDING);
            case CAPTURED -> Set.of(REFUND_PENDING, REFUNDED);
            case REFUND_PENDING -> Set.of(REFUNDED, REFUND_FAILED);
            case REFUND_FAILED -> Set.of(REFUND_PENDING, REFUNDED);
            case REFUNDED -> Set.of();
        };
    }

    /** Whether MoMo may still tell us that this payment has brought money. */
    public boolean awaitsCapture() {
        return this == OPEN || this == FAILED;
    }
}
