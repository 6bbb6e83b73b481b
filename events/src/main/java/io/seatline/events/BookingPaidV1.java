package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A payment was captured, and the seats are sold to the customer.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param bookingId the booking
 * @param customerId the customer, the {@code sub} of their token; empty for a sale at the counter
 * @param showId the show
 * @param seats the seat numbers in the hall, such as {@code F12}
 * @param amount the amount paid, in whole units of {@code currency} (VND has no smaller unit)
 * @param currency ISO 4217, three letters
 * @param orderId the payment, {@code <booking id>.<number>}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BookingPaidV1(
        String eventId,
        Instant occurredAt,
        String bookingId,
        Optional<String> customerId,
        String showId,
        List<String> seats,
        @JsonProperty(required = true) long amount,
        String currency,
        String orderId)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "BookingPaid.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public BookingPaidV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.bookingId(bookingId);
        Fields.present("customer_id", customerId).ifPresent(Fields::customerId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
        Fields.attemptId(orderId);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
