package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.domain.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP requests from API Gateway (payload format 2.0) and builds responses. */
public final class Http {
    /** Views are records with camelCase names; the API uses snake_case. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String GROUPS_CLAIM = "cognito:groups";

    private Http() {}

    /** A refused request: an RFC 9457 problem with a stable {@code code} and optional extra members. */
    public static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient APIGatewayV2HTTPResponse response;

        public Problem(int status, String code, String detail) {
            this(status, code, detail, Map.of());
        }

        public Problem(int status, String code, String detail, Map<String, ?> members) {
            super(code + ": " + detail, null, false, false);
            response = problem(status, code, detail, members);
        }

        /** Adds the header {@code Retry-After}. */
        public Problem retryAfter(long seconds) {
            Map<String, String> headers = new LinkedHashMap<>(response.getHeaders());
            headers.put("retry-after", Long.toString(seconds));
            response.setHeaders(headers);
            return this;
        }

        public APIGatewayV2HTTPResponse response() {
            return response;
        }
    }

    /**
     * Returns a 400 for invalid input.
     *
     * @param field the field at fault
     * @param problem what is wrong, such as {@code unknown show "x"}
     */
    public static Problem invalid(String field, String problem) {
        return new Problem(400, "invalid_request", field + ": " + problem + ".", Map.of("field", field));
    }

    public static Problem notFound(String what) {
        return new Problem(404, "not_found", "There is no such " + what + ".");
    }

    public static APIGatewayV2HTTPResponse problem(int status, String code, String detail, Map<String, ?> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:seatline:problem:" + code);
        body.put("title", title(code));
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        body.putAll(members);
        return respond(status, "application/problem+json", write(body), Map.of("cache-control", "no-store"));
    }

    private static String title(String code) {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public static APIGatewayV2HTTPResponse json(int status, Object body) {
        return json(status, body, Map.of("cache-control", "no-store"));
    }

    public static APIGatewayV2HTTPResponse json(int status, Object body, Map<String, String> headers) {
        return respond(status, "application/json", write(body), headers);
    }

    public static APIGatewayV2HTTPResponse noContent() {
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(204);
        return response;
    }

    static APIGatewayV2HTTPResponse respond(int status, String contentType, String body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("content-type", contentType);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(status);
        response.setHeaders(all);
        response.setBody(body);
        return response;
    }

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /** Returns the body as text, decoded if API Gateway sent Base64. */
    public static String body(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        return event.getIsBase64Encoded() ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body;
    }

    /** Returns the body as a JSON object; throws a 400 that contains the position of a syntax error. */
    public static JsonNode jsonBody(APIGatewayV2HTTPEvent event) {
        JsonNode node;
        try {
            node = JSON.readTree(body(event));
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw invalid("body", "not JSON" + where);
        }
        if (!node.isObject()) {
            throw invalid("body", "must be a JSON object");
        }
        return node;
    }

    public static String pathParameter(APIGatewayV2HTTPEvent event, String name) {
        return event.getPathParameters().get(name);
    }

    public static Optional<String> queryParameter(APIGatewayV2HTTPEvent event, String name) {
        return Optional.ofNullable(event.getQueryStringParameters()).map(p -> p.get(name));
    }

    /** Returns a header. API Gateway sends header names in lower case. */
    static Optional<String> header(APIGatewayV2HTTPEvent event, String name) {
        return Optional.ofNullable(event.getHeaders()).map(h -> h.get(name));
    }

    /** Returns the caller, as identified by API Gateway's authorizer. */
    public static CustomerId customer(APIGatewayV2HTTPEvent event) {
        return new CustomerId(claims(event).get("sub"));
    }

    /** Returns the groups of the caller. API Gateway flattens an array claim to {@code [support staff]}. */
    public static List<String> groups(APIGatewayV2HTTPEvent event) {
        String flat = claims(event).getOrDefault(GROUPS_CLAIM, "").strip();
        String inner = flat.startsWith("[") && flat.endsWith("]") ? flat.substring(1, flat.length() - 1) : flat;
        return List.of(inner.strip().split("[\\s,]+"));
    }

    private static Map<String, String> claims(APIGatewayV2HTTPEvent event) {
        var authorizer = event.getRequestContext().getAuthorizer();
        if (authorizer == null || authorizer.getJwt() == null) {
            throw new IllegalStateException("route " + event.getRouteKey() + " has no JWT authorizer");
        }
        return authorizer.getJwt().getClaims();
    }
}
