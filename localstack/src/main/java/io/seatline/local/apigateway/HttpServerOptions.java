package io.seatline.local.apigateway;

import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.http.LocalRoutes;
import io.seatline.local.template.Cors;
import io.seatline.local.template.HttpRoute;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the front serves and where.
 *
 * @param host the address to listen on; {@code localhost} keeps the token issuer away from the network
 * @param port the TCP port; 0 takes a free one
 * @param routes the HTTP API's routes
 * @param cors the HTTP API's CORS configuration; empty when the template has none
 * @param functionUrls the function URLs and their paths
 * @param tokens the issuer whose tokens the routes' authorizers trust
 * @param extras routes that exist only locally, in the order in which they are asked
 * @param ready whether {@code GET /healthz} says that all is well; until then it answers 503
 */
public record HttpServerOptions(
        String host,
        int port,
        List<HttpRoute> routes,
        Optional<Cors> cors,
        List<FunctionUrl> functionUrls,
        TokenIssuer tokens,
        List<LocalRoutes> extras,
        BooleanSupplier ready) {

    /** Options of a front that is ready as soon as it listens. */
    public HttpServerOptions(
            String host,
            int port,
            List<HttpRoute> routes,
            Optional<Cors> cors,
            List<FunctionUrl> functionUrls,
            TokenIssuer tokens,
            List<LocalRoutes> extras) {
        this(host, port, routes, cors, functionUrls, tokens, extras, () -> true);
    }

    /** Refuses an impossible port and an authorizer whose issuer nobody here can vouch for. */
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
