package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks the form of a catalog document against {@code schemas/catalog.schema.json}. The schema and its validator are
 * loaded with this class, so by the first import and by no other function.
 */
final class CatalogSchema {
    private static final JsonNode TEXT = read();

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                    TEXT,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(CatalogSchema::regularExpression)
                            .build());

    /** Characters that the patterns of the schema refuse in texts. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private CatalogSchema() {}

    /**
     * What a check finds.
     *
     * @param problems at most one for each place
     * @param wellFormed the document with {@code null} at each of these places, and without optional fields that are
     *     {@code null}
     */
    record Checked(List<CatalogProblem> problems, JsonNode wellFormed) {}

    static Checked check(JsonNode document) {
        if (!document.isObject()) {
            CatalogProblem problem =
                    new CatalogProblem("$", "must be " + expected(TEXT) + ", not " + found(document, "type"));
            return new Checked(List.of(problem), JsonNodeFactory.instance.objectNode());
        }
        JsonNode wellFormed = document.deepCopy();
        Map<String, CatalogProblem> problems = new LinkedHashMap<>();
        takeOut(wellFormed, TEXT, "", problems);
        for (ValidationMessage error : SCHEMA.validate(wellFormed.deepCopy())) {
            JsonNodePath place = error.getProperty() == null
                    ? error.getInstanceLocation()
                    : error.getInstanceLocation().append(error.getProperty());
            String path = path(place);
            problems.putIfAbsent(path, new CatalogProblem(path, message(error)));
            erase(wellFormed, place);
        }
        return new Checked(List.copyOf(problems.values()), wellFormed);
    }

    /**
     * Removes optional fields that are {@code null}, because they count as absent, and fields whose name starts with
     * {@code #}, because the validator would accept them.
     */
    private static void takeOut(JsonNode node, JsonNode schema, String path, Map<String, CatalogProblem> problems) {
        JsonNode form = resolve(schema);
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            takeOut(node.get(i), form.path("items"), path + "[" + i + "]", problems);
        }
        if (!(node instanceof ObjectNode object) || !form.has("properties")) {
            return;
        }
        JsonNode fields = form.get("properties");
        List<JsonNode> required = form.path("required").valueStream().toList();
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
            String name = field.getKey();
            String place = path.isEmpty() ? name : path + "." + name;
            if (name.startsWith("#")) {
                problems.put(place, new CatalogProblem(place, unknownField(fields)));
                object.remove(name);
            } else if (field.getValue().isNull() && fields.has(name) && !required.contains(new TextNode(name))) {
                object.remove(name);
            } else {
                takeOut(field.getValue(), fields.path(name), place, problems);
            }
        }
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? TEXT.at(schema.get("$ref").textValue().substring(1)) : schema;
    }

    private static String unknownField(JsonNode fields) {
        return "unknown field; the fields are "
                + fields.propertyStream().map(Map.Entry::getKey).collect(joining(", "));
    }

    private static String message(ValidationMessage error) {
        String keyword = error.getType();
        JsonNode schema =
                TEXT.at(error.getSchemaLocation().getFragment().getParent().toString());
        JsonNode fields = schema.path("properties");
        return switch (keyword) {
            case "required" -> "is missing; give " + expected(fields.path(error.getProperty()));
            case "additionalProperties" -> unknownField(fields);
            case "uniqueItems" -> "must not contain duplicates";
            case "pattern", "minLength" ->
                "must be " + expected(schema) + ", not "
                        + (schema.has("title")
                                ? found(error.getInstanceNode(), keyword)
                                : foundText(error.getInstanceNode().textValue()));
            default -> "must be " + expected(schema) + ", not " + found(error.getInstanceNode(), keyword);
        };
    }

    /** Describes what fits a schema. */
    private static String expected(JsonNode form) {
        JsonNode schema = resolve(form);
        return switch (schema.path("type").asText()) {
            case "object" -> "an object";
            case "array" ->
                schema.has("minItems") ? "a list of " + range(schema, "minItems", "maxItems") + " items" : "a list";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number from " + range(schema, "minimum", "maximum");
            case "string" ->
                schema.has("title")
                        ? schema.get("title").textValue()
                        : "a text of " + range(schema, "minLength", "maxLength") + " characters";
            default ->
                "one of "
                        + schema.path("enum")
                                .valueStream()
                                .map(JsonNode::textValue)
                                .collect(joining(", "));
        };
    }

    private static String range(JsonNode schema, String least, String most) {
        return schema.path(least).asText() + " to " + schema.path(most).asText();
    }

    /** Describes a value that violates a keyword. */
    private static String found(JsonNode value, String keyword) {
        return switch (keyword) {
            case "minItems", "maxItems" -> String.valueOf(value.size());
            case "maxLength" -> String.valueOf(value.textValue().codePoints().count());
            default -> {
                if (value.isObject()) {
                    yield "an object";
                }
                if (value.isArray()) {
                    yield "a list";
                }
                yield value.isMissingNode() ? "nothing" : value.toString();
            }
        };
    }

    /** Describes an unreadable text, which has a control character or no visible one. */
    private static String foundText(String text) {
        return CONTROL.matcher(text)
                .results()
                .findFirst()
                .map(found -> String.format(
                        Locale.ROOT,
                        "a text with the control character U+%04X",
                        found.group().codePointAt(0)))
                .orElse("blank");
    }

    /** The place as a problem names it: {@code shows[3].hall}. */
    private static String path(JsonNodePath place) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < place.getNameCount(); i++) {
            switch (place.getElement(i)) {
                case Integer index -> path.append('[').append(index).append(']');
                case Object name -> path.append(i == 0 ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    private static void erase(JsonNode document, JsonNodePath place) {
        switch (document.at(place.getParent().toString())) {
            case ObjectNode parent -> parent.putNull(place.getName(-1));
            case ArrayNode parent -> parent.setNull((Integer) place.getElement(-1));
            default -> {
                // Erased with what it is part of.
            }
        }
    }

    /** As in ECMA-262, {@code $} matches at the very end only, and {@code \S} no white space of any script. */
    private static RegularExpression regularExpression(String regex) {
        Pattern pattern = Pattern.compile(regex.replaceFirst("\\$$", "\\\\z"), Pattern.UNICODE_CHARACTER_CLASS);
        return text -> pattern.matcher(text).find();
    }

    private static JsonNode read() {
        try (InputStream in = CatalogSchema.class.getResourceAsStream("/schemas/catalog.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
