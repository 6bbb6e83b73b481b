package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * Support has closed a case.
 *
 * @param eventId this event's own id, the same whenever it is delivered again
 * @param occurredAt when it became true, UTC
 * @param caseId the id of the payment that it was about
 * @param note what was done, in the words of who closed it; may be empty
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SupportCaseClosedV1(String eventId, Instant occurredAt, String caseId, String note)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "SupportCaseClosed.v1";

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public SupportCaseClosedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.caseId(caseId);
        Fields.present("note", note);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
