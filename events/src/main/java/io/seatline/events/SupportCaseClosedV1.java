package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * Support closed a case.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param caseId the refund that failed, {@code <payment id>-r<number>}, or the stray payment
 * @param note what support did, as written by the person who closed the case; may be empty
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SupportCaseClosedV1(String eventId, Instant occurredAt, String caseId, String note)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "SupportCaseClosed.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
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
