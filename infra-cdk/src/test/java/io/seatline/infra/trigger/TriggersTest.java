package io.seatline.infra.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.storage.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event source mappings, event rules and schedules. */
@RequiresNode
class TriggersTest {
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

    private final Synthesis dev = Synthesis.dev();

    @Test
    void every_trigger_invokes_an_alias() {
        List<JsonNode> targets = new ArrayList<>();
        dev.properties("AWS::ApiGatewayV2::Integration").values().forEach(i -> targets.add(i.path("IntegrationUri")));
        dev.properties(MAPPING).values().forEach(m -> targets.add(m.path("FunctionName")));
        dev.properties("AWS::Events::Rule").values().forEach(r -> r.path("Targets")
                .forEach(t -> targets.add(t.path("Arn"))));
        targets.removeIf(target -> dev.properties("AWS::SQS::Queue").containsKey(Synthesis.target(target)));
        dev.properties("AWS::Scheduler::Schedule").values().forEach(s -> targets.add(s.at("/Target/Arn")));
        dev.properties("AWS::Lambda::Permission").values().forEach(p -> targets.add(p.path("FunctionName")));

        Set<String> aliases = dev.properties("AWS::Lambda::Alias").keySet();
        Set<String> invoked = new TreeSet<>();
        for (JsonNode target : targets) {
            assertTrue(aliases.contains(Synthesis.target(target)), target::toString);
            invoked.add(Synthesis.target(target));
        }
        // The catalog is imported, and restored tables are reconciled, by hand.
        Set<String> expected = new TreeSet<>(aliases);
        expected.removeAll(Set.of("ImportLive", "ReconcileLive"));
        assertEquals(expected, invoked);
    }

