package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.DomainEvent;
import io.seatline.events.contract.Fields;

/**
 * A captured payment is to be refunded now. How much, and under which refund number, the payment's item says.
 *
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment that belongs to none
 * @param orderId the payment: an attempt, {@code <booking id>.<number>}, or stray money, {@code stray.<hash>}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundV1(String bookingId, String orderId) implements FunctionMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public RefundV1 {
        Fields.bookingIdOrStray(bookingId);
        Fields.orderId(orderId);
    }
}
