package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiResponseTest {

    private static final String INTERNAL_ERROR = "{\"message\":\"Internal Server Error\"}";

    @RegisterExtension
    final RunningFront front = new RunningFront();

    private HttpResponse<String> responseTo(String result) {
        front.functions.answer(result);
        return front.get("/api/v1/cities");
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    @Test
    void status_headers_and_body_are_passed_on() {
        HttpResponse<String> response = responseTo("""
                        {"statusCode":201,"headers":{"Content-Type":"application/json","X-Hold":"5"},"body":"{\\"a\\":1}"}""");
        assertEquals(201, response.statusCode());
        assertEquals(Optional.of("application/json"), header(response, "content-type"));
        assertEquals(Optional.of("5"), header(response, "x-hold"));
        assertEquals("{\"a\":1}", response.body());
    }

    @Test
    void each_cookie_becomes_a_set_cookie_header() {
        HttpResponse<String> response = responseTo("{\"statusCode\":200,\"cookies\":[\"a=1; Secure\",\"b=2\"]}");
        assertEquals(List.of("a=1; Secure", "b=2"), response.headers().allValues("set-cookie"));
    }

    @Test
    void base64_body_is_decoded() {
        assertEquals(
                "seat",
                responseTo("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"c2VhdA==\"}")
                        .body());
    }

    @Test
    void null_fields_count_as_absent() {
        HttpResponse<String> response = responseTo(
                "{\"statusCode\":204,\"headers\":null,\"cookies\":null,\"multiValueHeaders\":null,\"body\":null}");
        assertEquals(204, response.statusCode());
        assertEquals(Optional.empty(), header(response, "content-type"));
    }

    @Test
    void body_without_a_type_is_plain_text() {
        assertEquals(
                Optional.of("text/plain;charset=utf-8"),
                header(responseTo("{\"statusCode\":200,\"body\":\"hello\"}"), "content-type"));
    }

    @Test
    void not_modified_has_its_etag_and_no_body() {
        HttpResponse<String> response = responseTo("{\"statusCode\":304,\"headers\":{\"ETag\":\"\\\"v1\\\"\"}}");
        assertEquals(304, response.statusCode());
        assertEquals(Optional.of("\"v1\""), header(response, "etag"));
        assertEquals("", response.body());
    }

    @Test
    void json_without_a_status_code_is_the_body_of_a_200() {
        HttpResponse<String> response = responseTo("{\"cities\":[]}");
        assertEquals(200, response.statusCode());
        assertEquals(Optional.of("application/json"), header(response, "content-type"));
        assertEquals("{\"cities\":[]}", response.body());
    }

    @Test
    void function_cannot_set_the_content_length() {
        HttpResponse<String> response =
                responseTo("{\"statusCode\":200,\"headers\":{\"Content-Length\":\"1\"},\"body\":\"four\"}");
        assertEquals("four", response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"statusCode\":\"teapot\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{\"not\":\"a string\"}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"***\"}",
                "{\"statusCode\":200,\"headers\":{\"x\":[1]}}"
            })
    void malformed_result_is_an_internal_error(String result) {
        HttpResponse<String> response = responseTo(result);
        assertEquals(500, response.statusCode());
        assertEquals(INTERNAL_ERROR, response.body());
        assertEquals(Optional.of("application/json"), header(response, "content-type"));
    }

    @Test
    void failed_function_is_an_internal_error() {
        front.functions.fail();
        HttpResponse<String> response = front.get("/api/v1/cities");
        assertEquals(500, response.statusCode());
        assertEquals(INTERNAL_ERROR, response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/nothing", "/api/v1/cities/", "/api/v1/shows//seats", "/healthz"})
    void unrouted_path_gets_the_gateways_not_found(String path) {
        HttpResponse<String> response = front.send(front.request(path).DELETE());
        assertEquals(404, response.statusCode());
        assertEquals("{\"message\":\"Not Found\"}", response.body());
        assertEquals(Optional.of("application/json"), header(response, "content-type"));
    }

    @Test
    void head_is_not_routed_to_get() {
        assertEquals(
                404, front.send(front.request("/api/v1/shows/sh1/seats").HEAD()).statusCode());
        assertEquals("", front.functions.invoked());
    }

    @Test
    void head_route_keeps_the_length_that_the_function_names() {
        front.functions.answer(
                "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\",\"content-length\":\"1234\"}}");
        HttpResponse<String> response =
                front.send(front.request("/api/v1/cities").HEAD());
        assertEquals(200, response.statusCode());
        assertEquals(Optional.of("1234"), header(response, "content-length"));
        assertEquals(
                "HEAD /api/v1/cities", front.functions.event().path("routeKey").asText());
    }

    @Test
    void compressed_body_is_passed_on() {
        HttpResponse<String> response = responseTo(
                "{\"statusCode\":200,\"headers\":{\"content-encoding\":\"gzip\",\"vary\":\"accept-encoding\"},"
                        + "\"isBase64Encoded\":true,\"body\":\"c2VhdA==\"}");
        assertEquals("seat", response.body());
        assertEquals(Optional.of("gzip"), header(response, "content-encoding"));
        assertEquals(Optional.of("4"), header(response, "content-length"));
        assertEquals(List.of("accept-encoding"), response.headers().allValues("vary"));
    }

    @Test
    void body_over_ten_megabytes_is_rejected() {
        HttpResponse<String> response = front.send(
                front.request("/api/v1/echo").POST(BodyPublishers.ofByteArray(new byte[HttpApi.API_BODY_BYTES + 1])));
        assertEquals(413, response.statusCode());
        assertEquals("{\"message\":\"Request Entity Too Large\"}", response.body());
        assertEquals("", front.functions.invoked());
    }

    /** The event has the body as a JSON text, in which a quote takes two bytes. */
    @Test
    void event_over_six_megabytes_is_rejected() {
        front.functions.answer("{\"statusCode\":200}");
        String largest = "\"".repeat(HttpApi.EVENT_BYTES / 2 - 2_000);
        HttpResponse<String> accepted =
                front.send(front.request("/api/v1/echo").POST(BodyPublishers.ofString(largest)));
        assertEquals(200, accepted.statusCode());
        assertEquals(largest, front.functions.event().path("body").asText());

        HttpResponse<String> rejected =
                front.send(front.request("/api/v1/echo").POST(BodyPublishers.ofString(largest + "\"".repeat(2_000))));
        assertEquals(413, rejected.statusCode());
        assertEquals("{\"message\":\"Request Entity Too Large\"}", rejected.body());
    }
}
