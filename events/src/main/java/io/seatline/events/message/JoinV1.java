package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A customer joined. The show worker assigns the entry its place in the waitlist.
 *
 * @param showId the show
 * @param entryId the waitlist entry of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JoinV1(String showId, String entryId) implements ShowQueueMessage {

    /** Validates as the schema does, and that the entry is of the show; throws an {@link IllegalArgumentException}. */
    public JoinV1 {
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
    }

    @Override
    public String deduplicationId() {
        return entryId + ".join";
    }
}
