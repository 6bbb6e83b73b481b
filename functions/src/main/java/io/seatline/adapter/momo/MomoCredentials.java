package io.seatline.adapter.momo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What MoMo gave us to be known by. Only {@link #partnerCode} is public; {@link #toString} hides the rest.
 *
 * @param partnerCode who we are at MoMo
 * @param accessKey part of what is signed, never sent
 * @param secretKey the key that signs
 */
public record MomoCredentials(String partnerCode, String accessKey, String secretKey) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public MomoCredentials {
        require("partnerCode", partnerCode);
        require("accessKey", accessKey);
        require("secretKey", secretKey);
    }

    /**
     * Reads a secret of the form {@code {"partnerCode":"…","accessKey":"…","secretKey":"…"}}.
     *
     * @throws IllegalArgumentException where it has another form; names the field, never a value
     */
    public static MomoCredentials fromSecret(String json) {
        JsonNode secret;
        try {
            secret = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Without its cause: the parser's message quotes the secret.
            throw new IllegalArgumentException("MoMo's secret is not JSON");
        }
        if (!secret.isObject()) {
            throw new IllegalArgumentException("MoMo's secret is not a JSON object");
        }
        return new MomoCredentials(text(secret, "partnerCode"), text(secret, "accessKey"), text(secret, "secretKey"));
    }

    private static String text(JsonNode secret, String field) {
        JsonNode value = secret.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("MoMo's secret has no text \"" + field + "\"");
        }
        return value.textValue();
    }

    private static void require(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("MoMo's " + field + " is empty");
        }
    }

    @Override
    public String toString() {
        return "MomoCredentials[" + partnerCode + "]";
    }
}
