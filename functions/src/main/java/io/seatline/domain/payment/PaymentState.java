package io.seatline.domain.payment;

import java.util.Set;

/** The states of a payment and the exits of each. */
public enum PaymentState {
    /** MoMo has not reported a final result. */
    OPEN,
    /** MoMo has captured the customer's money. */
    CAPTURED,
    /** It ended without a capture. */
    FAILED;

    /** The states that may follow this one. */
    public Set<PaymentState> exits() {
        return switch (this) {
            case OPEN -> Set.of(CAPTURED, FAILED);
            // MoMo can report a capture after it reported a failure or an unknown order.
            case FAILED -> Set.of(CAPTURED);
            case CAPTURED -> Set.of();
        };
    }

    /** Whether MoMo may still report a capture of this payment. */
    public boolean awaitsCapture() {
        return this == OPEN || this == FAILED;
    }
}
