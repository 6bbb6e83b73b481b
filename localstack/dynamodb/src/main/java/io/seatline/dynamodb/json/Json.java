package io.seatline.dynamodb.json;

import io.seatline.dynamodb.error.Errors;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.*;
import software.amazon.awssdk.core.*;
import software.amazon.awssdk.core.traits.*;
import software.amazon.awssdk.core.util.*;
import software.amazon.awssdk.protocols.jsoncore.*;
import software.amazon.awssdk.utils.builder.Buildable;

/** Converts the SDK's models to and from JSON with the SDK's descriptions of their members. */
public final class Json {
    private Json() {}

    public static byte[] write(SdkPojo model) {
        JsonWriter json = JsonWriter.create();
        writeValue(json, model);
        return json.getBytes();
    }

    /** Writes the members that are set. The SDK uses empty collections of its own for those that are not. */
    public static void writeMembers(JsonWriter json, SdkPojo model) {
        for (SdkField<?> field : model.sdkFields()) {
            Object value = field.getValueOrDefault(model);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                json.writeFieldName(field.locationName());
                writeValue(json, value);
            }
        }
    }

    private static void writeValue(JsonWriter json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeValue(text);
            case Boolean is -> json.writeValue(is);
            case Double number -> json.writeValue(number);
            case Number number -> json.writeValue(number.longValue());
            case Instant time -> json.writeValue(time);
            case SdkBytes bytes -> json.writeValue(bytes.asByteBuffer());
            case SdkPojo model -> {
                json.writeStartObject();
                writeMembers(json, model);
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> writeValue(json, element));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, entry) -> {
                    json.writeFieldName((String) name);
                    writeValue(json, entry);
                });
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("cannot write as JSON: " + value.getClass());
        }
    }

    /** Reads a model into its empty builder. Unknown members and members that are null are ignored, as AWS does. */
    public static SdkPojo read(byte[] json, SdkPojo builder) {
        try {
            // In brackets, text after the object is an error, too.
            List<JsonNode> all = JsonNode.parser()
                    .parse("[" + new String(json, StandardCharsets.UTF_8) + "]")
                    .asArray();
            if (all.size() == 1) {
                return readModel(all.getFirst(), builder);
            }
        } catch (UncheckedIOException _) {
            // Refused below.
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A value of the wrong type; an invalid number or invalid Base64.
            throw Errors.serialization(e.getMessage());
        }
        throw Errors.serialization("the body is not a JSON object");
    }

    private static SdkPojo readModel(JsonNode json, SdkPojo builder) {
        Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
        json.asObject().forEach((name, member) -> {
            SdkField<?> field = fields.get(name);
            if (field != null && !member.isNull()) {
                field.set(builder, readValue(member, field));
            }
        });
        return (SdkPojo) ((Buildable) builder).build();
    }

    private static Object readValue(JsonNode json, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            // Read null as an empty structure: the engine refuses it with a better message.
            case SDK_POJO ->
                readModel(
                        json.isNull() ? JsonNode.emptyObjectNode() : json,
                        field.constructor().get());
            case LIST -> {
                SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                yield json.asArray().stream()
                        .map(value -> readValue(value, element))
                        .toList();
            }
            case MAP -> {
                SdkField<?> entry = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> map = new LinkedHashMap<>();
                json.asObject().forEach((name, value) -> map.put(name, readValue(value, entry)));
                yield map;
            }
            case STRING -> json.asString();
            case BOOLEAN -> json.asBoolean();
            case INTEGER -> Integer.valueOf(json.asNumber());
            case LONG -> Long.valueOf(json.asNumber());
            case DOUBLE -> Double.valueOf(json.asNumber());
            case INSTANT -> Instant.ofEpochMilli(Math.round(Double.parseDouble(json.asNumber()) * 1_000));
            case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(json.asString()));
            default -> throw new IllegalStateException("cannot read " + field.memberName());
        };
    }
}
