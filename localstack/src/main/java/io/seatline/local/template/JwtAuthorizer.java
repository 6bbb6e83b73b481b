package io.seatline.local.template;

import java.util.List;
import java.util.Objects;

/**
 * What an HTTP API's JWT authorizer demands of a token.
 *
 * @param issuer the exact {@code iss} that a token must carry
 * @param audience the accepted values of {@code aud} (or {@code client_id}); one of them must match
 */
public record JwtAuthorizer(String issuer, List<String> audience) {

    /** Refuses an authorizer that would accept nobody or everybody. */
    public JwtAuthorizer {
        Objects.requireNonNull(issuer, "issuer");
        audience = List.copyOf(audience);
        if (issuer.isBlank() || audience.isEmpty()) {
            throw new IllegalArgumentException("A JWT authorizer needs an issuer and at least one audience");
        }
    }
}
