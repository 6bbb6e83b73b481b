package io.seatline.local.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Writes the events of payload format 2.0.
 *
 * <p>An HTTP API passes the path decoded, a function URL as sent; both pass the query as sent.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     Lambda integrations of HTTP APIs</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking function URLs</a>
 */
final class EventWriter {

    static final String API_ID = "seatline";
    static final String URL_ID = "seatlineurl";
    static final String URL_DOMAIN = URL_ID + ".lambda-url.local.on.aws";

    private static final String STAGE = "$default";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Hop-by-hop headers, which API Gateway consumes, and cookies, which have a field of their own. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection", "cookie", "expect", "http2-settings", "keep-alive", "te", "transfer-encoding", "upgrade");

    private final ObjectMapper json;
    private final InstantSource clock;
    private final RandomGenerator random;

    EventWriter(ObjectMapper json, InstantSource clock, RandomGenerator random) {
        this.json = json;
        this.clock = clock;
        this.random = random;
    }

    /** A fresh id in the form of API Gateway's, e.g. {@code Mc7UVioPPHcEKPA=}. */
    String requestId() {
        byte[] id = new byte[11];
        random.nextBytes(id);
        return Base64.getEncoder().encodeToString(id);
    }

    /** A fresh id in the form of Lambda's. */
    String uuid() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return UUID.nameUUIDFromBytes(id).toString();
    }

    /** The event of an HTTP API's route; {@code token} is what the authorizer accepted. */
    byte[] apiEvent(
            HttpCall call,
            byte[] body,
            RouteTable.Match match,
            Optional<JwtVerifier.Accepted> token,
            String requestId) {
        ObjectNode event = event(call, call.path(), match.route().routeKey(), requestId);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        context.put("accountId", "000000000000").put("apiId", API_ID);
        context.put("domainName", call.hostName());
        context.put("domainPrefix", call.hostName().replaceFirst("\\..*", ""));
        token.ifPresent(accepted -> {
            ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
            accepted.claims().forEach(jwt.putObject("claims")::put);
            if (accepted.scopes().isEmpty()) {
                jwt.putNull("scopes");
            } else {
                accepted.scopes().forEach(jwt.putArray("scopes")::add);
            }
        });
        if (!match.pathParameters().isEmpty()) {
            match.pathParameters().forEach(event.putObject("pathParameters")::put);
        }
        return bytes(event, call, body);
    }

    /** The event of a function URL that anyone may call. */
    byte[] functionUrlEvent(HttpCall call, byte[] body, String requestId) {
        ObjectNode event = event(call, call.encodedPath(), STAGE, requestId);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        context.put("accountId", "anonymous").put("apiId", URL_ID);
        context.put("domainName", URL_DOMAIN).put("domainPrefix", URL_ID);
        return bytes(event, call, body);
    }

    private ObjectNode event(HttpCall call, String path, String routeKey, String requestId) {
        Instant now = clock.instant();
        ObjectNode event = json.createObjectNode();
        event.put("version", "2.0").put("routeKey", routeKey).put("rawPath", path);
        event.put("rawQueryString", call.query());
        call.header("cookie").ifPresent(cookies -> {
            for (String cookie : cookies.split("[;,]", -1)) {
                event.withArray("cookies").add(cookie.strip());
            }
        });
        headers(call, event.putObject("headers"), now);
        if (!call.query().isEmpty()) {
            queryParameters(call.query(), event.putObject("queryStringParameters"));
        }
        ObjectNode context = event.putObject("requestContext");
        context.putObject("http")
                .put("method", call.method())
                .put("path", path)
                .put("protocol", call.protocol())
                .put("sourceIp", call.sourceIp())
                .put("userAgent", call.header("user-agent").orElse(""));
        context.put("requestId", requestId).put("routeKey", routeKey).put("stage", STAGE);
        context.put("time", TIME.format(now)).put("timeEpoch", now.toEpochMilli());
        return event;
    }

    private void headers(HttpCall call, ObjectNode headers, Instant now) {
        for (Map.Entry<String, List<String>> header : call.headers().entrySet()) {
            if (!NOT_FORWARDED.contains(header.getKey())) {
                headers.put(header.getKey(), String.join(",", header.getValue()));
            }
        }
        headers.put(
                "x-forwarded-for",
                call.header("x-forwarded-for").map(before -> before + ", ").orElse("") + call.sourceIp());
        headers.put("x-forwarded-port", Integer.toString(call.port()));
        headers.put("x-forwarded-proto", "http");
        headers.put(
                "x-amzn-trace-id",
                "Root=1-%08x-%08x%016x".formatted(now.getEpochSecond(), random.nextInt(), random.nextLong()));
    }

    private static void queryParameters(String query, ObjectNode parameters) {
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String name = decoded(parts[0]);
                String value = parts.length == 2 ? decoded(parts[1]) : "";
                parameters.put(name, parameters.has(name) ? parameters.get(name).asText() + "," + value : value);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private byte[] bytes(ObjectNode event, HttpCall call, byte[] body) {
        boolean binary = body.length > 0 && !isText(call.header("content-type").orElse("text/plain"));
        ((ObjectNode) event.get("headers")).put("content-length", Integer.toString(body.length));
        if (body.length > 0) {
            event.put(
                    "body",
                    binary ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8));
        }
        event.put("isBase64Encoded", binary);
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree of strings is always JSON", impossible);
        }
    }

    /** Whether a body of this type travels as text; API Gateway sends every other type in base64, forms included. */
    private static boolean isText(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml");
    }
}
