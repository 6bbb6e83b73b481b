package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * A cinema blocked seats of a show: nobody can reserve them or be offered them.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param blockId the block, which is a booking without a customer
 * @param showId the show
 * @param seats the seat numbers in the hall, such as {@code F12}
 * @param reason why, in the words of the staff
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SeatsBlockedV1(
        String eventId, Instant occurredAt, String blockId, String showId, List<String> seats, String reason)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "SeatsBlocked.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public SeatsBlockedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.blockId(blockId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
        Fields.text("reason", reason);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
