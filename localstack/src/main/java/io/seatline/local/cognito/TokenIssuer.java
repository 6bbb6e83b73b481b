package io.seatline.local.cognito;

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
import io.seatline.local.template.JwtAuthorizer;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.web.ScriptRequests;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Stands in for Cognito: gives anyone an access token with the claims of Cognito's.
 *
 * <p>{@code POST /local/tokens {"sub":"alice","groups":["support"]}} answers {@code {"access_token":"..."}}. One issuer
 * stands for the user pools of customers and of staff.
 */
public final class TokenIssuer {

    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;
    private final String clientId;
    private final RSAKey key;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Users users = new Users();

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

    /** Makes the issuer that the JWT authorizers of a template trust. */
    public static TokenIssuer of(
            ResolvedTemplate template, SigningKey key, InstantSource clock, RandomGenerator random) {
        JwtAuthorizer authorizer = template.routes().stream()
                .flatMap(route -> route.authorizer().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the template has no JWT authorizer"));
        return new TokenIssuer(authorizer.issuer(), authorizer.audience().getFirst(), key, clock, random);
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
        return sign(claims(sub, new TokenRequest(sub, List.of(groups), Optional.empty(), Optional.empty()).groups()));
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

    /** Declares {@code /local/tokens}, the look-up of users, the sign-in page and the issuer's discovery documents. */
    public void register(JavalinConfig config) {
        ScriptRequests.register(config);
        users.register(config);
        new SignInPage(this, clientId, clock, random).register(config);
        config.routes.post("/local/tokens", this::issue);
        config.routes.get("/deployment.json", this::deployment);
        config.routes.get("/local/issuer/.well-known/jwks.json", ctx -> ctx.contentType("application/json")
                .result(publicKeys().toString()));
        config.routes.get("/local/issuer/.well-known/openid-configuration", this::discovery);
    }

    private void issue(Context ctx) throws IOException {
        ObjectNode answer = answer(TokenRequest.read(ctx));
        ctx.contentType("application/json").result(answer.toString());
    }

    /** The answer that has a token. */
    ObjectNode answer(TokenRequest request) {
        users.remember(request);
        return JSON.createObjectNode()
                .put("access_token", sign(claims(request.sub(), request.groups())))
                .put("token_type", "Bearer")
                .put("expires_in", LIFETIME.toSeconds());
    }

    private void discovery(Context ctx) {
        String local = ctx.scheme() + "://" + ctx.host();
        ObjectNode configuration = JSON.createObjectNode().put("issuer", issuer);
        configuration.put("jwks_uri", local + "/local/issuer/.well-known/jwks.json");
        configuration.put("authorization_endpoint", local + "/local/issuer/oauth2/authorize");
        configuration.put("token_endpoint", local + "/local/issuer/oauth2/token");
        configuration.put("end_session_endpoint", local + "/local/issuer/logout");
        configuration.putArray("response_types_supported").add("code");
        configuration.putArray("code_challenge_methods_supported").add("S256");
        configuration.putArray("subject_types_supported").add("public");
        configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
        ctx.contentType("application/json").result(configuration.toString());
    }

    /** The file that tells the site where to sign in, which a deployment to AWS writes. */
    private void deployment(Context ctx) {
        ObjectNode pool =
                JSON.createObjectNode().put("sign_in_url", "/local/issuer").put("client_id", clientId);
        ObjectNode deployment = JSON.createObjectNode();
        deployment.set("customers", pool);
        deployment.set("staff", pool.deepCopy().put("login_hint", "staff"));
        ctx.contentType("application/json").result(deployment.toString());
    }

    private String uuid() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return UUID.nameUUIDFromBytes(id).toString();
    }
}
