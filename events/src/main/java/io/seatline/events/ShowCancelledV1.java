package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * The sweep of a cancelled show has finished: every seat is blocked, every payment has a refund and nobody waits.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param showId the show
 * @param reason what the manager wrote
 * @param changedBy the manager who cancelled the show, the {@code sub} of their token
 * @param bookingsCancelled the unpaid bookings that ended
 * @param bookingsRefunded the paid bookings that are refunded
 * @param entriesLapsed the waitlist entries that ended
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ShowCancelledV1(
        String eventId,
        Instant occurredAt,
        String showId,
        String reason,
        String changedBy,
        @JsonProperty(required = true) int bookingsCancelled,
        @JsonProperty(required = true) int bookingsRefunded,
        @JsonProperty(required = true) int entriesLapsed)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "ShowCancelled.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public ShowCancelledV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.showId(showId);
        Fields.text("reason", reason);
        Fields.text("changed_by", changedBy);
        Fields.notNegative("bookings_cancelled", bookingsCancelled);
        Fields.notNegative("bookings_refunded", bookingsRefunded);
        Fields.notNegative("entries_lapsed", entriesLapsed);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
