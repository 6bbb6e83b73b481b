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
    void invokes_a_handler_with_json_as_lambda_does() throws Exception {
        byte[] answer = TOY.cloud
                .invoker()
                .invoke("Echo", "{\"version\":\"2.0\",\"body\":\"hello\"}".getBytes(StandardCharsets.UTF_8));

        JsonNode json = new ObjectMapper().readTree(answer);
        assertEquals(200, json.path("statusCode").asInt());
        assertEquals("HELLO", json.path("body").asText());
    }

    @Test
    void tells_the_caller_of_a_function_that_throws() {
        TOY.alert.fails = true;
        FunctionError error = assertThrows(
                FunctionError.class, () -> TOY.cloud.invoker().invoke("Alert", "{}".getBytes(StandardCharsets.UTF_8)));
        TOY.alert.fails = false;

        assertTrue(error.getMessage().startsWith("Alert: "), error::getMessage);
        assertEquals("Told to fail", error.getCause().getMessage());
    }

    @Test
    void gives_a_function_the_environment_of_the_template_with_what_is_laid_over_it() {
        Map<String, String> environment = TOY.environments.get("toy.Echo");

        assertEquals(TOY.cloud.queueUrl("toy-work"), environment.get("WORK_QUEUE_URL"));
        assertEquals("toy-notes", environment.get("NOTES_TABLE"));
        assertEquals("http://localhost:18080/notify", environment.get("NOTIFY_URL"));
        assertEquals("http://localhost:18080", environment.get("API"));
        assertEquals("1", environment.get("SHARDS"));
    }

    @Test
    void finds_the_functions_behind_routes_and_urls_and_who_may_call_them() {
        JwtAuthorizer customers = new JwtAuthorizer("http://localhost:18080/local/issuer", List.of("seatline-local"));

        assertEquals(
                List.of(
                        new HttpRoute("GET /open/{id}", "Echo", Optional.empty()),
                        new HttpRoute("POST /guarded", "Echo", Optional.of(customers))),
                TOY.cloud.resolved().routes());
        assertEquals(Set.of("Hook"), TOY.cloud.resolved().functionUrls());
        assertEquals(List.of("etag"), TOY.cloud.resolved().cors().orElseThrow().exposeHeaders());
    }
}
