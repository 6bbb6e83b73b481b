package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void passes_the_claims_of_a_genuine_token_on_as_strings() {
        assertEquals(200, front.reserve("Bearer " + front.tokens.token("alice")).statusCode());
        assertEquals("alice", claims().path("sub").asText());
        assertEquals("alice", claims().path("username").asText());
        assertEquals("access", claims().path("token_use").asText());
        assertEquals(RunningFront.CLIENT, claims().path("client_id").asText());
        assertTrue(claims().path("exp").isTextual());
        assertEquals(Long.toString(now() + 43_200), claims().path("exp").asText());
    }

    @Test
    void flattens_a_list_as_api_gateway_does() {
        front.reserve("Bearer " + front.tokens.token("bob", "support", "staff"));
        assertEquals("[support staff]", claims().path("cognito:groups").asText());
    }

    @Test
    void leaves_out_the_groups_of_a_customer_without_any() {
        front.reserve("Bearer " + front.tokens.token("alice"));
        assertFalse(claims().has("cognito:groups"));
    }

    @Test
    void sends_null_scopes_for_a_route_that_asks_for_none() {
        front.reserve("Bearer " + front.tokens.token("alice"));
        JsonNode jwt = front.functions.event().at("/requestContext/authorizer/jwt");
        assertTrue(jwt.has("scopes"));
        assertTrue(jwt.get("scopes").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", ""})
    void takes_the_token_with_or_without_its_scheme(String scheme) {
        assertEquals(200, front.reserve(scheme + front.tokens.token("alice")).statusCode());
    }

    @Test
    void lets_a_public_route_be_called_without_a_token() {
        assertEquals(200, front.get("/api/v1/cities").statusCode());
    }

    @Test
    void refuses_a_request_without_a_token() {
        HttpResponse<String> response =
                front.send(front.request("/api/v1/reserve").POST(BodyPublishers.noBody()));
        assertRefused(response);
        assertEquals("Bearer", response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer x", "Bearer a.b.c", "Basic YWxpY2U6c2VjcmV0", "Bearer ..", "Bearer e30.e30.e30"
            })
    void refuses_what_is_no_token(String authorization) {
        assertRefused(front.reserve(authorization));
    }

    @Test
    void refuses_a_token_that_needs_no_signature() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.unsigned(front.tokens, "alice")));
    }

    @Test
    void refuses_a_token_signed_with_the_public_key_as_a_shared_secret() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedWithThePublicKeyAsSecret(front.tokens, "alice")));
    }

    @Test
    void refuses_a_token_signed_by_another_key_under_the_issuers_key_id() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedByAnotherKey(front.tokens, "alice")));
    }

    @Test
    void refuses_a_token_signed_by_the_key_that_it_carries() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.signedByTheKeyThatItCarries(front.tokens, "alice")));
    }

    @Test
    void refuses_a_token_whose_claims_were_altered() {
        assertRefused(front.reserve("Bearer " + ForgedTokens.altered(front.tokens, "alice")));
    }

    @Test
    void refuses_another_issuers_token() {
        assertRefused(reserveWith(claims -> claims.put("iss", "https://issuer.example")));
    }

    @Test
    void refuses_a_token_for_another_audience_in_aws_words() {
        HttpResponse<String> response = reserveWith(claims -> claims.put("client_id", "another-client"));
        assertRefused(response);
        assertEquals(
                "Bearer scope=\"\" error=\"invalid_token\" "
                        + "error_description=\"the token does not have a valid audience\"",
                response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @Test
    void refuses_a_token_for_nobody() {
        assertRefused(reserveWith(claims -> claims.remove("client_id")));
    }

    @Test
    void takes_an_id_token_by_its_audience() {
        HttpResponse<String> response = reserveWith(claims -> {
            claims.remove("client_id");
            claims.put("aud", List.of("other", RunningFront.CLIENT));
        });
        assertEquals(200, response.statusCode());
    }

    @Test
    void asks_for_the_client_id_only_where_there_is_no_audience() {
        assertRefused(reserveWith(claims -> claims.put("aud", "another-client")));
    }

    @Test
    void refuses_a_token_from_the_second_in_which_it_expires() {
        String token = "Bearer " + front.tokens.token("alice");
        front.clock.advance(TokenIssuer.LIFETIME.minusSeconds(1));
        assertEquals(200, front.reserve(token).statusCode());
        front.clock.advance(Duration.ofSeconds(1));
        assertEquals(401, front.reserve(token).statusCode());
    }

    @Test
    void refuses_a_token_that_never_expires() {
        assertRefused(reserveWith(claims -> claims.remove("exp")));
    }

    @Test
    void refuses_a_token_whose_times_are_no_numbers() {
        assertRefused(reserveWith(claims -> claims.put("exp", "9999999999")));
    }

    @Test
    void refuses_a_token_before_its_time() {
        assertRefused(reserveWith(claims -> claims.put("nbf", now() + 60)));
    }

    @Test
    void refuses_a_token_issued_in_the_future() {
        assertRefused(reserveWith(claims -> claims.put("iat", now() + 60)));
    }
}
