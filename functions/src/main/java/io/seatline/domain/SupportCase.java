package io.seatline.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Money that needs a person. It is about the payment with the same id and closes only when that money has gone back.
 *
 * @param payment the payment that it is about; the case's public id
 * @param booking the booking that it concerns, if any
 * @param momoOrder the order id under which MoMo knows the payment
 * @param detail what happened, for the person who reads it
 * @param note what was done about it; empty until someone says
 */
public record SupportCase(
        OrderId payment,
        Reason reason,
        boolean open,
        Instant openedAt,
        Optional<BookingId> booking,
        String momoOrder,
        Vnd amount,
        String detail,
        String note) {

    /** Why it was opened. */
    public enum Reason {
        REFUND_FAILED,
        WRONG_AMOUNT,
        UNKNOWN_ORDER
    }

    /** The money has gone back. */
    public SupportCase closed(String closingNote) {
        return new SupportCase(payment, reason, false, openedAt, booking, momoOrder, amount, detail, closingNote);
    }
}
