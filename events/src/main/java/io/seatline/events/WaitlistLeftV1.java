package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A customer gave up a waitlist entry.
 *
 * @param eventId this event's own id, the same whenever it is delivered again
 * @param occurredAt when it became true, UTC
 * @param entryId the waitlist entry, of that show: {@code <show id>.<26 letters and digits>}
 * @param customerId whose entry it is: the {@code sub} of their token
 * @param showId the show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record WaitlistLeftV1(String eventId, Instant occurredAt, String entryId, String customerId, String showId)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "WaitlistLeft.v1";

    /** Refuses what the schema refuses, and another show's entry, with an {@link IllegalArgumentException}. */
    public WaitlistLeftV1 {
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
