package io.seatline.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReconcileHandlerTest {
    private static TestTables db;
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        db = TestTables.start();
        deployment = new Deployment(db);
    }

    @AfterAll
    static void stop() {
        deployment.close();
        db.close();
    }

    @Test
    void reports_and_repairs() throws IOException {
        assertEquals(
                "{\"status\":\"done\",\"counts\":{},\"findings\":[]}",
                invoke("{\"mode\":\"dry_run\"}").toString());
        assertEquals(
                "{\"status\":\"done\",\"counts\":{},\"findings\":[]}",
                invoke("{\"mode\":\"repair\"}").toString());
    }

    @Test
    void continues_where_an_answer_ended() throws IOException {
        assertEquals(
                "done",
                invoke("{\"mode\":\"repair\",\"from\":\"WAITLIST:\"}")
                        .path("status")
                        .asText());
        assertEquals(
                "done",
                invoke("{\"mode\":\"repair\",\"from\":\"BOOKINGS:bkx BOOKING\"}")
                        .path("status")
                        .asText());
    }

    @Test
    void rejects_an_event_of_another_form() throws IOException {
        assertEquals("mode", invoke("{}").path("field").asText());
        assertEquals("mode", invoke("{\"mode\":\"REPAIR\"}").path("field").asText());
        assertEquals(
                "from",
                invoke("{\"mode\":\"repair\",\"from\":\"CATALOG:\"}")
                        .path("field")
                        .asText());
        assertEquals(
                "force",
                invoke("{\"mode\":\"repair\",\"force\":true}").path("field").asText());
    }

    private static JsonNode invoke(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        new ReconcileHandler(deployment.wiring)
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, TestContext.INSTANCE);
        return new ObjectMapper().readTree(output.toByteArray());
    }
}
