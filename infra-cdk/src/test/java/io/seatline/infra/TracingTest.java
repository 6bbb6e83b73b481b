package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.lambda.FunctionsCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The option {@code tracing}. */
@RequiresNode
class TracingTest {
    @Test
    void every_function_is_traced_and_may_write_traces_only_with_the_option() {
        assertFalse(Synthesis.dev().json().toString().contains("xray"));
        Synthesis traced = Synthesis.of(
                Synthesis.options(DeploymentStage.DEV, Map.of("tracing", "xray")), FunctionsCode::placeholder);

        Set<String> functions = new TreeSet<>();
        traced.functions().forEach((id, function) -> {
            assertEquals("Active", function.at("/TracingConfig/Mode").asText(), id);
            functions.add(id.replace("Function", "Role"));
        });
        Set<String> writers = new TreeSet<>();
        traced.properties("AWS::IAM::Role").forEach((id, role) -> {
            for (JsonNode statement : role.at("/Policies/0/PolicyDocument/Statement")) {
                if (statement.path("Sid").asText().equals("WriteTraces")) {
                    assertEquals(
                            "[\"xray:PutTelemetryRecords\",\"xray:PutTraceSegments\"]",
                            statement.path("Action").toString());
                    writers.add(id);
                }
            }
        });
        assertEquals(functions, writers);
    }
}
