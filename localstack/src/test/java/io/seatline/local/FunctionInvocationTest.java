package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.JwtAuthorizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FunctionInvocationTest {

    private static final ToyCloud TOY =
            new ToyCloud(options -> options.withPort(18_080).withEnvironment(Map.of("SHARDS", "1")));

    @AfterAll
    static void stop() {
        TOY.close();
    }

    @Test
    void handler_is_invoked_with_json_as_on_lambda() throws Exception {
        byte[] answer = TOY.cloud
                .invoker()
                .invoke("Echo", "{\"version\":\"2.0\",\"body\":\"hello\"}".getBytes(StandardCharsets.UTF_8));

        JsonNode json = new ObjectMapper().readTree(answer);
        assertEquals(200, json.path("statusCode").asInt());
        assertEquals("HELLO", json.path("body").asText());
    }

    @Test
    void caller_gets_the_exception_of_a_function() {
        TOY.alert.fails = true;
        FunctionError error = assertThrows(
                FunctionError.class, () -> TOY.cloud.invoker().invoke("Alert", "{}".getBytes(StandardCharsets.UTF_8)));
        TOY.alert.fails = false;

        assertTrue(error.getMessage().startsWith("Alert: "), error::getMessage);
        assertEquals("The test asked for a failure", error.getCause().getMessage());
    }

    @Test
    void environment_is_the_templates_with_overrides() {
        Map<String, String> environment = TOY.environments.get("toy.Echo");

        assertEquals(TOY.cloud.queueUrl("toy-work"), environment.get("WORK_QUEUE_URL"));
        assertEquals("toy-notes", environment.get("NOTES_TABLE"));
        assertEquals("http://localhost:18080/notify", environment.get("NOTIFY_URL"));
        assertEquals("http://localhost:18080", environment.get("API"));
        assertEquals("1", environment.get("SHARDS"));
    }

    @Test
    void routes_and_urls_have_functions_and_authorizers() {
        JwtAuthorizer customers =
                new JwtAuthorizer("http://localhost:18080/local/issuer", List.of("seatline-local"), List.of());

        assertEquals(
                List.of(
                        new HttpRoute("GET /open/{id}", "Echo", Optional.empty()),
                        new HttpRoute("POST /guarded", "Echo", Optional.of(customers))),
                TOY.cloud.resolved().routes());
        assertEquals(Set.of("Hook"), TOY.cloud.resolved().functionUrls());
        assertEquals(List.of("etag"), TOY.cloud.resolved().cors().orElseThrow().exposeHeaders());
    }
}
