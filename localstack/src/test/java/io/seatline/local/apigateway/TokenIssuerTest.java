package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import io.seatline.local.cognito.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenIssuerTest {

    @RegisterExtension
    final RunningFront front = new RunningFront();

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(response.body(), notJson);
        }
    }

    private HttpResponse<String> ask(String body) {
        return front.post("/local/tokens", "application/json", body);
    }

    @Test
    void issued_token_is_accepted_by_the_authorizer() {
        HttpResponse<String> response =
                ask("{\"sub\":\"alice\",\"groups\":[\"support\"],\"email\":\"alice@example.com\"}");
        assertEquals(200, response.statusCode());
        String token = json(response).path("access_token").asText();
        assertEquals(200, front.reserve("Bearer " + token).statusCode());
        JsonNode claims = front.functions.event().at("/requestContext/authorizer/jwt/claims");
        assertEquals("alice", claims.path("sub").asText());
        assertEquals("[support]", claims.path("cognito:groups").asText());
    }

    @Test
    void every_token_has_its_own_id() {
        assertNotEquals(front.tokens.token("alice"), front.tokens.token("alice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|sub",
                "{\"sub\":\"\"}|sub",
                "{\"sub\":\"two words\"}|sub",
                "{\"sub\":7}|sub",
                "{\"sub\":\"a\",\"groups\":\"support\"}|groups",
                "{\"sub\":\"a\",\"groups\":[\"b\",\"two words\"]}|groups[1]",
                "{\"sub\":\"a\",\"groups\":[1]}|groups[0]",
                "{\"sub\":\"a\",\"sub\":\"b\"}|sub",
                "{\"sub\":\"a\",\"groups\":[\"a\"],\"groups\":[\"support\"]}|groups",
                "{\"sub\":\"a\"} {\"sub\":\"b\"}|body",
                "{\"sub\":\"a\",\"email\":\"alice\"}|email",
                "{\"sub\":\"a\",\"group\":[\"support\"]}|group"
            })
    void invalid_field_is_named(String body, String field) {
        HttpResponse<String> response = ask(body);
        assertEquals(400, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("content-type").orElse(""));
        assertEquals("invalid_request", json(response).path("code").asText());
        assertEquals(field, json(response).path("field").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json", "[]", "''"})
    void malformed_request_is_rejected(String body) {
        HttpResponse<String> response = ask(body);
        assertEquals(400, response.statusCode());
        assertEquals("invalid_request", json(response).path("code").asText());
    }

    @Test
    void only_the_public_key_is_published() throws ParseException {
        HttpResponse<String> response = front.get("/local/issuer/.well-known/jwks.json");
        JWKSet keys = JWKSet.parse(response.body());
        assertEquals(1, keys.size());
        assertFalse(keys.getKeys().getFirst().isPrivate());
        assertFalse(json(response).at("/keys/0").has("d"));
    }

    @Test
    void discovery_document_locates_the_keys() {
        JsonNode configuration = json(front.get("/local/issuer/.well-known/openid-configuration"));
        assertEquals(RunningFront.ISSUER, configuration.path("issuer").asText());
        assertEquals(
                "http://localhost:" + front.port() + "/local/issuer/.well-known/jwks.json",
                configuration.path("jwks_uri").asText());
    }

    @Test
    void key_in_a_directory_survives_a_restart(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("data");
        SigningKey first = SigningKey.keptIn(directory);
        assertEquals(first.rsa(), SigningKey.keptIn(directory).rsa());
        assertEquals(first.secret("tickets"), SigningKey.keptIn(directory).secret("tickets"));
        Path file = directory.resolve("token-issuer.jwk.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void damaged_key_file_is_rejected(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token-issuer.jwk.json"), "{}");
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> SigningKey.keptIn(directory));
        assertTrue(refusal.getMessage().contains(file.toString()));
    }
}
