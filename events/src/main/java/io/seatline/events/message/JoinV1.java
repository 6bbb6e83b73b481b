package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A customer wants to wait: the entry is to get its place in the show's waitlist.
 *
 * @param showId the show
 * @param entryId the waitlist entry, of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JoinV1(String showId, String entryId) implements ShowQueueMessage {

    /** Refuses what the schema refuses, and another show's entry, with an {@link IllegalArgumentException}. */
    public JoinV1 {
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
    }

    @Override
    public String deduplicationId() {
        return entryId + ".join";
    }
}
