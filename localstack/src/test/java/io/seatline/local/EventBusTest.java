package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.EmbeddedCloud;
import io.seatline.local.template.Template;
import io.seatline.local.template.TemplateException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

class EventBusTest {

    @RegisterExtension
    final ToyCloud toy = new ToyCloud();

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
    void event_invokes_the_functions_of_matching_rules() throws Exception {
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
    void event_is_sent_to_the_queue_of_a_matching_rule() throws Exception {
        put("toy", "Queued.v1", "{\"case_id\":\"c1\"}");
        toy.settle();

        assertEquals(1, toy.worker.done.size());
        JsonNode event = new ObjectMapper().readTree(toy.worker.done.getFirst());
        assertEquals("Queued.v1", event.path("detail-type").asText());
        assertEquals("c1", event.path("detail").path("case_id").asText());
        assertEquals(0, toy.alert.events.size());
    }

    @ParameterizedTest
    @CsvSource({
        "Fifo, 'Rule targets fifo.fifo, a FIFO queue, whose message group the local EventBridge does not know'",
        "Topic, 'The template has no function arn:aws:local:local:000000000000:Topic; only functions can be invoked'"
    })
    void rule_with_an_unsupported_target_stops_the_start(String target, String refusal) {
        String template = """
                {"Resources":{
                  "Bus":{"Type":"AWS::Events::EventBus","Properties":{"Name":"toy"}},
                  "Fifo":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"fifo.fifo","FifoQueue":true}},
                  "Topic":{"Type":"AWS::SNS::Topic"},
                  "Rule":{"Type":"AWS::Events::Rule","Properties":{
                    "EventBusName":{"Ref":"Bus"},
                    "EventPattern":{"source":["toy"]},
                    "Targets":[{"Id":"Target0","Arn":{"Fn::GetAtt":["%s","Arn"]}}]}}}}
                """.formatted(target);
        CloudOptions options = CloudOptions.of(
                Template.read(new ByteArrayInputStream(template.getBytes(StandardCharsets.UTF_8))), (_, _, _) -> toy);

        String message = assertThrows(TemplateException.class, () -> new EmbeddedCloud(options))
                .getMessage();
        assertTrue(message.contains(refusal), message);
    }

    @Test
    void failed_event_is_retried_by_the_clock_then_dead_lettered() {
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
    void unknown_bus_and_malformed_detail_are_rejected() {
        assertEquals(
                "ResourceNotFoundException",
                put("elsewhere", "Opened.v1", "{}").entries().getFirst().errorCode());
        assertEquals(
                "MalformedDetail",
                put("toy", "Opened.v1", "no").entries().getFirst().errorCode());
    }

    @Test
    void call_over_256_kb_is_rejected() {
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
    void other_actions_are_rejected() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> toy.cloud.clients().eventBridge().listRules(request -> request.eventBusName("toy")));
    }
}
