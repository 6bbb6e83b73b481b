package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A captured payment is to go back to who paid it.
 *
 * @param eventId this event's own id, the same whenever it is delivered again
 * @param occurredAt when it became true, UTC
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment that belongs to none
 * @param orderId the payment: an attempt, {@code <booking id>.<number>}, or stray money, {@code stray.<hash>}
 * @param amount in whole units of {@code currency} (VND has no smaller one)
 * @param currency ISO 4217, three letters
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundRequestedV1(
        String eventId,
        Instant occurredAt,
        String bookingId,
        String orderId,
        @JsonProperty(required = true) long amount,
        String currency)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "RefundRequested.v1";

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public RefundRequestedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.bookingIdOrStray(bookingId);
        Fields.orderId(orderId);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
