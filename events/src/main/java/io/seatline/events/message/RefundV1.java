package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.DomainEvent;
import io.seatline.events.contract.Fields;

/**
 * A refund must be made now. Its item contains the amount.
 *
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment without a booking
 * @param refundId the refund, {@code <payment id>-r<number>}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundV1(String bookingId, String refundId) implements FunctionMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public RefundV1 {
        Fields.bookingIdOrStray(bookingId);
        Fields.refundId(refundId);
    }
}
