package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.catalog.Sales;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.JsonFields;
import io.seatline.lambda.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTTP requests from API Gateway (payload format 2.0) and builds responses. */
public final class Http {
    /** Views are records with camelCase names; the API uses snake_case. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final String GROUPS_CLAIM = "cognito:groups";
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");

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

        /** Tells the client when to repeat the request. */
        public Problem retryAfter(Duration wait) {
            response.getHeaders().put("retry-after", Long.toString(wholeSeconds(wait)));
            return this;
        }

        public APIGatewayV2HTTPResponse response() {
            return response;
        }
    }

    /** Rounds up to whole seconds. */
    public static long wholeSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
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

    /** Returns a 410 for a show whose sales are closed or have ended, or that is cancelled. */
    public static Problem salesClosed(Sales sales) {
        String detail =
                switch (sales) {
                    case CLOSED -> "Sales of this show are closed; they may open again.";
                    case CANCELLED -> "This show is cancelled.";
                    default -> "Sales of this show have ended.";
                };
        return new Problem(410, "sales_closed", detail, Map.of("sales", sales.name()));
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

    public static APIGatewayV2HTTPResponse respond(
            int status, String contentType, String body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("content-type", contentType);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(status);
        response.setHeaders(all);
        response.setBody(body);
        return response;
    }

    /** Returns bytes, in Base64 as API Gateway takes them. */
    public static APIGatewayV2HTTPResponse binary(String contentType, byte[] body, Map<String, String> headers) {
        APIGatewayV2HTTPResponse response =
                respond(200, contentType, Base64.getEncoder().encodeToString(body), headers);
        response.setIsBase64Encoded(true);
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
        return new String(bytes(event), StandardCharsets.UTF_8);
    }

    /** Returns the fields of the body, which must be a JSON object; see {@link JsonFields} for its refusals. */
    public static JsonFields fields(APIGatewayV2HTTPEvent event) {
        requireUtf8(event);
        return JsonFields.parse(bytes(event));
    }

    /** Returns the body, which must be JSON; see {@link StrictJson} for its refusals. */
    public static JsonNode document(APIGatewayV2HTTPEvent event) {
        requireUtf8(event);
        return StrictJson.parse(bytes(event));
    }

    /** Returns the fields of a body that may be empty because all its fields are optional. */
    public static JsonFields optionalFields(APIGatewayV2HTTPEvent event) {
        requireUtf8(event);
        return JsonFields.parseOptional(bytes(event));
    }

    private static byte[] bytes(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    private static void requireUtf8(APIGatewayV2HTTPEvent event) {
        header(event, "content-type")
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .map(charset -> charset.group(1))
                .filter(charset -> !charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("us-ascii"))
                .ifPresent(charset -> {
                    throw new InvalidField(StrictJson.BODY, "must be UTF-8, not " + charset);
                });
    }

    /** Turns the event of a {@code HEAD} route into that of its {@code GET} route; returns whether it was one. */
    public static boolean asGet(APIGatewayV2HTTPEvent event) {
        boolean head = event.getRouteKey() != null && event.getRouteKey().startsWith("HEAD ");
        if (head) {
            event.setRouteKey("GET " + event.getRouteKey().substring("HEAD ".length()));
        }
        return head;
    }

    /** Removes the body of an answer to {@code HEAD}, whose length stays in a header. */
    public static APIGatewayV2HTTPResponse withoutBody(APIGatewayV2HTTPResponse response) {
        if (response.getBody() != null) {
            int length = response.getIsBase64Encoded()
                    ? Base64.getDecoder().decode(response.getBody()).length
                    : response.getBody().getBytes(StandardCharsets.UTF_8).length;
            response.setHeaders(new LinkedHashMap<>(response.getHeaders()));
            response.getHeaders().put("content-length", Integer.toString(length));
            response.setBody(null);
            response.setIsBase64Encoded(false);
        }
        return response;
    }

    /** Returns the id that API Gateway gave to the request, or Lambda to one of a function URL. */
    public static Optional<String> requestId(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext()).map(context -> context.getRequestId());
    }

    public static String pathParameter(APIGatewayV2HTTPEvent event, String name) {
        return event.getPathParameters().get(name);
    }

    public static Optional<String> queryParameter(APIGatewayV2HTTPEvent event, String name) {
        return Optional.ofNullable(event.getQueryStringParameters()).map(p -> p.get(name));
    }

    /** Returns a header. API Gateway sends header names in lower case. */
    public static Optional<String> header(APIGatewayV2HTTPEvent event, String name) {
        return Optional.ofNullable(event.getHeaders()).map(h -> h.get(name));
    }

    /** Returns the caller, as identified by API Gateway's authorizer. */
    public static CustomerId customer(APIGatewayV2HTTPEvent event) {
        String subject = claims(event).get("sub");
        if (!CustomerId.isValid(subject)) {
            throw new Problem(
                    403, "forbidden", "The token's subject must have 1-" + CustomerId.MAX_LENGTH + " characters.");
        }
        return new CustomerId(subject);
    }

    /** Returns the booking in the path; throws a 404 if the text is not a booking id. */
    public static BookingId bookingId(APIGatewayV2HTTPEvent event) {
        String id = pathParameter(event, "booking_id");
        if (!BookingId.isValid(id)) {
            throw notFound("booking");
        }
        return new BookingId(id);
    }

    /** Returns the show in the path; throws a 404 if the text is not a show id. */
    public static ShowId showId(APIGatewayV2HTTPEvent event) {
        String id = pathParameter(event, "show_id");
        if (!ShowId.isValid(id)) {
            throw notFound("show");
        }
        return new ShowId(id);
    }

    /** Returns the member of staff who calls. */
    public static StaffId staff(APIGatewayV2HTTPEvent event) {
        return new StaffId(customer(event).value());
    }

    /**
     * Returns the groups of the caller. API Gateway flattens the array of a token to {@code [support staff]}. Names of
     * Cognito's groups contain no space, but any other punctuation, so only a space separates two of them.
     */
    public static Set<String> groups(APIGatewayV2HTTPEvent event) {
        String flat = claims(event).getOrDefault(GROUPS_CLAIM, "[]");
        boolean array = flat.startsWith("[") && flat.endsWith("]") && flat.length() > 2;
        return array
                ? Set.copyOf(Arrays.asList(flat.substring(1, flat.length() - 1).split(" ", -1)))
                : Set.of();
    }

    private static Map<String, String> claims(APIGatewayV2HTTPEvent event) {
        var authorizer = event.getRequestContext().getAuthorizer();
        if (authorizer == null || authorizer.getJwt() == null) {
            throw new IllegalStateException("route " + event.getRouteKey() + " has no JWT authorizer");
        }
        return authorizer.getJwt().getClaims();
    }
}
