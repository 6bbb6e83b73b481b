package io.seatline.local.apigateway;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinBindException;
import io.seatline.local.lambda.Invoker;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The HTTP server of the embedded cloud: HTTP API, function URLs, development token issuer, health check and the web site.
 * Requests run on virtual threads.
 *
 * <pre>{@code
 * try (HttpServer server = new HttpServer(options, invoker, clock, random).start()) {
 *     System.out.println("http://localhost:" + server.port());
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {

    /** The environment variable that sets the port. */
    private static final String PORT = "PORT";

    /** More than API Gateway's quota, which {@link HttpCall} checks as API Gateway counts. */
    private static final int HEADER_BYTES = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** API Gateway accepts an encoded slash, percent sign or control character in a path; Jetty refuses them by default. */
    private static final UriCompliance AMBIGUOUS_PATHS_ALLOWED = UriCompliance.DEFAULT.with(
            "API Gateway",
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final HttpServerOptions options;
    private final Duration patience;
    private final Javalin server;

    /**
     * Prepares the server; nothing listens before {@link #start()}.
     *
     * @param invoker runs the functions; called by many threads
     * @param clock dates events and token checks
     * @param random makes request ids; called by many threads
     */
    public HttpServer(HttpServerOptions options, Invoker invoker, InstantSource clock, RandomGenerator random) {
        this(options, invoker, clock, random, PATIENCE);
    }

    /** Prepares a server with this time-out for the next byte of a request. */
    HttpServer(
            HttpServerOptions options,
            Invoker invoker,
            InstantSource clock,
            RandomGenerator random,
            Duration patience) {
        this.options = options;
        this.patience = patience;
        ObjectMapper json = new ObjectMapper();
        HttpApi api = new HttpApi(
                options,
                new JwtVerifier(options.tokens().publicKeys(), clock, json),
                new EventWriter(json, clock, random),
                invoker,
                json);
        this.server = Javalin.create(config -> configure(config, api, clock));
    }

    /**
     * Starts listening.
     *
     * @throws PortInUseException when another process has the port
     */
    public HttpServer start() {
        // Checked first: Javalin reports a taken port with a stack trace in the log.
        Ports.requireFree(PORT, options.host(), options.port());
        try {
            server.start();
        } catch (JavalinBindException taken) {
            throw new PortInUseException(PORT, options.port(), taken);
        }
        return this;
    }

    /** The port that the started server listens on; with port 0 in the options, a free one. */
    public int port() {
        return server.port();
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config, HttpApi api, InstantSource clock) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.addConnector((jetty, http) -> {
            http.setRequestHeaderSize(HEADER_BYTES);
            http.setSendServerVersion(false);
            http.setUriCompliance(AMBIGUOUS_PATHS_ALLOWED);
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(options.host());
            connector.setPort(options.port());
            connector.setIdleTimeout(patience.toMillis());
            return connector;
        });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new GatewayErrors()));
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));

        config.routes.before(ctx ->
                ctx.header("date", RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC))));
        config.routes.get("/healthz", this::health);
        options.tokens().register(config);
        options.extras().forEach(extra -> extra.accept(config));
        answerHeadAsGet(config);
        config.routes.exception(HttpResponseException.class, (refused, ctx) -> ctx.status(refused.getStatus())
                .contentType("application/json")
                .result(GatewayErrors.body(refused.getStatus())));
        for (HandlerType method : List.of(
                HandlerType.GET,
                HandlerType.POST,
                HandlerType.PUT,
                HandlerType.PATCH,
                HandlerType.DELETE,
                HandlerType.HEAD,
                HandlerType.OPTIONS)) {
            options.functionUrls()
                    .forEach(url -> config.routes.addHttpHandler(method, url.path(), ctx -> api.handle(ctx, url)));
            boolean page = method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
            config.routes.addHttpHandler(method, "/*", page ? ctx -> siteOrApi(ctx, api) : api::handle);
        }
    }

    /** Adds a {@code HEAD} route for each local page; API Gateway's are in the template. */
    private static void answerHeadAsGet(JavalinConfig config) {
        for (ParsedEndpoint parsed : List.copyOf(config.unsafe.internalRouter.allHttpHandlers())) {
            Endpoint page = parsed.endpoint;
            if (page.method.equals(HandlerType.GET)) {
                config.routes.addHttpHandler(HandlerType.HEAD, page.path, page.handler);
            }
        }
    }

    private void health(Context ctx) {
        boolean ready = options.ready().getAsBoolean();
        ctx.status(ready ? 200 : 503).contentType("application/json");
        ctx.result(ready ? "{\"status\":\"ok\"}" : "{\"status\":\"starting\"}");
    }

    /** Serves the site; the API answers below {@code /api/} and clients that do not accept HTML. */
    private void siteOrApi(Context ctx, HttpApi api) throws IOException {
        if (ctx.path().startsWith("/api/")) {
            api.handle(ctx);
        } else if (!options.site().serve(ctx)) {
            if (Optional.ofNullable(ctx.header("accept")).orElse("").contains("text/html")) {
                options.site().notFound(ctx);
            } else {
                api.handle(ctx);
            }
        }
    }
}
