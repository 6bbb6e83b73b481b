package io.seatline.domain.payment;

import java.util.Set;

/** The states of a refund and the exits of each. */
public enum RefundState {
    /** Requested; MoMo has neither made nor finally refused it. */
    PENDING,
    /** The money went back, through MoMo or by hand. */
    SUCCEEDED,
    /** MoMo finally refused it, or cannot make it; a support case is open. */
    FAILED;

    /** The states that may follow this one. */
    public Set<RefundState> exits() {
        return switch (this) {
            case PENDING -> Set.of(SUCCEEDED, FAILED);
            // Support tries again, or pays the money back by hand.
            case FAILED -> Set.of(PENDING, SUCCEEDED);
            case SUCCEEDED -> Set.of();
        };
    }
}
