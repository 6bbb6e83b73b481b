package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.config.JavalinConfig;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.JwtAuthorizer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {

    @Test
    void health_check_is_ok() {
        try (RunningFront front = new RunningFront()) {
            HttpResponse<String> response = front.get("/healthz");
            assertEquals(200, response.statusCode());
            assertEquals("{\"status\":\"ok\"}", response.body());
            assertEquals(Optional.of("application/json"), response.headers().firstValue("content-type"));
        }
    }

    @Test
    void start_page_is_served() {
        try (RunningFront front = new RunningFront()) {
            HttpResponse<String> response = front.get("/");
            assertEquals(200, response.statusCode());
            assertEquals(
                    Optional.of("text/html;charset=utf-8"), response.headers().firstValue("content-type"));
            assertTrue(response.body().contains("<title>"));
        }
    }

    @Test
    void extra_routes_are_served() {
        Consumer<JavalinConfig> momo =
                config -> config.routes.get("/momo/pay/{order}", ctx -> ctx.result(ctx.pathParam("order")));
        try (RunningFront front = new RunningFront(Optional.empty(), List.of(momo))) {
            assertEquals("o1", front.get("/momo/pay/o1").body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/v1/shows/%zz/seats HTTP/1.1~Host: a | 400 | Bad Request",
                "GET /api/v1/shows/%ff/seats HTTP/1.1~Host: a | 400 | Bad Request",
                "GET /api/v1/shows/%/seats HTTP/1.1~Host: a | 400 | Bad Request",
                "GET /api/v1/cities HTTP/1.1 | 400 | Bad Request",
                "GET api/v1/cities HTTP/1.1~Host: a | 400 | Bad Request",
                "GET /api/v1/cities HTTP/1.1~Host: a~a b: c | 400 | Bad Request",
                "POST /api/v1/echo HTTP/1.1~Host: a~Content-Length: x | 400 | Bad Request",
                "POST /api/v1/echo HTTP/1.1~Host: a~Content-Length: -1 | 400 | Bad Request",
                "POST /api/v1/echo HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2 | 400 | Bad Request",
                "POST /api/v1/echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz | 400 | Bad Request",
                "POST /api/v1/echo HTTP/1.1~Host: a~Content-Length: 1~Expect: coffee | 417 | Expectation Failed",
                "GET /api/v1/cities HTTP/9.9~Host: a | 505 | HTTP Version Not Supported",
                "BREW /api/v1/cities HTTP/1.1~Host: a | 404 | Not Found",
                "TRACE /api/v1/cities HTTP/1.1~Host: a | 404 | Not Found",
                "GET /api/v1/none HTTP/1.1~Host: a | 404 | Not Found",
            })
    void malformed_request_is_refused_in_api_gateways_form(String request, int status, String message)
            throws IOException {
        try (RunningFront front = new RunningFront()) {
            String head = request.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n";
            assertRefused(status, message, exchanged(front.port(), head));
            assertEquals("", front.functions.invoked());
        }
    }

    @Test
    void headers_of_more_than_10_240_bytes_are_refused() throws IOException {
        try (RunningFront front = new RunningFront()) {
            String line = "GET /api/v1/cities HTTP/1.1";
            String fixed = line + "\r\nHost: a\r\nConnection: close\r\nAccept: ";
            int room = 10_240 - line.length() - "a".length() - "close".length();
            assertTrue(exchanged(front.port(), fixed + "a".repeat(room) + "\r\n\r\n")
                    .startsWith("HTTP/1.1 200 "));
            for (int length : new int[] {room + 1, 100_000}) {
                assertRefused(
                        431,
                        "Request Header Fields Too Large",
                        exchanged(front.port(), fixed + "a".repeat(length) + "\r\n\r\n"));
            }
        }
    }

    @Test
    void request_that_comes_too_slowly_is_refused() throws IOException {
        try (RunningFront front = RunningFront.withPatience(Duration.ofSeconds(1))) {
            assertRefused(
                    408,
                    "Request Timeout",
                    exchanged(
                            front.port(),
                            "POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{"));
            assertEquals("", front.functions.invoked());
        }
    }

    @Test
    void local_pages_answer_head() {
        try (RunningFront front = new RunningFront()) {
            for (String page : List.of("/", "/healthz", "/local/issuer/.well-known/jwks.json")) {
                HttpResponse<String> get = front.get(page);
                HttpResponse<String> head = front.send(front.request(page).HEAD());
                assertEquals(200, head.statusCode(), page);
                assertEquals("", head.body());
                for (String header : List.of("content-type", "content-length")) {
                    assertEquals(
                            get.headers().firstValue(header), head.headers().firstValue(header), page);
                }
            }
        }
    }

    private static void assertRefused(int status, String message, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: application/json\r\n"), response);
        assertTrue(response.endsWith("\r\n\r\n{\"message\":\"" + message + "\"}"), response);
    }

    /** What a server sends to these bytes until it closes the connection. */
    private static String exchanged(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void port_in_use_is_reported_with_a_remedy() {
        try (RunningFront first = new RunningFront()) {
            HttpServerOptions options =
                    RunningFront.options(first.tokens, List.of()).withPort(first.port());
            try (HttpServer second = new HttpServer(options, first.functions, first.clock, new SecureRandom())) {
                PortInUseException taken = assertThrows(PortInUseException.class, second::start);
                assertEquals(
                        "Port " + first.port() + " is already in use. Stop what uses it or set PORT to another.",
                        taken.getMessage());
            }
        }
    }

    @Test
    void authorizer_of_another_issuer_is_rejected() {
        JwtAuthorizer stranger = new JwtAuthorizer("https://stranger.example", List.of("a"), List.of());
        HttpRoute route = new HttpRoute("GET /a", "Search", Optional.of(stranger));
        try (RunningFront front = new RunningFront()) {
            assertThrows(IllegalArgumentException.class, () -> RunningFront.options(front.tokens, List.of(route)));
        }
    }
}
