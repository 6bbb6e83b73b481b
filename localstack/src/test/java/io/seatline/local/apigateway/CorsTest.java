package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.seatline.local.template.Cors;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CorsTest {

    @RegisterExtension
    final RunningFront front = new RunningFront(Optional.of(RunningFront.CORS), List.of());

    private HttpResponse<String> preflight(RunningFront front, String origin) {
        return front.send(front.request("/api/v1/reserve")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void preflight_is_answered_without_a_token() {
        HttpResponse<String> response = preflight(front, "https://seatline.example");
        assertEquals(204, response.statusCode());
        assertEquals("*", header(response, "access-control-allow-origin"));
        assertEquals("GET,POST,DELETE", header(response, "access-control-allow-methods"));
        assertEquals("authorization,content-type", header(response, "access-control-allow-headers"));
        assertEquals("300", header(response, "access-control-max-age"));
        assertEquals("", front.functions.invoked());
    }

    @Test
    void options_without_preflight_headers_get_no_cors_headers() {
        HttpResponse<String> response =
                front.send(front.request("/api/v1/reserve").method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(204, response.statusCode());
        assertEquals("", header(response, "access-control-allow-origin"));
    }

    @Test
    void response_to_another_origin_gets_cors_headers() {
        HttpResponse<String> response =
                front.send(front.request("/api/v1/cities").header("Origin", "https://a.example"));
        assertEquals("*", header(response, "access-control-allow-origin"));
        assertEquals("etag", header(response, "access-control-expose-headers"));
    }

    @Test
    void refusal_of_the_gateway_is_readable_from_another_origin() {
        byte[] tooLong = new byte[HttpApi.API_BODY_BYTES + 1];
        Map<Integer, HttpRequest.Builder> refused = Map.of(
                401, front.request("/api/v1/reserve").POST(BodyPublishers.noBody()),
                404, front.request("/api/v1/none"),
                413, front.request("/api/v1/echo").POST(BodyPublishers.ofByteArray(tooLong)),
                431, front.request("/api/v1/cities").header("Accept", "a".repeat(10_240)));
        refused.forEach((status, request) -> {
            HttpResponse<String> response = front.send(request.header("Origin", "https://a.example"));
            assertEquals(status, response.statusCode());
            assertEquals("*", header(response, "access-control-allow-origin"));
            assertEquals("etag", header(response, "access-control-expose-headers"));
        });
    }

    @Test
    void response_to_the_same_origin_gets_no_cors_headers() {
        assertEquals("", header(front.get("/api/v1/cities"), "access-control-allow-origin"));
    }

    @Test
    void cors_headers_of_a_function_are_dropped() {
        front.functions.answer(
                "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"https://own.example\"}}");
        assertEquals("", header(front.get("/api/v1/cities"), "access-control-allow-origin"));
    }

    @Test
    void only_allowed_origins_get_cors_headers() {
        Cors listed = new Cors(
                List.of("https://seatline.example", "http://*"),
                List.of("GET"),
                List.of(),
                List.of(),
                Optional.empty(),
                true);
        try (RunningFront strict = new RunningFront(Optional.of(listed), List.of())) {
            HttpResponse<String> allowed = preflight(strict, "https://seatline.example");
            assertEquals("https://seatline.example", header(allowed, "access-control-allow-origin"));
            assertEquals("true", header(allowed, "access-control-allow-credentials"));
            assertEquals(
                    "http://any.example",
                    header(preflight(strict, "http://any.example"), "access-control-allow-origin"));
            HttpResponse<String> refused = preflight(strict, "https://seatline.example.evil.example");
            assertFalse(
                    refused.headers().firstValue("access-control-allow-origin").isPresent());
        }
    }

    @Test
    void options_are_not_routed_without_a_cors_configuration() {
        try (RunningFront plain = new RunningFront()) {
            assertEquals(404, preflight(plain, "https://seatline.example").statusCode());
        }
    }
}
