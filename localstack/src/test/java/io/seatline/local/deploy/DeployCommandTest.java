package io.seatline.local.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seatline.local.apigateway.Ports;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeployCommandTest {
    private static JsonNode status(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    @Test
    void failed_import_is_reported_by_its_message() {
        assertEquals(Optional.of("The catalog could not be imported: it timed out"), DeployCommand.problem(() -> {
            throw new IllegalStateException("The catalog could not be imported: it timed out");
        }));
        assertEquals(
                Optional.of("The sample catalog was not loaded: {\"status\":\"refused\"}"),
                DeployCommand.problem(() -> status("refused")));
        assertEquals(Optional.empty(), DeployCommand.problem(() -> status("imported")));
    }

    @Test
    void missing_emulator_ends_the_command_with_1() {
        String nobody = "http://localhost:" + Ports.free();

        assertEquals(1, new CommandLine(new DeployCommand()).execute("functions.zip", "--endpoint", nobody));
    }
}
