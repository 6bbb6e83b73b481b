package io.seatline.local.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Stands in for Cognito: gives anyone an access token with the claims of Cognito's.
 *
 * <p>{@code POST /local/tokens {"sub":"alice","groups":["support"]}} answers {@code {"access_token":"..."}}.
 */
public final class TokenIssuer {

    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    /** Cognito's own rule for names: no space or control character, at most 128. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");

    private static final int REQUEST_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;
    private final String clientId;
    private final RSAKey key;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Makes an issuer.
     *
     * @param issuer the {@code iss} of its tokens, which the template's authorizer trusts
     * @param clientId the {@code client_id} of its tokens, one of the authorizer's audiences
     * @param clock the time of {@code iat} and {@code exp}
     * @param random makes token ids; used by many threads
     */
    public TokenIssuer(String issuer, String clientId, SigningKey key, InstantSource clock, RandomGenerator random) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.key = key.rsa();
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    /** The {@code iss} of every token. */
    public String issuer() {
        return issuer;
    }

    /**
     * Issues a token that is valid for {@link #LIFETIME}.
     *
     * @param sub the customer's id
     * @param groups the customer's groups, e.g. {@code support}
     */
    public String token(String sub, String... groups) {
        return sign(claims(sub, List.of(groups)));
    }

    /**
     * Returns the claims that {@link #token} would sign, for a test to change.
     *
     * @return a modifiable map; times are in seconds since the epoch
     */
    public Map<String, Object> claims(String sub, List<String> groups) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", sub);
        if (!groups.isEmpty()) {
            claims.put("cognito:groups", List.copyOf(groups));
        }
        claims.put("iss", issuer);
        claims.put("client_id", clientId);
        claims.put("token_use", "access");
        claims.put("scope", "aws.cognito.signin.user.admin");
        claims.put("auth_time", now);
        claims.put("iat", now);
        claims.put("exp", now + LIFETIME.toSeconds());
        claims.put("jti", uuid());
        claims.put("username", sub);
        return claims;
    }

    /** Signs any claims with the issuer's key, whether or not an authorizer would accept them. */
    public String sign(Map<String, Object> claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .build();
            JWSObject token = new JWSObject(header, new Payload(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("An RSA key signs RS256", impossible);
        }
    }

    /** The keys that verify the tokens, without their private parts. */
    public JWKSet publicKeys() {
        return new JWKSet(key.toPublicJWK());
    }

    /** Declares {@code /local/tokens} and the issuer's discovery documents. */
    public void register(JavalinConfig config) {
        config.routes.post("/local/tokens", this::issue);
        config.routes.get("/local/issuer/.well-known/jwks.json", ctx -> ctx.contentType("application/json")
                .result(publicKeys().toString()));
        config.routes.get("/local/issuer/.well-known/openid-configuration", this::discovery);
    }

    private void issue(Context ctx) throws IOException {
        byte[] body = ctx.req().getInputStream().readNBytes(REQUEST_BYTES);
        try {
            JsonNode request = request(body);
            List<String> groups = groups(request.path("groups"));
            String token = sign(claims(name(request.path("sub"), "sub"), groups));
            ObjectNode answer = JSON.createObjectNode().put("access_token", token);
            answer.put("token_type", "Bearer").put("expires_in", LIFETIME.toSeconds());
            ctx.contentType("application/json").result(answer.toString());
        } catch (InvalidField invalid) {
            ObjectNode problem = JSON.createObjectNode();
            problem.put("type", "about:blank").put("title", "Bad Request").put("status", 400);
            problem.put("code", "invalid_request").put("detail", invalid.getMessage());
            invalid.field.ifPresent(field -> problem.put("field", field));
            ctx.status(400).contentType("application/problem+json").result(problem.toString());
        }
    }

    private static JsonNode request(byte[] body) throws IOException, InvalidField {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new InvalidField(Optional.empty(), "The body is not JSON.");
        }
        if (!request.isObject()) {
            throw new InvalidField(
                    Optional.empty(), "The body is an object: {\"sub\":\"alice\",\"groups\":[\"support\"]}.");
        }
        for (Map.Entry<String, JsonNode> field : request.properties()) {
            if (!List.of("sub", "groups").contains(field.getKey())) {
                throw new InvalidField(Optional.of(field.getKey()), "Only sub and groups are known.");
            }
        }
        return request;
    }

    private static List<String> groups(JsonNode node) throws InvalidField {
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            throw new InvalidField(Optional.of("groups"), "groups is a list of names.");
        }
        List<String> groups = new ArrayList<>();
        for (JsonNode group : node) {
            groups.add(name(group, "groups"));
        }
        return groups;
    }

    private static String name(JsonNode node, String field) throws InvalidField {
        if (!node.isTextual() || !NAME.matcher(node.textValue()).matches()) {
            throw new InvalidField(Optional.of(field), field + " is a name of 1 to 128 characters without spaces.");
        }
        return node.textValue();
    }

    private void discovery(Context ctx) {
        String local = ctx.scheme() + "://" + ctx.host();
        ObjectNode configuration = JSON.createObjectNode().put("issuer", issuer);
        configuration.put("jwks_uri", local + "/local/issuer/.well-known/jwks.json");
        configuration.put("token_endpoint", local + "/local/tokens");
        configuration.putArray("response_types_supported").add("token");
        configuration.putArray("subject_types_supported").add("public");
        configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
        ctx.contentType("application/json").result(configuration.toString());
    }

    private String uuid() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return UUID.nameUUIDFromBytes(id).toString();
    }

    private static final class InvalidField extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Optional<String> field;

        InvalidField(Optional<String> field, String message) {
            super(message);
            this.field = field;
        }
    }
}
