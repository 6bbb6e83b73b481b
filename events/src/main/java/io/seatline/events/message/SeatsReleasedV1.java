package io.seatline.events.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A booking released its seats, which can now be reallocated.
 *
 * @param showId the show
 * @param bookingId the booking that held the seats
 * @param release how many times the booking has released seats, including this time; from 1
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SeatsReleasedV1(
        String showId,
        String bookingId,
        @JsonProperty(required = true) long release) implements ShowQueueMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
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
