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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

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
            assertTrue(response.body().contains("<title>Seatline"));
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

    @Test
    void badly_encoded_path_is_rejected() throws IOException {
        try (RunningFront front = new RunningFront();
                Socket socket = new Socket("localhost", front.port())) {
            String request = "GET /api/v1/shows/%zz/seats HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            assertEquals("", front.functions.invoked());
        }
    }

    @Test
    void port_in_use_is_reported_with_a_remedy() {
        try (RunningFront first = new RunningFront()) {
            HttpServerOptions options = new HttpServerOptions(
                    "localhost", first.port(), List.of(), Optional.empty(), List.of(), first.tokens, List.of());
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
        JwtAuthorizer stranger = new JwtAuthorizer("https://stranger.example", List.of("a"));
        HttpRoute route = new HttpRoute("GET /a", "Search", Optional.of(stranger));
        try (RunningFront front = new RunningFront()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new HttpServerOptions(
                            "localhost", 0, List.of(route), Optional.empty(), List.of(), front.tokens, List.of()));
        }
    }
}
