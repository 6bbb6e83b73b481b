package io.seatline.lambda.runtime.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.SLF4JServiceProvider;

class JsonLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lines = new ArrayList<>();
    private final Logger log = new JsonLogger(
            "io.seatline.Some",
            Level.INFO,
            new JsonLogger.Sink(
                    "seatline-dev",
                    InstantSource.fixed(Instant.parse("2026-11-20T12:00:00.005Z")),
                    () -> Map.of("function_request_id", "r-1", "cold_start", "true", "function_memory_size", "1769"),
                    lines::add));

    @Test
    void log_line_is_one_json_object_with_its_invocation() throws JsonProcessingException {
        log.info("{} of {} shows\nare loaded", 3, 4);
        assertEquals(JSON.readTree("""
                        {"level":"INFO","message":"3 of 4 shows\\nare loaded","logger":"io.seatline.Some","cold_start":true,
                         "function_memory_size":1769,"function_request_id":"r-1","service":"seatline-dev",
                         "timestamp":"2026-11-20T12:00:00.005Z"}
                        """), JSON.readTree(lines.getFirst()));
        assertFalse(lines.getFirst().contains("\n"));
    }

    @Test
    void fault_is_logged_with_name_message_and_stack() throws JsonProcessingException {
        log.error("{} failed", "POST /reserve", new IllegalStateException("no table", new RuntimeException("cause")));
        JsonNode error = JSON.readTree(lines.getFirst()).get("error");
        assertEquals("java.lang.IllegalStateException", error.get("name").asText());
        assertEquals("no table", error.get("message").asText());
        assertTrue(error.get("stack").asText().contains("Caused by: java.lang.RuntimeException: cause"));
    }

    @Test
    void messages_below_the_level_are_not_written() {
        log.debug("a detail");
        assertEquals(List.of(), lines);
    }

    @Test
    void slf4j_finds_the_provider_and_the_sdk_logs_warnings_only() {
        SLF4JServiceProvider provider = ServiceLoader.load(SLF4JServiceProvider.class).stream()
                .filter(found -> found.type().equals(JsonLogProvider.class))
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow();
        assertTrue(provider.getLoggerFactory().getLogger("io.seatline.Some").isInfoEnabled());
        assertFalse(provider.getLoggerFactory()
                .getLogger("software.amazon.awssdk.core.Some")
                .isInfoEnabled());
    }
}
