package io.seatline.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.DomainEvent;
import io.seatline.events.EventsJson;
import java.io.IOException;
import java.io.InputStream;

/** An event as a rule of the bus hands it to a function. */
record BusEvent(String type, JsonNode detail) {

    static BusEvent read(InputStream input) throws IOException {
        JsonNode envelope = EventsJson.mapper().readTree(input);
        return new BusEvent(envelope.path("detail-type").asText(), envelope.path("detail"));
    }

    /** The event itself; throws if it is of another type. */
    <T extends DomainEvent> T as(Class<T> event) {
        return EventsJson.read(detail.toString(), event);
    }
}
