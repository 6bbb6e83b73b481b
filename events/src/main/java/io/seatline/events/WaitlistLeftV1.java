package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A customer gave up a ticket of a waiting line.
 *
 * @param eventId this event's own id, the same whenever it is delivered again
 * @param occurredAt when it became true, UTC
 * @param ticket the ticket, of that show: {@code <show id>.<26 letters and digits>}
 * @param customerId whose ticket it is: the {@code sub} of their token
 * @param showId the show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record WaitlistLeftV1(String eventId, Instant occurredAt, String ticket, String customerId, String showId)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "WaitlistLeft.v1";

    /** Refuses what the schema refuses, and another show's ticket, with an {@link IllegalArgumentException}. */
    public WaitlistLeftV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.customerId(customerId);
        Fields.showId(showId);
        Fields.ticket(ticket, showId);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
