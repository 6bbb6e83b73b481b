package io.seatline.local.cognito;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Stands in for Cognito's hosted pages: gives anyone who names themselves a code, and a token for the code. It has
 * Cognito's paths and demands PKCE.
 */
final class SignInPage {
    /** How long a code works. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final String ISSUER = "/local/issuer";
    private static final String PATH = ISSUER + "/oauth2";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self' http://localhost:* http://127.0.0.1:*";

    private final TokenIssuer tokens;
    private final String clientId;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private record Code(TokenRequest user, String redirectUri, String challenge, Instant expires) {}

    SignInPage(TokenIssuer tokens, String clientId, InstantSource clock, RandomGenerator random) {
        this.tokens = tokens;
        this.clientId = clientId;
        this.clock = clock;
        this.random = random;
    }

    void register(JavalinConfig config) {
        config.routes.get(
                PATH + "/authorize", ctx -> wrong(ctx).ifPresentOrElse(reason -> refuse(ctx, reason), () -> show(ctx)));
        config.routes.post(PATH + "/authorize", ctx -> wrong(ctx)
                .ifPresentOrElse(reason -> refuse(ctx, reason), () -> giveCode(ctx)));
        config.routes.post(PATH + "/token", this::giveToken);
        config.routes.get(
                ISSUER + "/sign-in.css", ctx -> ctx.contentType("text/css").result(resource("sign-in.css")));
        config.routes.get(ISSUER + "/logout", ctx -> {
            if (isOfThisMachine(text(ctx.queryParam("logout_uri")))) {
                ctx.redirect(text(ctx.queryParam("logout_uri")));
            } else {
                refuse(ctx, "logout_uri must be an address of this machine");
            }
        });
    }

    /** Shows the page: to staff, whom the site announces, with their groups. */
    private static void show(Context ctx) {
        boolean staff = "staff".equals(ctx.queryParam("login_hint"));
        String page = resource("sign-in." + language(ctx) + ".html")
                .replaceFirst(staff ? "(?s)<!-- customer -->.*(?=<!-- staff)" : "(?s)<!-- staff -->.*(?=<!-- end)", "")
                .replace("{name}", staff ? "staff" : "alice");
        ctx.header("content-security-policy", POLICY).html(page);
    }

    /** The language that the site asks for, else that of the browser. */
    private static String language(Context ctx) {
        String wanted = Stream.of(ctx.queryParam("ui_locales"), ctx.queryParam("lang"), ctx.header("accept-language"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return wanted.startsWith("vi") ? "vi" : "en";
    }

    private static String resource(String name) {
        try (InputStream in = SignInPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + name, failed);
        }
    }

    private static boolean isOfThisMachine(String address) {
        return address.matches("http://[\\w.:/-]+")
                && THIS_MACHINE.contains(URI.create(address).getHost());
    }

    /** What is wrong with a request to authorize. */
    private Optional<String> wrong(Context ctx) {
        if (!clientId.equals(ctx.queryParam("client_id"))) {
            return Optional.of("client_id must be " + clientId);
        }
        if (!"code".equals(ctx.queryParam("response_type"))) {
            return Optional.of("response_type must be code");
        }
        if (!"S256".equals(ctx.queryParam("code_challenge_method"))
                || text(ctx.queryParam("code_challenge")).isEmpty()) {
            return Optional.of("code_challenge_method must be S256, with a code_challenge");
        }
        return isOfThisMachine(text(ctx.queryParam("redirect_uri")))
                ? Optional.empty()
                : Optional.of("redirect_uri must be an address of this machine, such as http://localhost:8080/");
    }

    private void giveCode(Context ctx) {
        TokenRequest user;
        try {
            user = TokenRequest.of(
                    text(ctx.formParam("sub")), ctx.formParams("groups"), text(ctx.formParam("email")), language(ctx));
        } catch (IllegalArgumentException invalid) {
            refuse(ctx, invalid.getMessage());
            return;
        }
        Instant now = clock.instant();
        codes.values().removeIf(code -> !now.isBefore(code.expires()));
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String code = base64(bytes);
        String redirect = text(ctx.queryParam("redirect_uri"));
        codes.put(code, new Code(user, redirect, text(ctx.queryParam("code_challenge")), now.plus(LIFETIME)));
        String state = Optional.ofNullable(ctx.queryParam("state"))
                .map(given -> "&state=" + URLEncoder.encode(given, StandardCharsets.UTF_8))
                .orElse("");
        ctx.redirect(redirect + "?code=" + code + state);
    }

    private void giveToken(Context ctx) {
        Code code = codes.remove(text(ctx.formParam("code")));
        boolean valid = code != null
                && clock.instant().isBefore(code.expires())
                && "authorization_code".equals(ctx.formParam("grant_type"))
                && clientId.equals(ctx.formParam("client_id"))
                && code.redirectUri().equals(ctx.formParam("redirect_uri"))
                && code.challenge().equals(challenge(text(ctx.formParam("code_verifier"))));
        ObjectNode answer =
                valid ? tokens.answer(code.user()) : JSON.createObjectNode().put("error", "invalid_grant");
        ctx.status(valid ? 200 : 400).contentType("application/json").result(answer.toString());
    }

    private static void refuse(Context ctx, String reason) {
        ctx.status(400).contentType("text/plain;charset=utf-8").result("This sign-in cannot start: " + reason + ".");
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
