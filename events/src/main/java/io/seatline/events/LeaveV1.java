package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A customer gave up a ticket: it is to be taken out of the show's line.
 *
 * @param showId the show
 * @param ticket the ticket, of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LeaveV1(String showId, String ticket) implements MailboxMessage {

    /** Refuses what the schema refuses, and another show's ticket, with an {@link IllegalArgumentException}. */
    public LeaveV1 {
        Check.showId(showId);
        Check.ticket(ticket, showId);
    }

    @Override
    public String deduplicationId() {
        return ticket + ".leave";
    }
}
