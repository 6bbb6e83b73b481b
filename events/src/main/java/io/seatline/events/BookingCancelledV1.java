package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * An unpaid booking ended before its hold ran out.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param bookingId the booking
 * @param customerId the customer of the booking, the {@code sub} of their token
 * @param showId the show
 * @param seats the seat numbers in the hall, such as {@code F12}
 * @param reason {@code NOT_PAID}: the customer cancelled it or MoMo refused the payment, and its seats were released;
 *     {@code SHOW_CANCELLED}: the cinema cancelled the show, and its seats are blocked
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BookingCancelledV1(
        String eventId,
        Instant occurredAt,
        String bookingId,
        String customerId,
        String showId,
        List<String> seats,
        String reason)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "BookingCancelled.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public BookingCancelledV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.bookingId(bookingId);
        Fields.customerId(customerId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
        Fields.oneOf("reason", reason, "NOT_PAID", "SHOW_CANCELLED");
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
