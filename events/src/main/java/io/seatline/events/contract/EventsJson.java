package io.seatline.events.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes and reads the records of this module as JSON: snake_case, times as RFC 3339 UTC strings, no field for absent
 * values.
 *
 * <p>Unknown fields are ignored, so that a newer sender can add some. Missing fields and values of the wrong type are
 * refused.
 *
 * <pre>{@code
 * String body = EventsJson.write(new SeatsReleasedV1("sh7f3k", bookingId, 1));
 * ShowQueueMessage message = EventsJson.read(body, ShowQueueMessage.class);
 * }</pre>
 */
public final class EventsJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("seatline-instants").addDeserializer(Instant.class, new InstantFromText()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private static final String CORRELATION_ID = "correlation_id";

    private EventsJson() {}

    /** Returns a new mapper with the configuration of this class. */
    public static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /** Returns the JSON of a record. */
    public static String write(Message message) {
        return write(message, Optional.empty());
    }

    /** Returns the JSON of a record with its correlation id, which no record has itself. */
    public static String write(Message message, Optional<String> correlationId) {
        ObjectNode json = MAPPER.valueToTree(message);
        correlationId.ifPresent(id -> json.put(CORRELATION_ID, id));
        return json.toString();
    }

    /** Returns the correlation id of a message, or of an event in its envelope; empty if it has none. */
    public static Optional<String> correlationId(String json) {
        try {
            JsonNode message = MAPPER.readTree(json);
            return correlationId(message).or(() -> correlationId(message.path("detail")));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** Returns the correlation id of a message or an event; empty if it has none. */
    public static Optional<String> correlationId(JsonNode message) {
        return Optional.ofNullable(message.path(CORRELATION_ID).textValue());
    }

    /**
     * Reads a record from JSON.
     *
     * @throws UnreadableMessage if the text is not JSON, lacks a field or has a field of the wrong type
     */
    public static <T extends Message> T read(String json, Class<T> type) {
        try {
            T message = MAPPER.readValue(json, type);
            if (message == null) {
                throw new UnreadableMessage("not a " + type.getSimpleName() + ": null");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new UnreadableMessage("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Refuses a number, because it could be seconds or milliseconds. */
    private static final class InstantFromText extends StdScalarDeserializer<Instant> {

        @Serial
        private static final long serialVersionUID = 1L;

        private InstantFromText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, parser.getText(), "not an RFC 3339 time: %s", e.getMessage());
            }
        }
    }
}
