package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A payment was captured for a booking that no longer holds its seats. The customer gets the seats if they are still
 * free, otherwise a refund.
 *
 * @param showId the show
 * @param bookingId the booking
 * @param orderId the payment, {@code <booking id>.<number>}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LatePaymentV1(String showId, String bookingId, String orderId) implements ShowQueueMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
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
