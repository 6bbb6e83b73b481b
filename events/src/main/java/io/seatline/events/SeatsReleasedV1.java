package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A booking gave up its seats, which wait to be handed on.
 *
 * @param showId the show
 * @param bookingId whose seats they were
 * @param release how often this booking had released seats, this time included: from 1
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SeatsReleasedV1(
        String showId,
        String bookingId,
        @JsonProperty(required = true) long release) implements MailboxMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public SeatsReleasedV1 {
        Check.showId(showId);
        Check.bookingId(bookingId);
        Check.positive("release", release);
    }

    @Override
    public String deduplicationId() {
        return bookingId + ".release." + release;
    }
}
