package io.seatline.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads a secret that is a JSON object of texts. Error messages name a field, never a value. */
public final class JsonSecret {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final JsonNode fields;

    private JsonSecret(String name, JsonNode fields) {
        this.name = name;
        this.fields = fields;
    }

    /**
     * Parses a secret.
     *
     * @param name how error messages refer to the secret
     * @throws IllegalArgumentException if the secret is not a JSON object
     */
    public static JsonSecret read(String name, String json) {
        JsonNode fields;
        try {
            fields = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Without the cause: the parser's message quotes the secret.
            throw new IllegalArgumentException(name + " is not JSON");
        }
        if (!fields.isObject()) {
            throw new IllegalArgumentException(name + " is not a JSON object");
        }
        return new JsonSecret(name, fields);
    }

    /**
     * Returns the text of a field, which may be empty.
     *
     * @throws IllegalArgumentException if the field is missing or not a text
     */
    public String text(String field) {
        JsonNode value = fields.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " has no text \"" + field + "\"");
        }
        return value.textValue();
    }
}
