package io.seatline.local.apigateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.Invoker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests as an HTTP API and, on their paths, as function URLs, including their own refusals. */
final class HttpApi {

    /** API Gateway's quota for a request. */
    static final int API_BODY_BYTES = 10 * 1024 * 1024;
    /** Lambda's quota for the event of a synchronous invocation. */
    static final int EVENT_BYTES = 6 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final String JSON = "application/json";

    private final RouteTable routes;
    private final Optional<CorsHeaders> cors;
    private final JwtVerifier verifier;
    private final EventWriter events;
    private final Invoker invoker;
    private final ObjectMapper json;

    HttpApi(HttpServerOptions options, JwtVerifier verifier, EventWriter events, Invoker invoker, ObjectMapper json) {
        this.routes = new RouteTable(options.routes());
        this.cors = options.cors().map(CorsHeaders::new);
        this.verifier = verifier;
        this.events = events;
        this.invoker = invoker;
        this.json = json;
    }

    /** Answers as the HTTP API. */
    void handle(Context ctx) throws IOException {
        HttpCall call = HttpCall.of(ctx);
        String requestId = events.requestId();
        ctx.header("apigw-requestid", requestId);
        Optional<RouteTable.Match> match = routes.find(call.method(), call.path());
        if (match.isEmpty() && cors.isPresent() && call.method().equals("OPTIONS")) {
            send(ctx, preflight(call));
            return;
        }
        FunctionResponse answer;
        try {
            call.requireShortHeaders();
            answer = match.isEmpty() ? refusal(404, "Not Found") : answer(ctx, call, match.get(), requestId);
        } catch (HttpCall.Unreadable unreadable) {
            answer = refusal(unreadable.status(), unreadable.getMessage());
        }
        send(ctx, withCors(answer, call.header("origin")));
    }

    private FunctionResponse answer(Context ctx, HttpCall call, RouteTable.Match match, String requestId)
            throws IOException, HttpCall.Unreadable {
        Optional<JwtVerifier.Accepted> token = Optional.empty();
        if (match.route().authorizer().isPresent()) {
            try {
                token = Optional.of(verifier.verify(
                        call.header("authorization"), match.route().authorizer().get()));
            } catch (JwtVerifier.Refused refused) {
                ctx.header("www-authenticate", refused.challenge());
                return refused.status() == 401 ? refusal(401, "Unauthorized") : refusal(403, "Forbidden");
            }
        }
        byte[] body = call.body(API_BODY_BYTES);
        byte[] event = events.apiEvent(call, body, match, token, requestId);
        if (event.length > EVENT_BYTES) {
            return refusal(413, "Request Entity Too Large");
        }
        return invoke(match.route().functionId(), event, "text/plain;charset=utf-8")
                .orElseGet(() -> refusal(500, "Internal Server Error"));
    }

    private FunctionResponse preflight(HttpCall call) {
        Map<String, String> headers =
                cors.orElseThrow().preflight(call.header("origin"), call.header("access-control-request-method"));
        return new FunctionResponse(204, headers, List.of(), new byte[0]);
    }

    /** Answers as a function URL. */
    void handle(Context ctx, FunctionUrl url) throws IOException {
        HttpCall call = HttpCall.of(ctx);
        String requestId = events.uuid();
        ctx.header("x-amzn-requestid", requestId);
        byte[] body;
        try {
            body = call.body(EVENT_BYTES);
        } catch (HttpCall.Unreadable unreadable) {
            String message = unreadable.status() == 413
                    ? "Request must be smaller than " + EVENT_BYTES + " bytes for the InvokeFunction operation"
                    : unreadable.getMessage();
            send(
                    ctx,
                    FunctionResponse.json(
                            unreadable.status(), json.createObjectNode().put("Message", message)));
            return;
        }
        byte[] event = events.functionUrlEvent(call, body, requestId);
        send(
                ctx,
                invoke(url.functionId(), event, JSON)
                        .orElseGet(() -> FunctionResponse.text(502, "Internal Server Error")));
    }

    private Optional<FunctionResponse> invoke(String functionId, byte[] event, String defaultContentType) {
        try {
            byte[] result = invoker.invoke(functionId, event);
            Optional<FunctionResponse> response = FunctionResponse.read(json, result, defaultContentType);
            if (response.isEmpty()) {
                LOG.warn("{} returned a malformed HTTP response", functionId);
            }
            return response;
        } catch (FunctionError | RuntimeException error) {
            LOG.warn("{} failed", functionId, error);
            return Optional.empty();
        }
    }

    /**
     * Replaces the function's own CORS headers if the API has a CORS configuration. API Gateway adds them to its own
     * refusals too, so that a page on another origin can tell a 401 from a broken network.
     */
    private FunctionResponse withCors(FunctionResponse response, Optional<String> origin) {
        if (cors.isEmpty()) {
            return response;
        }
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        headers.keySet().removeIf(name -> name.startsWith("access-control-"));
        headers.putAll(cors.get().response(origin));
        return new FunctionResponse(response.status(), headers, response.cookies(), response.body());
    }

    private FunctionResponse refusal(int status, String message) {
        return FunctionResponse.json(status, json.createObjectNode().put("message", message));
    }

    private static void send(Context ctx, FunctionResponse response) throws IOException {
        ctx.status(response.status());
        ctx.res().setContentType(response.headers().get("content-type"));
        response.headers().forEach((name, value) -> {
            if (!FunctionResponse.SET_BY_THE_SERVER.contains(name)) {
                ctx.header(name, value);
            }
        });
        response.cookies().forEach(cookie -> ctx.addHeader("set-cookie", cookie));
        boolean head = ctx.req().getMethod().equals("HEAD");
        if (head && response.headers().containsKey("content-length")) {
            ctx.res().setHeader("content-length", response.headers().get("content-length"));
        } else if (response.body().length > 0) {
            ctx.res().setContentLength(response.body().length);
            ctx.res().getOutputStream().write(response.body());
        }
    }
}
