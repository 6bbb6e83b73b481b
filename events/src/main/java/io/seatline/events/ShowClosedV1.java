package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A manager closed the sales of a show. They may open again.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param showId the show
 * @param reason what the manager wrote
 * @param changedBy the manager who closed sales, the {@code sub} of their token
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ShowClosedV1(String eventId, Instant occurredAt, String showId, String reason, String changedBy)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "ShowClosed.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public ShowClosedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.showId(showId);
        Fields.text("reason", reason);
        Fields.text("changed_by", changedBy);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
