package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A customer left. The show worker removes the entry from the waitlist.
 *
 * @param showId the show
 * @param entryId the waitlist entry of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LeaveV1(String showId, String entryId) implements ShowQueueMessage {

    /** Validates as the schema does, and that the entry is of the show; throws an {@link IllegalArgumentException}. */
    public LeaveV1 {
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
    }

    @Override
    public String deduplicationId() {
        return entryId + ".leave";
    }
}
