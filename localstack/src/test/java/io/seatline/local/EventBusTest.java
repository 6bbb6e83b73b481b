package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

class EventBusTest {

    private final ToyCloud toy = new ToyCloud();

    @AfterEach
    void stop() {
        toy.close();
    }

    private PutEventsResponse put(String bus, String type, String detail) {
        return toy.cloud
                .clients()
                .eventBridge()
                .putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source("toy")
                        .detailType(type)
                        .detail(detail)
                        .build()));
    }

    @Test
    void routes_an_event_to_the_functions_of_the_rules_that_match_it() throws Exception {
        PutEventsResponse answer = put("toy", "Opened.v1", "{\"case_id\":\"c1\"}");
        put("toy", "Closed.v1", "{\"case_id\":\"c1\"}");
        toy.settle();

        assertEquals(0, answer.failedEntryCount());
        assertEquals(1, toy.alert.events.size());
        JsonNode event = new ObjectMapper().readTree(toy.alert.events.getFirst());
        assertEquals("Opened.v1", event.path("detail-type").asText());
        assertEquals("c1", event.path("detail").path("case_id").asText());
        assertEquals("2026-03-01T10:00:30Z", event.path("time").asText());
        assertEquals(answer.entries().getFirst().eventId(), event.path("id").asText());
    }

    @Test
    void retries_a_function_that_fails_by_the_clock_and_then_sets_the_event_aside() {
        toy.alert.fails = true;
        put("toy", "Opened.v1", "{\"case_id\":\"c1\"}");
        toy.settle();
        assertEquals(1, toy.alert.events.size());

        toy.advance(Duration.ofMinutes(1));
        assertEquals(2, toy.alert.events.size());
        toy.advance(Duration.ofMinutes(2));
        assertEquals(3, toy.alert.events.size());

        List<String> dead = toy.waiting("toy-alert-dlq");
        assertEquals(1, dead.size());
        assertTrue(dead.getFirst().contains("\"condition\":\"RetriesExhausted\""), dead.getFirst());
        assertTrue(dead.getFirst().contains("\"case_id\":\"c1\""), dead.getFirst());
    }

    @Test
    void refuses_an_entry_for_a_bus_that_the_template_lacks_and_one_that_is_not_json() {
        assertEquals(
                "ResourceNotFoundException",
                put("elsewhere", "Opened.v1", "{}").entries().getFirst().errorCode());
        assertEquals(
                "MalformedDetail",
                put("toy", "Opened.v1", "no").entries().getFirst().errorCode());
    }

    @Test
    void refuses_a_call_that_is_too_large_for_EventBridge() {
        String half = "{\"note\":\"" + "x".repeat(128 * 1024) + "\"}";
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName("toy")
                .source("toy")
                .detailType("Opened.v1")
                .detail(half)
                .build();
        EventBridgeException refusal = assertThrows(
                EventBridgeException.class,
                () -> toy.cloud.clients().eventBridge().putEvents(request -> request.entries(entry, entry)));

        assertTrue(refusal.getMessage().contains("256 KB"), refusal.getMessage());
        assertEquals(0, put("toy", "Opened.v1", half).failedEntryCount());
    }

    @Test
    void refuses_every_other_action() {
        EventBridgeException refusal = assertThrows(
                EventBridgeException.class,
                () -> toy.cloud.clients().eventBridge().listRules(request -> request.eventBusName("toy")));

        assertTrue(refusal.getMessage().contains("knows only PutEvents"), refusal.getMessage());
    }
}
