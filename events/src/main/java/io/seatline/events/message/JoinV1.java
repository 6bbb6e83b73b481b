package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A customer wants to wait: the ticket is to get its place in the show's line.
 *
 * @param showId the show
 * @param ticket the ticket, of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JoinV1(String showId, String ticket) implements ShowQueueMessage {

    /** Refuses what the schema refuses, and another show's ticket, with an {@link IllegalArgumentException}. */
    public JoinV1 {
        Fields.showId(showId);
        Fields.ticket(ticket, showId);
    }

    @Override
    public String deduplicationId() {
        return ticket + ".join";
    }
}
