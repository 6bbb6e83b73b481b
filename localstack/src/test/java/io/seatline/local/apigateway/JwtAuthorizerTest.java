package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.cognito.TokenIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthorizerTest {

    @RegisterExtension
    final RunningFront front = new RunningFront();

    private HttpResponse<String> reserveWith(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = front.tokens.claims("alice", List.of());
        change.accept(claims);
        return front.reserve("Bearer " + front.tokens.sign(claims));
    }

    private void assertRefused(HttpResponse<String> response) {
        assertEquals(401, response.statusCode());
        assertEquals("{\"message\":\"Unauthorized\"}", response.body());
        assertTrue(response.headers().firstValue("www-authenticate").orElse("").startsWith("Bearer"));
        assertEquals("", front.functions.invoked());
    }

    private JsonNode claims() {
        return front.functions.event().at("/requestContext/authorizer/jwt/claims");
    }

    private long now() {
        return front.clock.instant().getEpochSecond();
    }

    @Test
    void claims_of_a_valid_token_are_passed_as_strings() {
        assertEquals(200, front.reserve("Bearer " + front.tokens.token("alice")).statusCode());
        assertEquals("alice", claims().path("sub").asText());
        assertEquals("alice", claims().path("username").asText());
        assertEquals("access", claims().path("token_use").asText());
        assertEquals(RunningFront.CLIENT, claims().path("client_id").asText());
        assertTrue(claims().path("exp").isTextual());
        assertEquals(Long.toString(now() + 43_200), claims().path("exp").asText());
    }

    @Test
    void list_claim_is_flattened_as_by_api_gateway() {
        front.reserve("Bearer " + front.tokens.token("bob", "support", "staff"));
        assertEquals("[support staff]", claims().path("cognito:groups").asText());
    }

    @Test
    void customer_without_groups_has_no_groups_claim() {
        front.reserve("Bearer " + front.tokens.token("alice"));
        assertFalse(claims().has("cognito:groups"));
    }

    @Test
    void route_without_scopes_sends_null_scopes() {
        front.reserve("Bearer " + front.tokens.token("alice"));
        JsonNode jwt = front.functions.event().at("/requestContext/authorizer/jwt");
        assertTrue(jwt.has("scopes"));
        assertTrue(jwt.get("scopes").isNull());
    }

    private HttpResponse<String> scopedWith(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = front.tokens.claims("alice", List.of());
        change.accept(claims);
        return front.send(front.request("/api/v1/scoped")
                .header("Authorization", "Bearer " + front.tokens.sign(claims))
                .POST(BodyPublishers.noBody()));
    }

    @Test
    void access_token_has_the_scope_of_the_route() {
        assertEquals(200, scopedWith(_ -> {}).statusCode());
        assertEquals(
                "[\"" + RunningFront.SCOPE + "\"]",
                front.functions
                        .event()
                        .at("/requestContext/authorizer/jwt/scopes")
                        .toString());
        assertEquals(
                200,
                scopedWith(claims -> {
                            claims.remove("scope");
                            claims.put("scp", List.of("a", RunningFront.SCOPE));
                        })
                        .statusCode());
        assertEquals(
                200,
                scopedWith(claims -> claims.put("scope", "openid " + RunningFront.SCOPE))
                        .statusCode());
    }

    @Test
    void id_token_is_forbidden_where_the_route_has_a_scope() {
        HttpResponse<String> response = scopedWith(claims -> {
            claims.remove("client_id");
            claims.remove("scope");
            claims.put("token_use", "id");
            claims.put("aud", RunningFront.CLIENT);
        });
        assertEquals(403, response.statusCode());
        assertEquals("{\"message\":\"Forbidden\"}", response.body());
        assertEquals("", front.functions.invoked());
        assertEquals(
                403,
                scopedWith(claims -> claims.put("scope", RunningFront.SCOPE + "2"))
                        .statusCode());
    }

    @Test
    void group_that_cognito_could_not_have_is_refused_by_the_issuer() {
        assertThrows(IllegalArgumentException.class, () -> front.tokens.token("alice", "a support"));
        front.reserve("Bearer " + front.tokens.token("bob", "x,support", "y]"));
        assertEquals("[x,support y]]", claims().path("cognito:groups").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", ""})
    void token_is_accepted_with_or_without_its_scheme(String scheme) {
        assertEquals(200, front.reserve(scheme + front.tokens.token("alice")).statusCode());
    }

    @Test
    void public_route_needs_no_token() {
        assertEquals(200, front.get("/api/v1/cities").statusCode());
    }

    @Test
    void request_without_a_token_is_rejected() {
        HttpResponse<String> response =
                front.send(front.request("/api/v1/reserve").POST(BodyPublishers.noBody()));
        assertRefused(response);
        assertEquals("Bearer", response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer x", "Bearer a.b.c", "Basic YWxpY2U6c2VjcmV0", "Bearer ..", "Bearer e30.e30.e30"
            })
    void malformed_token_is_rejected(String authorization) {
        assertRefused(front.reserve(authorization));
    }

    @Test
    void unsigned_token_is_rejected() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.unsigned(front.tokens, "alice")));
    }

    @Test
    void token_signed_with_the_public_key_as_secret_is_rejected() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedWithThePublicKeyAsSecret(front.tokens, "alice")));
    }

    @Test
    void token_signed_by_another_key_is_rejected() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedByAnotherKey(front.tokens, "alice")));
    }

    @Test
    void token_signed_by_its_own_embedded_key_is_rejected() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedByTheKeyThatItCarries(front.tokens, "alice")));
    }

    @Test
    void token_with_altered_claims_is_rejected() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.altered(front.tokens, "alice")));
    }

    @Test
    void token_of_another_issuer_is_rejected() {
        assertRefused(reserveWith(claims -> claims.put("iss", "https://issuer.example")));
    }

    @Test
    void token_for_another_audience_is_rejected_in_aws_words() {
        HttpResponse<String> response = reserveWith(claims -> claims.put("client_id", "another-client"));
        assertRefused(response);
        assertEquals(
                "Bearer scope=\"\" error=\"invalid_token\" "
                        + "error_description=\"the token does not have a valid audience\"",
                response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @Test
    void token_without_an_audience_is_rejected() {
        assertRefused(reserveWith(claims -> claims.remove("client_id")));
    }

    @Test
    void id_token_is_accepted_where_the_route_has_no_scope() {
        HttpResponse<String> response = reserveWith(claims -> {
            claims.remove("client_id");
            claims.put("aud", List.of("other", RunningFront.CLIENT));
        });
        assertEquals(200, response.statusCode());
    }

    @Test
    void client_id_counts_only_without_an_audience() {
        assertRefused(reserveWith(claims -> claims.put("aud", "another-client")));
    }

    @Test
    void token_is_rejected_from_its_expiry_second() {
        String token = "Bearer " + front.tokens.token("alice");
        front.clock.advance(TokenIssuer.LIFETIME.minusSeconds(1));
        assertEquals(200, front.reserve(token).statusCode());
        front.clock.advance(Duration.ofSeconds(1));
        assertEquals(401, front.reserve(token).statusCode());
    }

    @Test
    void token_without_an_expiry_is_rejected() {
        assertRefused(reserveWith(claims -> claims.remove("exp")));
    }

    @Test
    void token_with_a_textual_expiry_is_rejected() {
        assertRefused(reserveWith(claims -> claims.put("exp", "9999999999")));
    }

    @Test
    void token_is_rejected_before_its_not_before_time() {
        assertRefused(reserveWith(claims -> claims.put("nbf", now() + 60)));
    }

    @Test
    void token_issued_in_the_future_is_rejected() {
        assertRefused(reserveWith(claims -> claims.put("iat", now() + 60)));
    }
}
