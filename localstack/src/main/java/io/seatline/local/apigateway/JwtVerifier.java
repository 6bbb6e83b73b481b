package io.seatline.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.seatline.local.template.JwtAuthorizer;
import java.io.IOException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks bearer tokens as an HTTP API's JWT authorizer does: RS256 by a key of the issuer, then {@code iss},
 * {@code aud} (or, where there is none, {@code client_id}), {@code exp}, {@code nbf} and {@code iat}, at last that
 * {@code scope} or {@code scp} has a scope of the route.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">
 *     JWT authorizers</a>
 */
final class JwtVerifier {

    /** Claims of tokens whose signature has been verified. */
    private final Cache<String, JsonNode> signed =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private final JWKSet keys;
    private final InstantSource clock;
    private final ObjectMapper json;

    JwtVerifier(JWKSet keys, InstantSource clock, ObjectMapper json) {
        this.keys = keys;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What is passed to the function.
     *
     * @param claims each as the string that API Gateway makes of it
     * @param scopes those of the token that the route names; empty if it names none
     */
    record Accepted(Map<String, String> claims, List<String> scopes) {}

    /**
     * Checks a token.
     *
     * @param authorization the request's header: the token, with or without {@code Bearer} before it
     */
    Accepted verify(Optional<String> authorization, JwtAuthorizer authorizer) throws Refused {
        String token = authorization
                .map(header -> header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7) : header)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new Refused(401, "Bearer"));
        JsonNode claims = signed.getIfPresent(token);
        if (claims == null) {
            claims = signedClaims(token);
            signed.put(token, claims);
        }
        if (!claims.path("iss").asText().equals(authorizer.issuer())) {
            throw invalid("the token does not have a valid issuer");
        }
        JsonNode audience = claims.has("aud") ? claims.get("aud") : claims.path("client_id");
        if (Collections.disjoint(texts(audience), authorizer.audience())) {
            throw invalid("the token does not have a valid audience");
        }
        long now = clock.instant().getEpochSecond();
        if (!claims.path("exp").isNumber() || claims.get("exp").longValue() <= now) {
            throw invalid("the token has expired");
        }
        for (String claim : List.of("nbf", "iat")) {
            if (claims.has(claim)
                    && (!claims.get(claim).isNumber() || claims.get(claim).longValue() > now)) {
                throw invalid("the token is not valid yet");
            }
        }
        Map<String, String> flattened = new TreeMap<>();
        claims.properties().forEach(claim -> flattened.put(claim.getKey(), flat(claim.getValue())));
        List<String> scopes = scopes(claims);
        scopes.retainAll(authorizer.scopes());
        if (scopes.isEmpty() && !authorizer.scopes().isEmpty()) {
            throw new Refused(
                    403, "Bearer scope=\"" + String.join(" ", authorizer.scopes()) + "\" error=\"insufficient_scope\"");
        }
        return new Accepted(flattened, scopes);
    }

    private JsonNode signedClaims(String token) throws Refused {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            if (key == null || !jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) {
                throw invalid("the token is not signed by a key of its issuer");
            }
            if (!jwt.verify(new RSASSAVerifier(key.toRSAKey()))) {
                throw invalid("the token's signature does not match");
            }
            JsonNode claims = json.readTree(jwt.getPayload().toBytes());
            if (!claims.isObject()) {
                throw invalid("the token has no claims");
            }
            return claims;
        } catch (ParseException | JOSEException | IOException malformed) {
            throw invalid("the token cannot be read");
        }
    }

    private static List<String> scopes(JsonNode claims) {
        List<String> scopes = new ArrayList<>();
        for (String claim : List.of("scope", "scp")) {
            if (claims.path(claim).isArray()) {
                scopes.addAll(texts(claims.get(claim)));
            } else {
                scopes.addAll(List.of(claims.path(claim).asText().split(" ", -1)));
            }
        }
        return scopes;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts;
    }

    /** An array becomes {@code [a b]} and an object {@code map[k:v]}: API Gateway prints both so. */
    private static String flat(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> parts.add(flat(element)));
            return "[" + String.join(" ", parts) + "]";
        }
        if (value.isObject()) {
            value.properties().forEach(entry -> parts.add(entry.getKey() + ":" + flat(entry.getValue())));
            return "map[" + String.join(" ", parts) + "]";
        }
        return value.asText();
    }

    private static Refused invalid(String description) {
        return new Refused(401, "Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + description + "\"");
    }

    /** A token that is missing, not acceptable (401) or has no scope of the route (403). */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String challenge;

        private Refused(int status, String challenge) {
            super(challenge);
            this.status = status;
            this.challenge = challenge;
        }

        int status() {
            return status;
        }

        /** The {@code www-authenticate} header. */
        String challenge() {
            return challenge;
        }
    }
}
