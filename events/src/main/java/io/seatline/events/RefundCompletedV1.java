package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * A captured payment was refunded.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment without a booking
 * @param customerId the customer of the booking; empty for a payment without a booking
 * @param orderId the payment, {@code <booking id>.<number>}, or {@code stray.<hash>} for stray money
 * @param amount the amount of the payment, in whole units of {@code currency} (VND has no smaller unit)
 * @param currency ISO 4217, three letters
 * @param byHand whether support paid it back outside MoMo
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundCompletedV1(
        String eventId,
        Instant occurredAt,
        String bookingId,
        Optional<String> customerId,
        String orderId,
        @JsonProperty(required = true) long amount,
        String currency,
        @JsonProperty(required = true) boolean byHand)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "RefundCompleted.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public RefundCompletedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.bookingIdOrStray(bookingId);
        Fields.present("customer_id", customerId).ifPresent(Fields::customerId);
        Fields.orderId(orderId);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
