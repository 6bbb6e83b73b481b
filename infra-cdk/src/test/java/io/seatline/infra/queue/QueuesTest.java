package io.seatline.infra.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.metric.Metric;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues, dead-letter queues and their alarms. */
@RequiresNode
class QueuesTest {
    private static final String QUEUE = "AWS::SQS::Queue";

    private final Synthesis dev = Synthesis.dev();
    private final Map<String, JsonNode> queues = dev.properties(QUEUE);

    @Test
    void every_queue_has_a_dead_letter_queue_of_its_own_kind() {
        for (String id : Set.of("DeadlineQueue", "RefundQueue", "WaitlistQueue", "NoticesQueue", "MailQueue")) {
            JsonNode deadLetters = queues.get(
                    Synthesis.target(queues.get(id).path("RedrivePolicy").path("deadLetterTargetArn")));

            assertEquals(queues.get(id).path("FifoQueue"), deadLetters.path("FifoQueue"), id);
        }
    }

    @Test
    void visibility_timeout_is_six_times_the_function_timeout() {
        int checked = 0;
        for (JsonNode mapping :
                dev.properties("AWS::Lambda::EventSourceMapping").values()) {
            JsonNode queue = queues.get(Synthesis.target(mapping.path("EventSourceArn")));
            if (queue != null) {
                JsonNode function = dev.functionBehind(mapping.path("FunctionName"));
                assertTrue(
                        queue.path("VisibilityTimeout").asInt()
                                >= 6 * function.path("Timeout").asInt(),
                        mapping::toString);
                checked++;
            }
        }
        assertEquals(5, checked);
    }

    @Test
    void show_queue_keeps_the_order_per_show_and_retries_as_often_as_sqs_allows() {
        JsonNode showQueue = queues.get("WaitlistQueue");

        assertEquals("seatline-dev-waitlist.fifo", showQueue.path("QueueName").asText());
        assertTrue(showQueue.path("FifoQueue").asBoolean());
        assertEquals("perMessageGroupId", showQueue.path("FifoThroughputLimit").asText());
        assertEquals("messageGroup", showQueue.path("DeduplicationScope").asText());
        assertEquals(
                1_000, showQueue.path("RedrivePolicy").path("maxReceiveCount").asInt());
    }

    @Test
    void notices_are_retried_for_an_hour() {
        JsonNode notices = queues.get("NoticesQueue");
        // The function redelivers after 2, 4, 8 ... 128 seconds; then the visibility timeout applies.
        int hastened = 7;
        int seconds = 254
                + notices.path("VisibilityTimeout").asInt()
                        * (notices.path("RedrivePolicy").path("maxReceiveCount").asInt() - hastened);

        assertEquals(60.0, seconds / 60.0, 5.0);
    }

    @Test
    void show_queue_does_not_deduplicate_by_content() {
        JsonNode contentBased = queues.get("WaitlistQueue").path("ContentBasedDeduplication");

        assertTrue(contentBased.isBoolean() && !contentBased.asBoolean());
    }

    @Test
    void every_queue_is_encrypted() {
        dev.template().allResourcesProperties(QUEUE, Map.of("SqsManagedSseEnabled", true));
    }

    @Test
    void every_queue_requires_tls() {
        Set<String> guarded = new HashSet<>();
        for (JsonNode policy : dev.properties("AWS::SQS::QueuePolicy").values()) {
            for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
                if (statement.path("Effect").asText().equals("Deny")
                        && statement
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false")) {
                    guarded.add(Synthesis.target(statement.path("Resource")));
                }
            }
        }
        assertEquals(queues.keySet(), guarded);
    }

    @Test
    void every_dead_letter_queue_keeps_messages_for_two_weeks_and_has_an_alarm() {
        Set<String> watched = new HashSet<>();
        for (JsonNode alarm : dev.properties("AWS::CloudWatch::Alarm").values()) {
            if (alarm.path("MetricName").asText().equals("ApproximateNumberOfMessagesVisible")) {
                assertEquals(0, alarm.path("Threshold").asInt(-1));
                watched.add(Synthesis.target(alarm.path("Dimensions").path(0).path("Value")));
            }
        }
        Set<String> deadLetterQueues = new HashSet<>(queues.keySet());
        deadLetterQueues.removeIf(id -> !id.endsWith("Dlq"));

        assertTrue(deadLetterQueues.containsAll(Set.of("OutboxDlq", "AlertDlq", "NoticesQueueDlq", "ScheduleDlq")));
        assertEquals(deadLetterQueues, watched);
        for (String id : deadLetterQueues) {
            assertEquals(
                    14 * 24 * 60 * 60,
                    queues.get(id).path("MessageRetentionPeriod").asInt(),
                    id);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DeadlineQueue, 480", "RefundQueue, 900", "WaitlistQueue, 300", "NoticesQueue, 3600", "MailQueue, 3600"
    })
    void a_queue_that_is_not_read_raises_an_alarm(String queue, int seconds) {
        JsonNode alarm = dev.properties("AWS::CloudWatch::Alarm").get(queue + "StalledAlarm");

        assertEquals("ApproximateAgeOfOldestMessage", alarm.path("MetricName").asText());
        assertEquals("Maximum", alarm.path("Statistic").asText());
        assertEquals("GreaterThanThreshold", alarm.path("ComparisonOperator").asText());
        assertEquals(seconds, alarm.path("Threshold").asInt());
        assertEquals("notBreaching", alarm.path("TreatMissingData").asText());
        assertEquals(queue, Synthesis.target(alarm.path("Dimensions").path(0).path("Value")));
    }

    @Test
    void stalled_alarm_tolerates_one_timeout() {
        JsonNode alarm = dev.properties("AWS::CloudWatch::Alarm").get("DeadlineQueueStalledAlarm");

        int delayed = 120;
        assertTrue(alarm.path("Threshold").asInt()
                > queues.get("DeadlineQueue").path("VisibilityTimeout").asInt() + delayed);
    }

    @Test
    void failing_alarm_watches_the_metric_of_the_show_worker() {
        JsonNode alarm = dev.properties("AWS::CloudWatch::Alarm").get("WaitlistQueueFailingAlarm");
        JsonNode environment = dev.resource("ShowWorkerFunction").at("/Properties/Environment/Variables");

        assertEquals(
                Metric.SHOW_QUEUE_STALLED.metricName(), alarm.path("MetricName").asText());
        assertEquals(environment.path("METRICS_NAMESPACE"), alarm.path("Namespace"));
        assertEquals(Metric.DIMENSION, alarm.at("/Dimensions/0/Name").asText());
        assertEquals(environment.path("SERVICE_NAME"), alarm.at("/Dimensions/0/Value"));
        assertEquals(1, alarm.path("Dimensions").size());
        assertEquals("Sum", alarm.path("Statistic").asText());
        assertEquals(
                "GreaterThanOrEqualToThreshold",
                alarm.path("ComparisonOperator").asText());
        assertEquals(1, alarm.path("Threshold").asInt());
        assertEquals("notBreaching", alarm.path("TreatMissingData").asText());
    }

    @Test
    void failing_alarm_lasts_from_one_delivery_to_the_next() {
        JsonNode alarm = dev.properties("AWS::CloudWatch::Alarm").get("WaitlistQueueFailingAlarm");
        int evaluated =
                alarm.path("EvaluationPeriods").asInt() * alarm.path("Period").asInt();

        assertEquals(1, alarm.path("DatapointsToAlarm").asInt());
        assertTrue(evaluated
                > queues.get("WaitlistQueue").path("VisibilityTimeout").asInt());
    }
}
