package io.seatline.lambda.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seatline.domain.VisibleText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a JSON object, read strictly: an unknown name, a wrong type or a value out of range throws {@link
 * InvalidField} with the field's path. A field that is {@code null} is absent.
 *
 * <pre>{@code
 * JsonFields body = JsonFields.parse(bytes).only("seats", "accessible");
 * long seats = body.required("seats", body.integer("seats", 1, 10));
 * boolean accessible = body.flag("accessible").orElse(false);
 * }</pre>
 */
public final class JsonFields {
    private final String path;
    private final JsonNode object;

    private JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** Reads a document that must be an object. */
    public static JsonFields parse(byte[] utf8) {
        return of(StrictJson.parse(utf8));
    }

    /** Reads a document that must be an object, or is empty where all fields are optional. */
    public static JsonFields parseOptional(byte[] utf8) {
        boolean empty = StrictJson.decode(utf8).isBlank();
        return empty ? of(JsonNodeFactory.instance.objectNode()) : parse(utf8);
    }

    private static JsonFields of(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidField(StrictJson.BODY, "must be a JSON object");
        }
        return new JsonFields("", node);
    }

    /** Refuses fields with other names, and returns this. */
    public JsonFields only(String... names) {
        Set<String> allowed = Set.of(names);
        object.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw invalid(
                        name,
                        "unknown field; "
                                + switch (names.length) {
                                    case 0 -> "there are no fields";
                                    case 1 -> "the only field is " + names[0];
                                    default -> "the fields are " + String.join(", ", names);
                                });
            }
        });
        return this;
    }

    /** The names of the fields that are present. */
    public List<String> names() {
        return object.propertyStream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> field.getKey())
                .toList();
    }

    /** Returns the value of a field, or refuses the request because it is missing. */
    public <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> invalid(name, "required"));
    }

    /** Returns a whole number within limits. */
    public Optional<Long> integer(String name, long least, long most) {
        return present(name).map(value -> {
            boolean whole = value.isIntegralNumber();
            if (!whole
                    || value.bigIntegerValue().compareTo(BigInteger.valueOf(least)) < 0
                    || value.bigIntegerValue().compareTo(BigInteger.valueOf(most)) > 0) {
                throw invalid(name, "must be a whole number from " + least + " to " + most);
            }
            return value.longValue();
        });
    }

    public Optional<Boolean> flag(String name) {
        return present(name).map(value -> {
            if (!value.isBoolean()) {
                throw invalid(name, "must be true or false");
            }
            return value.booleanValue();
        });
    }

    /**
     * Parses a text.
     *
     * @param what what the text must be, for the message, such as {@code a seat id}
     * @param meaning parses the text; empty if it is not such a text
     */
    public <T> Optional<T> parsed(String name, String what, Function<String, Optional<T>> meaning) {
        return present(name).map(value -> parsed(name, value, what, meaning));
    }

    /** Parses each text of an array of {@code least} to {@code most} elements, in order. */
    public <T> Optional<List<T>> list(
            String name, int least, int most, String what, Function<String, Optional<T>> meaning) {
        return present(name).map(value -> {
            if (!value.isArray() || value.size() < least || value.size() > most) {
                throw invalid(name, "must be an array of " + least + " to " + most + " elements, each " + what);
            }
            List<T> list = new ArrayList<>();
            value.forEach(element -> list.add(parsed(name + "[" + list.size() + "]", element, what, meaning)));
            return list;
        });
    }

    /** Returns a line of text that people will read, without the white space around it. */
    public Optional<String> line(String name, int mostCharacters) {
        return parsed(name, "a text of 1 to " + mostCharacters + " characters", Optional::of)
                .map(text -> {
                    String line = text.strip();
                    if (VisibleText.isBlank(line)) {
                        throw invalid(name, "must not be blank");
                    }
                    if (VisibleText.hasControls(line)) {
                        throw invalid(name, "must be one line without control characters");
                    }
                    if (line.codePointCount(0, line.length()) > mostCharacters) {
                        throw invalid(name, "must be a text of 1 to " + mostCharacters + " characters");
                    }
                    return line;
                });
    }

    /** Returns the fields of a nested object; empty if the value is absent or something else. */
    public Optional<JsonFields> object(String name) {
        return present(name).filter(JsonNode::isObject).map(value -> new JsonFields(pathOf(name), value));
    }

    private <T> T parsed(String name, JsonNode value, String what, Function<String, Optional<T>> meaning) {
        return Optional.ofNullable(value.textValue())
                .flatMap(meaning)
                .orElseThrow(() -> invalid(name, "must be " + what));
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    /** Refuses a field, or an element of one such as {@code show_seats[2]}. */
    public InvalidField invalid(String name, String problem) {
        return new InvalidField(pathOf(name), problem);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
