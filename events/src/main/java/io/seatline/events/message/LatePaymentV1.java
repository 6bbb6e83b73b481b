package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A payment was captured for a booking whose seats it no longer holds: seats, if still free, or a refund.
 *
 * @param showId the show
 * @param bookingId the booking
 * @param orderId the payment: an attempt, {@code <booking id>.<number>}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LatePaymentV1(String showId, String bookingId, String orderId) implements ShowQueueMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public LatePaymentV1 {
        Fields.showId(showId);
        Fields.bookingId(bookingId);
        Fields.attemptId(orderId);
    }

    @Override
    public String deduplicationId() {
        return orderId + ".late";
    }
}
