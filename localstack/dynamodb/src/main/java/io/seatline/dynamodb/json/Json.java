package io.seatline.dynamodb.json;

import io.seatline.dynamodb.error.Errors;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.utils.builder.Buildable;

/** The SDK's models as JSON, both ways, by what the SDK tells of their members. */
public final class Json {
    private Json() {}

    /** Writes a model. */
    public static byte[] write(SdkPojo model) {
        JsonWriter json = JsonWriter.create();
        writeValue(json, model);
        return json.getBytes();
    }

    /** Writes the members that are set; the SDK has empty collections of its own for those that are not. */
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
            case Integer number -> json.writeValue(number);
            case Long number -> json.writeValue(number);
            case Double number -> json.writeValue(number);
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
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /**
     * Reads a model. Members that the model lacks and members that are null are ignored, as AWS does.
     *
     * @param builder an empty builder of the model
     * @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException if the JSON does not fit the model
     */
    public static SdkPojo read(byte[] json, SdkPojo builder) {
        try {
            // In brackets, so that text behind the object is an error, too.
            List<JsonNode> all = JsonNode.parser()
                    .parse("[" + new String(json, StandardCharsets.UTF_8) + "]")
                    .asArray();
            if (all.size() == 1) {
                return readModel(all.getFirst(), builder);
            }
        } catch (UncheckedIOException _) {
            // Refused below.
        }
        throw Errors.serialization("the body is not a JSON object");
    }

    private static SdkPojo readModel(JsonNode json, SdkPojo builder) {
        require(json, json.isObject(), "structure");
        Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
        json.asObject().forEach((name, member) -> {
            SdkField<?> field = fields.get(name);
            if (field != null && !member.isNull()) {
                field.set(builder, readValue(member, field));
            }
        });
        return build(builder);
    }

    private static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    private static Object readValue(JsonNode json, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> readModel(json, field.constructor().get());
            case LIST -> readList(json, field.getRequiredTrait(ListTrait.class).memberFieldInfo());
            case MAP -> readMap(json, field.getRequiredTrait(MapTrait.class).valueFieldInfo());
            case STRING -> {
                require(json, json.isString(), "String");
                yield json.asString();
            }
            case BOOLEAN -> {
                require(json, json.isBoolean(), "Boolean");
                yield json.asBoolean();
            }
            case INTEGER -> readNumber(json, "Integer", Integer::valueOf);
            case LONG -> readNumber(json, "Long", Long::valueOf);
            case DOUBLE -> readNumber(json, "Double", Double::valueOf);
            case INSTANT -> Instant.ofEpochMilli(Math.round(readNumber(json, "Date", Double::valueOf) * 1_000));
            case SDK_BYTES -> readBytes(json);
            default -> throw new IllegalArgumentException("cannot read " + field.memberName());
        };
    }

    private static List<Object> readList(JsonNode json, SdkField<?> element) {
        require(json, json.isArray(), "list");
        List<Object> list = new ArrayList<>();
        json.asArray().forEach(value -> list.add(readElement(value, element)));
        return list;
    }

    private static Map<String, Object> readMap(JsonNode json, SdkField<?> element) {
        require(json, json.isObject(), "map");
        Map<String, Object> map = new LinkedHashMap<>();
        json.asObject().forEach((name, value) -> map.put(name, readElement(value, element)));
        return map;
    }

    /** Reads null as an empty structure, which the engine refuses with a better message, and as nothing else. */
    private static Object readElement(JsonNode json, SdkField<?> element) {
        boolean empty = json.isNull() && element.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO;
        return empty ? build(element.constructor().get()) : readValue(json, element);
    }

    private static <T> T readNumber(JsonNode json, String type, Function<String, T> parse) {
        require(json, json.isNumber(), type);
        try {
            return parse.apply(json.asNumber());
        } catch (NumberFormatException _) {
            throw Errors.serialization("NUMBER_VALUE cannot be converted to " + type);
        }
    }

    private static SdkBytes readBytes(JsonNode json) {
        require(json, json.isString(), "Blob");
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(json.asString()));
        } catch (IllegalArgumentException e) {
            throw Errors.serialization("only base-64-encoded strings are convertible to bytes: " + e.getMessage());
        }
    }

    /** Refuses a value of another type, in AWS's words for values of simple types. */
    private static void require(JsonNode json, boolean fits, String type) {
        if (json.isObject() && !fits) {
            throw Errors.serialization("Start of structure or map found where not expected");
        }
        if (!fits) {
            String found = json.isArray()
                    ? "LIST_VALUE"
                    : json.isString()
                            ? "STRING_VALUE"
                            : json.isNumber() ? "NUMBER_VALUE" : json.isNull() ? "NULL_VALUE" : "BOOLEAN_VALUE";
            throw Errors.serialization(found + " cannot be converted to " + type);
        }
    }
}
