package io.seatline.domain.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
public record SupportCase(
        PaymentId payment,
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
        /** MoMo finally refused a refund, or does not say for a day how it ended. */
        REFUND_FAILED,
        /** MoMo captured another amount than was asked for. */
        WRONG_AMOUNT,
        /** MoMo captured money under an order that Seatline does not know. */
        UNKNOWN_ORDER,
        /** MoMo captured one order twice. */
        SECOND_CAPTURE,
        /** Support paid a customer back outside MoMo; closed from the start, it keeps the note. */
        PAID_BY_HAND
    }

    /** The money has gone back. */
    public SupportCase closed(String closingNote) {
        return SupportCaseBuilder.builder(this).open(false).note(closingNote).build();
    }
}
