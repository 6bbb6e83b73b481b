package io.seatline.local.apigateway;

import io.javalin.config.JavalinConfig;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.cloudfront.Site;
import io.seatline.local.cognito.SigningKey;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.template.Cors;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.JwtAuthorizer;
import io.seatline.local.testing.ApiClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An HTTP server on a free port in front of {@link ToyFunctions}, with a client. As an extension in an instance field, it is
 * closed after the test.
 */
final class RunningFront implements AfterEachCallback, AutoCloseable {

    static final String ISSUER = "https://cognito-idp.local.amazonaws.com/local_pool";
    static final String CLIENT = "seatline-client";
    static final SigningKey KEY = SigningKey.fresh();
    static final JwtAuthorizer AUTHORIZER = new JwtAuthorizer(ISSUER, List.of(CLIENT), List.of());
    static final String SCOPE = "aws.cognito.signin.user.admin";
    static final List<HttpRoute> ROUTES = List.of(
            new HttpRoute("GET /api/v1/cities", "Search", Optional.empty()),
            new HttpRoute("GET /api/v1/shows/{show_id}/seats", "Search", Optional.empty()),
            new HttpRoute("POST /api/v1/echo", "Reserve", Optional.empty()),
            new HttpRoute("POST /api/v1/reserve", "Reserve", Optional.of(AUTHORIZER)),
            new HttpRoute("HEAD /api/v1/cities", "Search", Optional.empty()),
            new HttpRoute(
                    "POST /api/v1/scoped", "Reserve", Optional.of(AUTHORIZER.withScopes(List.of("other", SCOPE)))));
    static final Cors CORS = new Cors(
            List.of("*"),
            List.of("GET", "POST", "DELETE"),
            List.of("authorization", "content-type"),
            List.of("etag"),
            Optional.of(Duration.ofMinutes(5)),
            false);

    final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-03-12T19:03:58.390Z"));
    final ToyFunctions functions = new ToyFunctions();
    final TokenIssuer tokens;
    private final HttpServer front;
    private final ApiClient client;

    RunningFront() {
        this(Optional.empty(), List.of());
    }

    RunningFront(Optional<Cors> cors, List<Consumer<JavalinConfig>> extras) {
        this(cors, extras, Duration.ofSeconds(30));
    }

    static RunningFront withPatience(Duration patience) {
        return new RunningFront(Optional.empty(), List.of(), patience);
    }

    private RunningFront(Optional<Cors> cors, List<Consumer<JavalinConfig>> extras, Duration patience) {
        SecureRandom random = new SecureRandom();
        tokens = new TokenIssuer(ISSUER, CLIENT, KEY, clock, random);
        FunctionUrl url = new FunctionUrl("/api/v1/payment/notify", "Notify");
        HttpServerOptions options = options(tokens, ROUTES)
                .with(served -> served.cors(cors).functionUrls(List.of(url)).extras(extras));
        front = new HttpServer(options, functions, clock, random, patience).start();
        client = new ApiClient(URI.create("http://localhost:" + front.port()));
    }

    static HttpServerOptions options(TokenIssuer tokens, List<HttpRoute> routes) {
        return HttpServerOptionsBuilder.builder()
                .host("localhost")
                .routes(routes)
                .cors(Optional.empty())
                .functionUrls(List.of())
                .tokens(tokens)
                .extras(List.of())
                .site(new Site(Map.of()))
                .ready(() -> true)
                .build();
    }

    int port() {
        return front.port();
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return client.request(pathAndQuery);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return client.send(request);
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> reserve(String authorization) {
        return send(request("/api/v1/reserve")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString("{}")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        front.close();
    }
}
