package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.seatline.local.apigateway.HttpServer;
import io.seatline.local.apigateway.HttpServerOptions;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.cognito.TokenRequest;
import io.seatline.local.deploy.stack.Emulator;
import io.seatline.local.lambda.Invoker;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.ResolvedTemplate;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** Serves on this machine what an emulator lacks: MoMo, and either the HTTP API with its tokens or the functions. */
final class CompanionServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_EVENT = 10 * 1024 * 1024;

    private final String host;
    private final int port;
    private final MomoSimulator momo;

    CompanionServer(Emulator emulator, int port, MomoSimulator momo) {
        this.host = emulator.runsContainers() ? "0.0.0.0" : "localhost";
        this.port = port;
        this.momo = momo;
    }

    /** Serves the site and the HTTP API of the template; its functions run in the emulator. */
    AutoCloseable serveHttpApi(ResolvedTemplate template, TokenIssuer tokens, Invoker functions, InstantSource clock) {
        HttpServerOptions options = HttpServerOptions.of(template, tokens)
                .with(served -> served.host(host).port(port).extras(List.of(momo::register)));
        return new HttpServer(options, functions, clock, new SecureRandom()).start();
    }

    /**
     * Serves the functions to an emulator that has its own HTTP API.
     *
     * @param tokens gives an access token for a name and groups
     */
    AutoCloseable serveFunctions(FunctionHost functions, BiFunction<String, String[], String> tokens) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = LARGEST_EVENT;
            config.jetty.host = host;
            config.jetty.port = port;
            momo.register(config);
            functions.register(config);
            config.routes.post("/local/tokens", ctx -> issue(ctx, tokens));
        });
        server.start();
        return server::stop;
    }

    private static void issue(Context ctx, BiFunction<String, String[], String> tokens) throws IOException {
        TokenRequest request = TokenRequest.read(ctx);
        String token = tokens.apply(request.sub(), request.groups().toArray(String[]::new));
        ctx.contentType("application/json")
                .result(JSON.createObjectNode().put("access_token", token).toString());
    }
}
