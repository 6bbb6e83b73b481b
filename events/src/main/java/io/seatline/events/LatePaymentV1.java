package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A payment was captured for a booking whose seats it no longer holds: seats, if still free, or a refund.
 *
 * @param showId the show
 * @param bookingId the booking
 * @param orderId the payment attempt's order at MoMo
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LatePaymentV1(String showId, String bookingId, String orderId) implements MailboxMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public LatePaymentV1 {
        Check.showId(showId);
        Check.bookingId(bookingId);
        Check.orderId(orderId);
    }

    @Override
    public String deduplicationId() {
        return DeduplicationId.of(orderId + ".late");
    }
}
