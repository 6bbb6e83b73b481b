package io.seatline.local.template;

import java.util.Objects;
import java.util.Optional;

/**
 * A route of the HTTP API, as the template declares it.
 *
 * @param routeKey API Gateway's route key, e.g. {@code GET /api/v1/shows/{show_id}/seats} or {@code $default}
 * @param functionId the logical id of the function that answers
 * @param authorizer the JWT authorizer that guards the function; empty for a public route
 */
public record HttpRoute(String routeKey, String functionId, Optional<JwtAuthorizer> authorizer) {

    /** Refuses a route without a key or a function. */
    public HttpRoute {
        Objects.requireNonNull(routeKey, "routeKey");
        Objects.requireNonNull(functionId, "functionId");
        Objects.requireNonNull(authorizer, "authorizer");
        if (routeKey.isBlank() || functionId.isBlank()) {
            throw new IllegalArgumentException("A route needs a key and a function: " + routeKey + " " + functionId);
        }
    }
}
