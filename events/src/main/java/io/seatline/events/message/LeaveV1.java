package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A customer gave up a ticket: it is to be taken out of the show's line.
 *
 * @param showId the show
 * @param ticket the ticket, of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LeaveV1(String showId, String ticket) implements ShowQueueMessage {

    /** Refuses what the schema refuses, and another show's ticket, with an {@link IllegalArgumentException}. */
    public LeaveV1 {
        Fields.showId(showId);
        Fields.ticket(ticket, showId);
    }

    @Override
    public String deduplicationId() {
        return ticket + ".leave";
    }
}
