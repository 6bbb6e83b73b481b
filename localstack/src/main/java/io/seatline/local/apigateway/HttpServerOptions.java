package io.seatline.local.apigateway;

import io.javalin.config.JavalinConfig;
import io.seatline.local.cloudfront.Site;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.template.Cors;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.ResolvedTemplate;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the server serves and where.
 *
 * @param host the address to listen on; {@code localhost} keeps the token issuer away from the network
 * @param port the TCP port; 0 takes a free one
 * @param routes the HTTP API's routes
 * @param cors the HTTP API's CORS configuration; empty when the template has none
 * @param functionUrls the function URLs and their paths
 * @param tokens the issuer whose tokens the routes' authorizers trust
 * @param extras declare routes that exist only locally; they precede the template's
 * @param site the web site
 * @param ready while false, {@code GET /healthz} answers 503
 */
@RecordBuilder
public record HttpServerOptions(
        String host,
        int port,
        List<HttpRoute> routes,
        Optional<Cors> cors,
        List<FunctionUrl> functionUrls,
        TokenIssuer tokens,
        List<Consumer<JavalinConfig>> extras,
        Site site,
        BooleanSupplier ready)
        implements HttpServerOptionsBuilder.With {

    /** Options of a server for the API and the site of a template that takes any free port and is ready at once. */
    public static HttpServerOptions of(ResolvedTemplate template, TokenIssuer tokens) {
        return new HttpServerOptions(
                "localhost",
                0,
                template.routes(),
                template.cors(),
                List.of(),
                tokens,
                List.of(),
                new Site(template.siteHeaders()),
                () -> true);
    }

    /** Refuses an impossible port and an authorizer that trusts another issuer. */
    public HttpServerOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(cors, "cors");
        Objects.requireNonNull(tokens, "tokens");
        routes = List.copyOf(routes);
        functionUrls = List.copyOf(functionUrls);
        extras = List.copyOf(extras);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("PORT is a number from 0 to 65535, not " + port);
        }
        for (HttpRoute route : routes) {
            route.authorizer()
                    .filter(authorizer -> !authorizer.issuer().equals(tokens.issuer()))
                    .ifPresent(authorizer -> {
                        throw new IllegalArgumentException("Route " + route.routeKey() + " trusts "
                                + authorizer.issuer() + ", but tokens come from " + tokens.issuer());
                    });
        }
    }
}
