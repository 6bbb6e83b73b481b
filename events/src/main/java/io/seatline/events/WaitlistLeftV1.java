package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer left the waitlist of a show, or staff removed them.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param entryId the waitlist entry of that show, {@code <show id>.<26 letters and digits>}
 * @param customerId the customer of the entry, the {@code sub} of their token
 * @param showId the show
 * @param removedBy who removed them, the {@code sub} of their token; empty if the customer left
 * @param removedReason why they were removed; empty if the customer left
 */
@JsonNaming(SnakeCaseStrategy.class)
public record WaitlistLeftV1(
        String eventId,
        Instant occurredAt,
        String entryId,
        String customerId,
        String showId,
        Optional<String> removedBy,
        Optional<String> removedReason)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "WaitlistLeft.v1";

    /** Validates as the schema does, and that the entry is of the show; throws an {@link IllegalArgumentException}. */
    public WaitlistLeftV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.customerId(customerId);
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
        Fields.present("removed_by", removedBy).ifPresent(by -> Fields.text("removed_by", by));
        Fields.present("removed_reason", removedReason).ifPresent(why -> Fields.text("removed_reason", why));
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
