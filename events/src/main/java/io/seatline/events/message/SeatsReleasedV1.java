package io.seatline.events.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A booking released its seats, which wait to be reallocated.
 *
 * @param showId the show
 * @param bookingId whose seats they were
 * @param release how often this booking had released seats, this time included: from 1
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SeatsReleasedV1(
        String showId,
        String bookingId,
        @JsonProperty(required = true) long release) implements ShowQueueMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public SeatsReleasedV1 {
        Fields.showId(showId);
        Fields.bookingId(bookingId);
        Fields.positive("release", release);
    }

    @Override
    public String deduplicationId() {
        return bookingId + ".release." + release;
    }
}
