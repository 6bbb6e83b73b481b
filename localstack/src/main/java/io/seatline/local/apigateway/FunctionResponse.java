package io.seatline.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function's result, read by the rules of payload format 2.0: an object with a {@code statusCode} is a response; any
 * other JSON is the body of a 200.
 *
 * @param headers values by lowercase name
 * @param cookies each becomes a {@code set-cookie} header
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are written once, never compared.
record FunctionResponse(int status, Map<String, String> headers, List<String> cookies, byte[] body) {

    /** Headers of the connection, which functions cannot set, and the type, which is set before the others. */
    static final Set<String> SET_BY_THE_SERVER =
            Set.of("connection", "content-length", "content-type", "keep-alive", "transfer-encoding", "upgrade");

    static FunctionResponse json(int status, JsonNode body) {
        Map<String, String> headers = Map.of("content-type", "application/json");
        return new FunctionResponse(status, headers, List.of(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static FunctionResponse text(int status, String body) {
        Map<String, String> headers = Map.of("content-type", "text/plain");
        return new FunctionResponse(status, headers, List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a result; empty when API Gateway would call it malformed. */
    static Optional<FunctionResponse> read(ObjectMapper json, byte[] result, String defaultContentType) {
        try {
            JsonNode tree = json.readTree(result);
            if (tree.isMissingNode()) {
                return Optional.empty();
            }
            if (!tree.isObject() || !tree.has("statusCode")) {
                Map<String, String> headers = Map.of("content-type", "application/json");
                return Optional.of(new FunctionResponse(200, headers, List.of(), result));
            }
            return structured(tree, defaultContentType);
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<FunctionResponse> structured(JsonNode tree, String defaultContentType) {
        JsonNode status = tree.get("statusCode");
        if (!status.isInt() || status.intValue() < 100 || status.intValue() > 599) {
            return Optional.empty();
        }
        JsonNode text = tree.path("body");
        if (!text.isTextual() && !text.isNull() && !text.isMissingNode()) {
            return Optional.empty();
        }
        String content = text.isTextual() ? text.textValue() : "";
        byte[] body = tree.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(content)
                : content.getBytes(StandardCharsets.UTF_8);
        Optional<Map<String, String>> headers = headers(tree.path("headers"));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (body.length > 0) {
            headers.get().putIfAbsent("content-type", defaultContentType);
        }
        List<String> cookies = new ArrayList<>();
        tree.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        return Optional.of(new FunctionResponse(status.intValue(), headers.get(), cookies, body));
    }

    private static Optional<Map<String, String>> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : node.properties()) {
            if (header.getValue().isContainerNode()) {
                return Optional.empty();
            }
            if (!header.getValue().isNull()) {
                headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText());
            }
        }
        return Optional.of(headers);
    }
}
