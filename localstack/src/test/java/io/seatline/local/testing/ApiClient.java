package io.seatline.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls Seatline's HTTP API as any client would. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;
    private final Consumer<Answer> guard;

    Api(URI base) {
        this(base, _ -> {});
    }

    /** With a guard that is shown every answer. */
    Api(URI base, Consumer<Answer> guard) {
        this.base = base.toString();
        this.guard = guard;
    }

    /** An answer; {@code body} is missing where it is no JSON. */
    record Answer(int status, JsonNode body, String text, HttpResponse<String> response) {
        String code() {
            return body.path("code").asText();
        }

        String bookingId() {
            return body.path("booking_id").asText();
        }

        String state() {
            return body.path("status").asText();
        }

        String ticket() {
            return body.path("ticket").asText();
        }

        String payUrl() {
            return body.path("payment").path("pay_url").asText();
        }

        String orderId() {
            return body.path("payment").path("order_id").asText();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        List<String> texts(String field) {
            return body.path(field).valueStream().map(JsonNode::asText).toList();
        }
    }

    Answer get(String path, String... headers) {
        return call("GET", path, Optional.empty(), headers);
    }

    Answer post(String path, String body, String... headers) {
        return call("POST", path, Optional.of(body), headers);
    }

    Answer delete(String path, String... headers) {
        return call("DELETE", path, Optional.empty(), headers);
    }

    private Answer call(String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        if (body.isPresent()) {
            request.header("content-type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), json(response.body()), response.body(), response);
            guard.accept(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** {@code {"show_seats":[…]}}. */
    static String seats(String show, String... seats) {
        List<String> ids = Arrays.stream(seats).map(seat -> show + "." + seat).toList();
        return JSON.createObjectNode().set("show_seats", JSON.valueToTree(ids)).toString();
    }
}
