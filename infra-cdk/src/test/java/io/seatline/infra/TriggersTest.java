package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What invokes the functions. */
@RequiresNode
class TriggersTest {
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

    private final Synthesis dev = Synthesis.dev();

    @Test
    void everything_that_invokes_a_function_invokes_its_alias() {
        List<JsonNode> targets = new ArrayList<>();
        dev.properties("AWS::ApiGatewayV2::Integration").values().forEach(i -> targets.add(i.path("IntegrationUri")));
        dev.properties(MAPPING).values().forEach(m -> targets.add(m.path("FunctionName")));
        dev.properties("AWS::Events::Rule").values().forEach(r -> r.path("Targets")
                .forEach(t -> targets.add(t.path("Arn"))));
        dev.properties("AWS::Scheduler::Schedule").values().forEach(s -> targets.add(s.at("/Target/Arn")));
        dev.properties("AWS::Lambda::Permission").values().forEach(p -> targets.add(p.path("FunctionName")));

        Set<String> aliases = dev.properties("AWS::Lambda::Alias").keySet();
        Set<String> invoked = new TreeSet<>();
        for (JsonNode target : targets) {
            assertTrue(aliases.contains(Synthesis.target(target)), target::toString);
            invoked.add(Synthesis.target(target));
        }
        // The catalog is imported by hand.
        Set<String> expected = new TreeSet<>(aliases);
        expected.remove("ImportLive");
        assertEquals(expected, invoked);
    }

    @Test
    void what_holds_for_asynchronous_invocations_holds_for_the_alias() {
        for (JsonNode config : dev.properties("AWS::Lambda::EventInvokeConfig").values()) {
            assertEquals("live", config.path("Qualifier").asText());
        }
        assertEquals(
                "live",
                dev.resource("NotifyLiveFunctionUrl")
                        .at("/Properties/Qualifier")
                        .asText());
    }

    @Test
    void one_bad_message_does_not_repeat_the_rest_of_its_batch() {
        dev.template()
                .allResourcesProperties(MAPPING, Map.of("FunctionResponseTypes", List.of("ReportBatchItemFailures")));
    }

    @Test
    void a_mailbox_batch_is_no_larger_than_fifo_allows() {
        assertTrue(dev.properties(MAPPING).get("LineMapping").path("BatchSize").asInt() <= 10);
    }

    @Test
    void the_outbox_publishes_bookings_payments_and_cases_from_the_first_record_on() throws JsonProcessingException {
        JsonNode outbox = dev.properties(MAPPING).get("OutboxMapping");

        assertEquals("BookingsTable", Synthesis.target(outbox.path("EventSourceArn")));
        assertEquals("TRIM_HORIZON", outbox.path("StartingPosition").asText());
        assertEquals(
                Synthesis.JSON.readTree("""
                        {"dynamodb": {"Keys": {"part": {"S": ["BOOKING", {"prefix": "PAYMENT#"}, {"prefix": "CASE#"}]}}}}
                        """),
                Synthesis.JSON.readTree(
                        outbox.at("/FilterCriteria/Filters/0/Pattern").asText()));
    }

    @Test
    void the_outbox_keeps_the_order_of_a_booking() {
        assertEquals(
                1,
                dev.properties(MAPPING)
                        .get("OutboxMapping")
                        .path("ParallelizationFactor")
                        .asInt());
    }

    @Test
    void a_record_that_cannot_be_published_is_isolated_tried_again_and_set_aside() {
        JsonNode outbox = dev.properties(MAPPING).get("OutboxMapping");

        assertTrue(outbox.path("BisectBatchOnFunctionError").asBoolean());
        assertTrue(outbox.path("MaximumRetryAttempts").asInt(-1) > 0);
        assertEquals("OutboxDlq", Synthesis.target(outbox.at("/DestinationConfig/OnFailure/Destination")));
    }

    @Test
    void each_due_shard_has_a_tick_every_minute() throws JsonProcessingException {
        Set<String> shards = new TreeSet<>();
        for (JsonNode schedule : dev.properties("AWS::Scheduler::Schedule").values()) {
            assertEquals("rate(1 minute)", schedule.path("ScheduleExpression").asText());
            assertEquals("OFF", schedule.at("/FlexibleTimeWindow/Mode").asText());
            assertEquals("ENABLED", schedule.path("State").asText());
            assertEquals("ExpireLive", Synthesis.target(schedule.at("/Target/Arn")));
            assertEquals("ScheduleDlq", Synthesis.target(schedule.at("/Target/DeadLetterConfig/Arn")));
            shards.add(Synthesis.JSON
                    .readTree(schedule.at("/Target/Input").asText())
                    .path("shard")
                    .asText());
        }
        assertEquals(Set.of("0", "1", "2", "3"), shards);
        assertEquals(
                "4",
                dev.resource("ReserveFunction")
                        .at("/Properties/Environment/Variables/DUE_SHARDS")
                        .asText());
    }

    @Test
    void an_opened_support_case_reaches_the_chat_or_is_set_aside() {
        JsonNode rule = dev.properties("AWS::Events::Rule").get("SupportAlertsRule");

        assertEquals("Bus", Synthesis.target(rule.path("EventBusName")));
        assertEquals("seatline", rule.at("/EventPattern/source/0").asText());
        assertEquals(
                "SupportCaseOpened.v1", rule.at("/EventPattern/detail-type/0").asText());
        assertEquals("AlertLive", Synthesis.target(rule.at("/Targets/0/Arn")));
        assertTrue(rule.at("/Targets/0/RetryPolicy/MaximumRetryAttempts").asInt() > 0);
        assertEquals("AlertDlq", Synthesis.target(rule.at("/Targets/0/DeadLetterConfig/Arn")));
        assertEquals(
                "AlertDlq",
                Synthesis.target(
                        dev.resource("AlertInvocations").at("/Properties/DestinationConfig/OnFailure/Destination")));
    }
}
