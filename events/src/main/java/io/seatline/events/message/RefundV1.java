package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.DomainEvent;
import io.seatline.events.contract.Fields;

/**
 * A captured payment must be refunded now. The item of the payment contains the amount and the refund number.
 *
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment without a booking
 * @param orderId the payment, {@code <booking id>.<number>}, or {@code stray.<hash>} for stray money
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundV1(String bookingId, String orderId) implements FunctionMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public RefundV1 {
        Fields.bookingIdOrStray(bookingId);
        Fields.orderId(orderId);
    }
}
