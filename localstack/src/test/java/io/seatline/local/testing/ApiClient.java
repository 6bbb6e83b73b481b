package io.seatline.local.testing;

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

/** A client of an HTTP API on this machine. */
public final class ApiClient {
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;
    private final Consumer<Answer> guard;

    public ApiClient(URI base) {
        this(base, _ -> {});
    }

    /** Returns a client of Seatline's API that checks each request and answer against the OpenAPI document. */
    public static ApiClient checked(URI base) {
        return new ApiClient(base, OpenApiCheck::check);
    }

    /** @param guard checks every answer */
    public ApiClient(URI base, Consumer<Answer> guard) {
        this.base = base.toString();
        this.guard = guard;
    }

    /**
     * A response.
     *
     * @param body a missing node if the response is not JSON
     * @param sent the body of the request
     */
    public record Answer(int status, JsonNode body, String text, HttpResponse<String> response, Optional<String> sent) {
        public String code() {
            return body.path("code").asText();
        }

        public String bookingId() {
            return body.path("booking_id").asText();
        }

        public String state() {
            return body.path("status").asText();
        }

        public String entry() {
            return body.path("entry_id").asText();
        }

        public String payUrl() {
            return body.path("payment").path("pay_url").asText();
        }

        public String orderId() {
            return body.path("payment").path("order_id").asText();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public List<String> texts(String field) {
            return body.path(field).valueStream().map(JsonNode::asText).toList();
        }
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, Optional.empty(), headers);
    }

    public Answer head(String path, String... headers) {
        return call("HEAD", path, Optional.empty(), headers);
    }

    public Answer post(String path, String body, String... headers) {
        return call("POST", path, Optional.of(body), headers);
    }

    public Answer delete(String path, String... headers) {
        return call("DELETE", path, Optional.empty(), headers);
    }

    private Answer call(String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        if (body.isPresent()) {
            request.header("content-type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = send(request);
        Answer answer = new Answer(response.statusCode(), json(response.body()), response.body(), response, body);
        guard.accept(answer);
        return answer;
    }

    /** Returns the builder of a request that the other methods cannot send. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    /** Sends a request without calling the guard. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            return http.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(built.method() + " " + built.uri(), e);
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

    /** Returns a request for seats, of which some may be accessible. */
    public static String seats(String show, String... seats) {
        List<String> ids = Arrays.stream(seats).map(seat -> show + "." + seat).toList();
        return JSON.createObjectNode()
                .put("accessible", true)
                .set("show_seats", JSON.valueToTree(ids))
                .toString();
    }
}
