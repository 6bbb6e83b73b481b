package io.seatline.lambda.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.DomainEvent;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.UnreadableMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An event in the envelope that a rule of the bus delivers. */
public record BusEvent(String type, JsonNode detail) {

    public static BusEvent read(InputStream input) throws IOException {
        return of(EventsJson.mapper().readTree(input));
    }

    /**
     * Reads an event that a rule has put on a queue.
     *
     * @throws UnreadableMessage if the message is not such an event
     */
    public static BusEvent read(String message) {
        try {
            return of(EventsJson.mapper().readTree(message));
        } catch (JsonProcessingException e) {
            throw new UnreadableMessage("not an event of the bus: " + e.getOriginalMessage(), e);
        }
    }

    private static BusEvent of(JsonNode envelope) {
        return new BusEvent(envelope.path("detail-type").asText(), envelope.path("detail"));
    }

    /** The correlation id of the event. */
    public Optional<String> correlationId() {
        return EventsJson.correlationId(detail);
    }

    /**
     * Returns the event itself.
     *
     * @throws UnreadableMessage if it is of another type
     */
    public <T extends DomainEvent> T as(Class<T> event) {
        return EventsJson.read(detail.toString(), event);
    }
}
