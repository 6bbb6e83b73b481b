package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A waitlist entry ended without an offer because its show is cancelled.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param entryId the waitlist entry of that show, {@code <show id>.<26 letters and digits>}
 * @param customerId the customer of the entry, the {@code sub} of their token
 * @param showId the show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record WaitlistLapsedV1(String eventId, Instant occurredAt, String entryId, String customerId, String showId)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "WaitlistLapsed.v1";

    /** Validates as the schema does, and that the entry is of the show; throws an {@link IllegalArgumentException}. */
    public WaitlistLapsedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.customerId(customerId);
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
