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
    /** Lambda's quota for a synchronous invocation. */
    static final int URL_BODY_BYTES = 6 * 1024 * 1024;

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
        if (match.isEmpty()) {
            if (cors.isPresent() && call.method().equals("OPTIONS")) {
                Map<String, String> headers =
                        cors.get().preflight(call.header("origin"), call.header("access-control-request-method"));
                send(ctx, new FunctionResponse(204, headers, List.of(), new byte[0]));
            } else {
                refuse(ctx, 404, "Not Found");
            }
            return;
        }
        Optional<Map<String, String>> claims = Optional.empty();
        if (match.get().route().authorizer().isPresent()) {
            try {
                claims = Optional.of(verifier.verify(
                        call.header("authorization"),
                        match.get().route().authorizer().get()));
            } catch (JwtVerifier.Refused refused) {
                ctx.header("www-authenticate", refused.challenge());
                refuse(ctx, 401, "Unauthorized");
                return;
            }
        }
        Optional<byte[]> body = call.body(API_BODY_BYTES);
        if (body.isEmpty()) {
            refuse(ctx, 413, "Request Entity Too Large");
            return;
        }
        byte[] event = events.apiEvent(call, body.get(), match.get(), claims, requestId);
        Optional<FunctionResponse> response =
                invoke(match.get().route().functionId(), event, "text/plain;charset=utf-8");
        if (response.isEmpty()) {
            refuse(ctx, 500, "Internal Server Error");
        } else {
            send(ctx, withCors(response.get(), call.header("origin")));
        }
    }

    /** Answers as a function URL. */
    void handle(Context ctx, FunctionUrl url) throws IOException {
        HttpCall call = HttpCall.of(ctx);
        String requestId = events.uuid();
        ctx.header("x-amzn-requestid", requestId);
        Optional<byte[]> body = call.body(URL_BODY_BYTES);
        if (body.isEmpty()) {
            String message =
                    "Request must be smaller than " + URL_BODY_BYTES + " bytes for the InvokeFunction operation";
            send(ctx, FunctionResponse.json(413, json.createObjectNode().put("Message", message)));
            return;
        }
        byte[] event = events.functionUrlEvent(call, body.get(), requestId);
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

    /** Replaces the function's own CORS headers if the API has a CORS configuration. */
    private FunctionResponse withCors(FunctionResponse response, Optional<String> origin) {
        if (cors.isEmpty()) {
            return response;
        }
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        headers.keySet().removeIf(name -> name.startsWith("access-control-"));
        headers.putAll(cors.get().response(origin));
        return new FunctionResponse(response.status(), headers, response.cookies(), response.body());
    }

    private void refuse(Context ctx, int status, String message) throws IOException {
        send(ctx, FunctionResponse.json(status, json.createObjectNode().put("message", message)));
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
        if (response.body().length > 0) {
            ctx.res().setContentLength(response.body().length);
            ctx.res().getOutputStream().write(response.body());
        }
    }
}
