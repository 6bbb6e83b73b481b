package io.seatline.local.template;

import java.util.List;
import java.util.Objects;

/**
 * What a route of an HTTP API and its JWT authorizer demand of a token.
 *
 * @param issuer the exact {@code iss} that a token must carry
 * @param audience the accepted values of {@code aud} (or {@code client_id}); one of them must match
 * @param scopes the route's scopes, of which the token must have one; empty demands none
 */
public record JwtAuthorizer(String issuer, List<String> audience, List<String> scopes) {

    /** Refuses an authorizer that would accept nobody or everybody. */
    public JwtAuthorizer {
        Objects.requireNonNull(issuer, "issuer");
        audience = List.copyOf(audience);
        scopes = List.copyOf(scopes);
        if (issuer.isBlank() || audience.isEmpty()) {
            throw new IllegalArgumentException("A JWT authorizer needs an issuer and at least one audience");
        }
    }

    /** The same for a route with scopes. */
    public JwtAuthorizer withScopes(List<String> others) {
        return new JwtAuthorizer(issuer, audience, others);
    }
}
