package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A refund of a captured payment, or of a part of it, was requested.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param refundId the refund, {@code <payment id>-r<number>}
 * @param orderId the payment, {@code <booking id>.<number>}, or {@code stray.<hash>} for stray money
 * @param bookingId the booking, or {@link DomainEvent#STRAY} for a payment without a booking
 * @param customerId the customer of the booking; empty for a payment without a booking or a sale at the counter
 * @param showId the show; empty for a payment without a booking
 * @param seats the seats that are returned; none if the payment got no seats
 * @param amount the refunded amount, in whole units of {@code currency} (VND has no smaller unit)
 * @param currency ISO 4217, three letters
 * @param reason {@code LATE_PAYMENT}, {@code DUPLICATE_PAYMENT}, {@code CUSTOMER}, {@code SUPPORT} or
 *     {@code SHOW_CANCELLED}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RefundRequestedV1(
        String eventId,
        Instant occurredAt,
        String refundId,
        String orderId,
        String bookingId,
        Optional<String> customerId,
        Optional<String> showId,
        List<String> seats,
        @JsonProperty(required = true) long amount,
        String currency,
        String reason)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "RefundRequested.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public RefundRequestedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.refundId(refundId);
        Fields.orderId(orderId);
        Fields.bookingIdOrStray(bookingId);
        Fields.present("customer_id", customerId).ifPresent(Fields::customerId);
        Fields.present("show_id", showId).ifPresent(Fields::showId);
        seats = Fields.anySeats(seats);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
        Fields.refundReason(reason);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
