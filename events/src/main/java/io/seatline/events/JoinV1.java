package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A customer wants to wait: the ticket is to get its place in the show's line.
 *
 * @param showId the show
 * @param ticket the ticket, of that show
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JoinV1(String showId, String ticket) implements MailboxMessage {

    /** Refuses what the schema refuses, and another show's ticket, with an {@link IllegalArgumentException}. */
    public JoinV1 {
        Check.showId(showId);
        Check.ticket(ticket, showId);
    }

    @Override
    public String deduplicationId() {
        return ticket + ".join";
    }
}
