package io.seatline.domain.payment;

import java.util.Set;

/** The states of a payment and the exits of each. */
public enum PaymentState {
    /** MoMo has not reported a final result. */
    OPEN,
    /** MoMo has captured the customer's money. */
    CAPTURED,
    /** It ended without a capture. */
    FAILED,
    /** A refund is requested, and MoMo has neither completed nor finally refused it. */
    REFUND_PENDING,
    /** Refunded, through MoMo or by hand. */
    REFUNDED,
    /** MoMo finally refused the refund; a support case is open. */
    REFUND_FAILED;

    /** The states that may follow this one. */
    public Set<PaymentState> exits() {
        return switch (this) {
            case OPEN -> Set.of(CAPTURED, FAILED, REFUND_PENDING);
            // MoMo can report a capture after it reported a failure or an unknown order.
            case FAILED -> Set.of(CAPTURED, REFUND_PENDING);
            case CAPTURED -> Set.of(REFUND_PENDING, REFUNDED);
            case REFUND_PENDING -> Set.of(REFUNDED, REFUND_FAILED);
            case REFUND_FAILED -> Set.of(REFUND_PENDING, REFUNDED);
            case REFUNDED -> Set.of();
        };
    }

    /** Whether MoMo may still report a capture of this payment. */
    public boolean awaitsCapture() {
        return this == OPEN || this == FAILED;
    }
}
