package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiEventTest {

    @RegisterExtension
    final RunningFront front = new RunningFront();

    private JsonNode eventOfGet(String pathAndQuery) {
        front.get(pathAndQuery);
        return front.functions.event();
    }

    @Test
    void event_has_payload_format_route_and_function() {
        JsonNode event = eventOfGet("/api/v1/shows/sh7/seats");
        assertEquals("2.0", event.path("version").asText());
        assertEquals("GET /api/v1/shows/{show_id}/seats", event.path("routeKey").asText());
        assertEquals("Search", front.functions.invoked());
    }

    @Test
    void path_is_decoded_as_by_an_http_api() {
        JsonNode event = eventOfGet("/api/v1/shows/a%20b+c/seats");
        assertEquals("/api/v1/shows/a b+c/seats", event.path("rawPath").asText());
        assertEquals(
                "/api/v1/shows/a b+c/seats",
                event.at("/requestContext/http/path").asText());
    }

    @Test
    void path_parameters_are_decoded_once() {
        assertEquals(
                "100%25",
                eventOfGet("/api/v1/shows/100%2525/seats")
                        .at("/pathParameters/show_id")
                        .asText());
    }

    @Test
    void control_character_in_a_path_reaches_the_function() {
        assertEquals(
                "\u000e",
                eventOfGet("/api/v1/shows/%0E/seats")
                        .at("/pathParameters/show_id")
                        .asText());
    }

    @Test
    void encoded_slash_is_decoded_before_routing() {
        assertEquals(
                "/api/v1/cities", eventOfGet("/api%2Fv1/cities").path("rawPath").asText());
    }

    @Test
    void route_without_variables_has_no_path_parameters() {
        JsonNode event = eventOfGet("/api/v1/cities");
        assertFalse(event.has("pathParameters"));
        assertFalse(event.has("stageVariables"));
    }

    @Test
    void query_is_kept_raw_and_its_parameters_decoded_and_joined() {
        JsonNode event = eventOfGet("/api/v1/cities?date=2026-01-01&q=a%20b+c&tag=x&tag=y%2Cz&flag");
        assertEquals(
                "date=2026-01-01&q=a%20b+c&tag=x&tag=y%2Cz&flag",
                event.path("rawQueryString").asText());
        assertEquals("a b c", event.at("/queryStringParameters/q").asText());
        assertEquals("x,y,z", event.at("/queryStringParameters/tag").asText());
        assertEquals("", event.at("/queryStringParameters/flag").asText("missing"));
    }

    @Test
    void request_without_query_has_an_empty_string_and_no_parameters() {
        JsonNode event = eventOfGet("/api/v1/cities");
        assertEquals("", event.path("rawQueryString").asText("missing"));
        assertFalse(event.has("queryStringParameters"));
    }

    @Test
    void header_names_are_lowercased_and_repeats_joined_by_a_comma() {
        front.send(front.request("/api/v1/cities").header("X-Seat", "A1").header("X-Seat", "A2"));
        assertEquals("A1,A2", front.functions.event().at("/headers/x-seat").asText());
    }

    @Test
    void cookies_move_from_headers_to_a_list() {
        front.send(front.request("/api/v1/cities").header("Cookie", "a=1; b=2"));
        List<String> cookies = StreamSupport.stream(
                        front.functions.event().path("cookies").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertEquals(List.of("a=1", "b=2"), cookies);
        assertFalse(front.functions.event().path("headers").has("cookie"));
    }

    @Test
    void gateway_headers_are_added() {
        front.send(front.request("/api/v1/cities").header("X-Forwarded-For", "203.0.113.7"));
        JsonNode headers = front.functions.event().path("headers");
        assertEquals("203.0.113.7, 127.0.0.1", headers.path("x-forwarded-for").asText());
        assertEquals("http", headers.path("x-forwarded-proto").asText());
        assertEquals(
                Integer.toString(front.port()), headers.path("x-forwarded-port").asText());
        assertTrue(headers.path("x-amzn-trace-id").asText().matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}"));
        assertEquals("0", headers.path("content-length").asText());
    }

    @Test
    void hop_by_hop_headers_are_removed() {
        JsonNode headers = eventOfGet("/api/v1/cities").path("headers");
        assertFalse(headers.has("connection"));
        assertFalse(headers.has("upgrade"));
    }

    @Test
    void request_context_describes_the_request() {
        front.send(front.request("/api/v1/cities").header("User-Agent", "toy/1"));
        JsonNode context = front.functions.event().path("requestContext");
        assertEquals("000000000000", context.path("accountId").asText());
        assertEquals("seatline", context.path("apiId").asText());
        assertEquals("localhost", context.path("domainName").asText());
        assertEquals("$default", context.path("stage").asText());
        assertEquals("GET /api/v1/cities", context.path("routeKey").asText());
        assertEquals("GET", context.at("/http/method").asText());
        assertEquals("HTTP/1.1", context.at("/http/protocol").asText());
        assertEquals("127.0.0.1", context.at("/http/sourceIp").asText());
        assertEquals("toy/1", context.at("/http/userAgent").asText());
        assertFalse(context.has("authorizer"));
    }

    @Test
    void time_of_the_clock_has_the_gateways_two_formats() {
        JsonNode context = eventOfGet("/api/v1/cities").path("requestContext");
        assertEquals("12/Mar/2026:19:03:58 +0000", context.path("time").asText());
        assertEquals(front.clock.millis(), context.path("timeEpoch").asLong());
    }

    @Test
    void response_repeats_the_request_id() {
        String first = front.get("/api/v1/cities")
                .headers()
                .firstValue("apigw-requestid")
                .orElseThrow();
        assertEquals(
                first, front.functions.event().at("/requestContext/requestId").asText());
        front.get("/api/v1/cities");
        assertFalse(
                front.functions.event().at("/requestContext/requestId").asText().equals(first));
    }

    @Test
    void json_body_is_passed_as_text() {
        front.post("/api/v1/echo", "application/json; charset=utf-8", "{\"city\":\"Đà Nẵng\"}");
        assertEquals(
                "{\"city\":\"Đà Nẵng\"}", front.functions.event().path("body").asText());
        assertFalse(front.functions.event().path("isBase64Encoded").asBoolean(true));
        assertEquals("22", front.functions.event().at("/headers/content-length").asText());
    }

    @Test
    void form_body_is_passed_in_base64_as_by_an_http_api() {
        front.post("/api/v1/echo", "application/x-www-form-urlencoded", "a=1&b=2");
        String body = front.functions.event().path("body").asText();
        assertEquals("a=1&b=2", new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8));
        assertTrue(front.functions.event().path("isBase64Encoded").asBoolean());
    }

    @Test
    void binary_body_is_passed_in_base64() {
        byte[] bytes = {0, (byte) 0xff, 10};
        front.send(front.request("/api/v1/echo")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
        assertEquals(
                Base64.getEncoder().encodeToString(bytes),
                front.functions.event().path("body").asText());
    }

    @Test
    void request_without_body_has_no_body_field() {
        JsonNode event = eventOfGet("/api/v1/cities");
        assertFalse(event.has("body"));
        assertFalse(event.path("isBase64Encoded").asBoolean(true));
    }
}
