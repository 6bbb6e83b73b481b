package io.seatline.domain.booking;

/** Why a hold ends. */
public enum HoldEnd {
    /** The customer paid. */
    PAID,
    /** The customer cancelled it unpaid. */
    CUSTOMER_CANCELLED,
    /** It ran out unpaid. */
    EXPIRED,
    /** MoMo refused the payment because of the merchant or the amount, so the customer could not pay. */
    PAYMENT_REFUSED,
    /** The cinema cancelled the show. */
    SHOW_CANCELLED;

    /** Whether it counts as a lapse: seats were kept from others and the customer did not pay. */
    public boolean isLapse() {
        return this == CUSTOMER_CANCELLED || this == EXPIRED;
    }
}
