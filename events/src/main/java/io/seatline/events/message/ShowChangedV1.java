package io.seatline.events.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * A manager cancelled a show or reopened its sales. The show worker reads the latest decision and carries it out.
 *
 * @param showId the show
 * @param version the version of the show's sales when this message was sent; from 1
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ShowChangedV1(
        String showId, @JsonProperty(required = true) long version) implements ShowQueueMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public ShowChangedV1 {
        Fields.showId(showId);
        Fields.positive("version", version);
    }

    @Override
    public String deduplicationId() {
        return showId + ".changed." + version;
    }
}