    @Test
    void asynchronous_invocation_settings_apply_to_the_alias() {
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
    void every_mapping_reports_failures_by_message() {
        dev.template()
                .allResourcesProperties(MAPPING, Map.of("FunctionResponseTypes", List.of("ReportBatchItemFailures")));
    }

    @Test
    void a_show_queue_batch_is_no_larger_than_fifo_allows() {
        assertTrue(dev.properties(MAPPING)
                        .get("ShowWorkerMapping")
                        .path("BatchSize")
                        .asInt()
                <= 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeadlineMapping", "RefundMapping", "NoticesMapping", "MailMapping", "ShowWorkerMapping"})
    void background_queues_leave_most_concurrency_to_customers(String mapping) {
        int most = dev.properties(MAPPING)
                .get(mapping)
                .at("/ScalingConfig/MaximumConcurrency")
                .asInt();

        assertTrue(most >= 2 && most <= 200, "at most " + most);
    }

    @Test
    void outbox_publishes_bookings_payments_and_cases_from_the_first_record() throws JsonProcessingException {
        JsonNode outbox = dev.properties(MAPPING).get("OutboxMapping");

        assertEquals("BookingsTable", Synthesis.target(outbox.path("EventSourceArn")));
        assertEquals("TRIM_HORIZON", outbox.path("StartingPosition").asText());
        assertEquals(
                Synthesis.JSON.readTree("""
                        {"dynamodb": {"Keys": {"part": {"S": ["BOOKING", {"prefix": "PAYMENT#"}, {"prefix": "REFUND#"}, {"prefix": "CASE#"}, {"prefix": "SCAN#"}]}}}}
                        """),
                Synthesis.JSON.readTree(
                        outbox.at("/FilterCriteria/Filters/0/Pattern").asText()));
    }

    @Test
    void outbox_publishes_waitlist_entries_from_the_first_record() throws JsonProcessingException {
        JsonNode outbox = dev.properties(MAPPING).get("WaitlistOutboxMapping");

        assertEquals("OutboxLive", Synthesis.target(outbox.path("FunctionName")));
        assertEquals("WaitlistTable", Synthesis.target(outbox.path("EventSourceArn")));
        assertEquals("TRIM_HORIZON", outbox.path("StartingPosition").asText());
        assertEquals(
                Synthesis.JSON.readTree("""
                        {"dynamodb": {"Keys": {"item": {"S": ["SALES", {"prefix": "ENTRY#"}]}}}}
                        """),
                Synthesis.JSON.readTree(
                        outbox.at("/FilterCriteria/Filters/0/Pattern").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutboxMapping", "WaitlistOutboxMapping"})
    void outbox_keeps_the_order_per_booking_and_per_show(String mapping) {
        assertEquals(
                1,
                dev.properties(MAPPING)
                        .get(mapping)
                        .path("ParallelizationFactor")
                        .asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutboxMapping", "WaitlistOutboxMapping"})
    void a_record_that_fails_is_isolated_and_retried_for_half_of_the_time_that_the_stream_keeps_it(String mapping) {
        JsonNode outbox = dev.properties(MAPPING).get(mapping);

        assertTrue(outbox.path("BisectBatchOnFunctionError").asBoolean());
        assertEquals(-1, outbox.path("MaximumRetryAttempts").asInt(0));
        assertEquals(12 * 60 * 60, outbox.path("MaximumRecordAgeInSeconds").asInt());
        assertEquals("OutboxDlq", Synthesis.target(outbox.at("/DestinationConfig/OnFailure/Destination")));
    }

    @Test
    void every_deadline_shard_has_a_tick_per_minute() throws JsonProcessingException {
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
        int count = dev.resource("ReserveFunction")
                .at("/Properties/Environment/Variables/DEADLINE_SHARDS")
                .asInt();
        assertEquals(IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.toSet()), shards);
    }

    /** Scheduler hands a tick over to Lambda, whose own failures Scheduler does not see. */
    @Test
    void a_tick_that_lambda_drops_or_that_fails_is_kept() {
        JsonNode invocations = dev.resource("ExpireInvocations").path("Properties");

        assertEquals("ScheduleDlq", Synthesis.target(invocations.at("/DestinationConfig/OnFailure/Destination")));
        assertEquals(60, invocations.path("MaximumEventAgeInSeconds").asInt());
    }

    /** Deadlines in a shard without a tick would never be found. */
    @Test
    void deadline_shards_are_never_reduced() {
        assertTrue(Tables.DEADLINE_SHARDS >= 16);
    }

    @Test
    void support_cases_reach_the_chat_or_a_dead_letter_queue() throws JsonProcessingException {
        assertRouted("SupportAlertsRule", "[\"SupportCaseOpened.v1\"]", "AlertLive", "AlertDlq");
        assertEquals(
                "AlertDlq",
                Synthesis.target(
                        dev.resource("AlertInvocations").at("/Properties/DestinationConfig/OnFailure/Destination")));
    }

    @Test
    void customer_notices_reach_the_webhook_through_a_queue() throws JsonProcessingException {
        assertRouted(
                "CustomerNoticesRule",
                "[\"OfferMade.v1\",\"BookingPaid.v1\",\"RefundSucceeded.v1\",\"WaitlistLapsed.v1\"]",
                "NoticesQueue",
                "NoticesQueueDlq");
        assertRouted(
                "CancelledShowNoticesRule",
                "[\"RefundRequested.v1\",\"BookingCancelled.v1\"]",
                "NoticesQueue",
                "NoticesQueueDlq");
        JsonNode mapping = dev.properties(MAPPING).get("NoticesMapping");
        assertEquals("NoticesQueue", Synthesis.target(mapping.path("EventSourceArn")));
        assertEquals("NoticeLive", Synthesis.target(mapping.path("FunctionName")));
        assertEquals(1, mapping.path("BatchSize").asInt());
    }

    @Test
    void what_becomes_a_notice_is_mailed_too() {
        for (String rule : List.of("CustomerNoticesRule", "CancelledShowNoticesRule")) {
            JsonNode target = dev.properties("AWS::Events::Rule").get(rule).at("/Targets/1");
            assertEquals("MailQueue", Synthesis.target(target.path("Arn")));
            assertEquals("MailQueueDlq", Synthesis.target(target.at("/DeadLetterConfig/Arn")));
        }
        JsonNode mapping = dev.properties(MAPPING).get("MailMapping");
        assertEquals("MailQueue", Synthesis.target(mapping.path("EventSourceArn")));
        assertEquals("MailLive", Synthesis.target(mapping.path("FunctionName")));
        assertEquals(1, mapping.path("BatchSize").asInt());
    }

    /** Other refunds and bookings, and what names no customer, cost no message. */
    @Test
    void only_what_concerns_a_customer_becomes_a_notice() throws JsonProcessingException {
        Map<String, JsonNode> rules = dev.properties("AWS::Events::Rule");

        assertEquals(
                Synthesis.JSON.readTree("{\"customer_id\": [{\"exists\": true}]}"),
                rules.get("CustomerNoticesRule").at("/EventPattern/detail"));
        assertEquals(
                Synthesis.JSON.readTree("{\"customer_id\": [{\"exists\": true}], \"reason\": [\"SHOW_CANCELLED\"]}"),
                rules.get("CancelledShowNoticesRule").at("/EventPattern/detail"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NoticesQueue, CustomerNoticesRule CancelledShowNoticesRule",
        "NoticesQueueDlq, CustomerNoticesRule CancelledShowNoticesRule",
        "MailQueue, CustomerNoticesRule CancelledShowNoticesRule",
        "MailQueueDlq, CustomerNoticesRule CancelledShowNoticesRule",
        "AlertDlq, SupportAlertsRule"
    })
    void a_queue_accepts_events_only_from_its_rules(String queue, String rules) {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement : dev.resource(queue + "Policy").at("/Properties/PolicyDocument/Statement")) {
            if (statement.path("Effect").asText().equals("Allow")) {
                assertTrue(statement.path("Action").toString().contains("\"sqs:SendMessage\""), statement::toString);
                assertEquals(
                        "events.amazonaws.com",
                        statement.at("/Principal/Service").asText());
                assertEquals(queue, Synthesis.target(statement.path("Resource")));
                allowed.add(Synthesis.target(statement.at("/Condition/ArnEquals/aws:SourceArn")));
            }
        }
        assertEquals(Set.of(rules.split(" ")), allowed);
    }

    private void assertRouted(String id, String detailTypes, String target, String deadLetters)
            throws JsonProcessingException {
        JsonNode rule = dev.properties("AWS::Events::Rule").get(id);

        assertEquals("Bus", Synthesis.target(rule.path("EventBusName")));
        assertEquals("seatline", rule.at("/EventPattern/source/0").asText());
        assertEquals(Synthesis.JSON.readTree(detailTypes), rule.at("/EventPattern/detail-type"));
        assertEquals(target, Synthesis.target(rule.at("/Targets/0/Arn")));
        assertEquals(185, rule.at("/Targets/0/RetryPolicy/MaximumRetryAttempts").asInt());
        assertEquals(
                24 * 60 * 60,
                rule.at("/Targets/0/RetryPolicy/MaximumEventAgeInSeconds").asInt());
        assertEquals(deadLetters, Synthesis.target(rule.at("/Targets/0/DeadLetterConfig/Arn")));
    }
}
