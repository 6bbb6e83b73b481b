package io.seatline.events.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The JSON of this package's records: snake_case, times as RFC 3339 UTC strings, no field for what is absent.
 *
 * <p>Unknown fields are ignored, so that a newer sender can add some; missing fields and other types than the schema's
 * are refused.
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

    private EventsJson() {}

    /** A mapper of the caller's own, configured as this class reads and writes. */
    public static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /** The JSON of one of this package's records. */
    public static String write(Message message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a message: " + message.getClass().getName(), e);
        }
    }

    /**
     * The record that a JSON text holds.
     *
     * @throws UnreadableMessage if the text is not JSON, lacks a field or has one of another type
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

    /** A number is refused: it could be seconds or milliseconds. */
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
