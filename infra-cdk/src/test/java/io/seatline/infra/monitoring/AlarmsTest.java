package io.seatline.infra.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.storage.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms and their runbooks. */
@RequiresNode
class AlarmsTest {
    private static final Pattern RUNBOOK = Pattern.compile(".+ Runbook: infra-cdk/(docs/runbooks/[a-z-]+\\.md)");

    private final Synthesis dev = Synthesis.dev();
    private final Map<String, JsonNode> alarms = dev.properties("AWS::CloudWatch::Alarm");
    private final Map<String, JsonNode> inProduction = Synthesis.prod().properties("AWS::CloudWatch::Alarm");

    @Test
    void every_alarm_names_a_runbook_that_exists() {
        assertTrue(inProduction.keySet().containsAll(alarms.keySet()));
        assertTrue(alarms.size() > 20, alarms.keySet()::toString);
        inProduction.forEach((id, alarm) -> {
            Matcher runbook = RUNBOOK.matcher(alarm.path("AlarmDescription").asText());
            assertTrue(runbook.matches(), id);
            assertTrue(
                    Files.isRegularFile(Synthesis.file(runbook.group(1))),
                    () -> id + " has no page " + runbook.group(1));
        });
    }

    /** Pages of what an operator decides to do. */
    private static final Set<String> PROCEDURES = Set.of("README.md", "erasure.md", "restore.md", "ticket-keys.md");

    @Test
    void every_runbook_has_an_alarm_or_is_a_procedure() throws IOException {
        String descriptions = inProduction.values().toString();
        try (Stream<Path> pages = Files.list(Synthesis.file("docs/runbooks"))) {
            for (Path page : pages.filter(
                            p -> !PROCEDURES.contains(p.getFileName().toString()))
                    .toList()) {
                assertTrue(descriptions.contains("docs/runbooks/" + page.getFileName()), page::toString);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RefundFailedAlarm, RefundFailed, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "PaymentRefusedAlarm, PaymentRefused, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "ExpiryLagAlarm, HoldExpiryLag, Maximum, 300, 120000, GreaterThanOrEqualToThreshold, notBreaching",
        "TicksStopped7Alarm, ShardSearched, Sum, 300, 1, LessThanThreshold, breaching",
        "TicksDroppedAlarm, AsyncEventsDropped, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "BookingsdeadlineThrottledAlarm, WriteThrottleEvents, Sum, 300, 10, GreaterThanOrEqualToThreshold, notBreaching",
        "ForgedNotificationsAlarm, NotificationForged, Sum, 900, 3, GreaterThanOrEqualToThreshold, notBreaching",
        "ForgedTicketsAlarm, TicketForged, Sum, 900, 10, GreaterThanOrEqualToThreshold, notBreaching",
        "SeatAdmittedTwiceAlarm, SeatAdmittedTwice, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "MomoSecretAlarm, MomoSecretUnreadable, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "NotifyThrottledAlarm, Throttles, Sum, 300, 10, GreaterThanOrEqualToThreshold, notBreaching",
        "OutboxLagAlarm, IteratorAge, Maximum, 60, 60000, GreaterThanOrEqualToThreshold, notBreaching",
        "ApiErrorsAlarm, 5xx, Sum, 300, 5, GreaterThanOrEqualToThreshold, notBreaching"
    })
    void conditions_of_an_alarm(
            String id,
            String metric,
            String statistic,
            int period,
            double threshold,
            String comparison,
            String missingData) {
        JsonNode alarm = alarms.get(id);

        assertEquals(metric, alarm.path("MetricName").asText());
        assertEquals(statistic, alarm.path("Statistic").asText());
        assertEquals(period, alarm.path("Period").asInt());
        assertEquals(threshold, alarm.path("Threshold").asDouble());
        assertEquals(comparison, alarm.path("ComparisonOperator").asText());
        assertEquals(missingData, alarm.path("TreatMissingData").asText());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TicksDroppedAlarm, ExpireFunction",
        "NotifyThrottledAlarm, NotifyFunction",
        "OutboxLagAlarm, OutboxFunction"
    })
    void function_of_an_alarm(String id, String function) {
        assertEquals("AWS/Lambda", alarms.get(id).path("Namespace").asText());
        assertEquals(function, Synthesis.target(alarms.get(id).at("/Dimensions/0/Value")));
    }

    @Test
    void every_deadline_shard_has_an_alarm_that_names_it() {
        for (int shard = 0; shard < Tables.DEADLINE_SHARDS; shard++) {
            JsonNode alarm = alarms.get("TicksStopped" + shard + "Alarm");

            assertEquals(
                    "seatline-dev-ticks-stopped-" + shard,
                    alarm.path("AlarmName").asText());
            assertEquals(
                    Map.of("Service", "seatline-dev", "Shard", Integer.toString(shard)),
                    dimensions(alarm),
                    alarm::toString);
        }
    }

    @Test
    void written_and_not_published_is_an_alarm_for_bookings_and_for_waitlists() {
        JsonNode alarm = alarms.get("OutboxStoppedAlarm");
        Map<String, String> metrics = new TreeMap<>();
        String expression = "";
        for (JsonNode metric : alarm.path("Metrics")) {
            if (metric.has("Expression")) {
                expression = metric.path("Expression").asText();
            } else {
                metrics.put(
                        metric.path("Id").asText(),
                        metric.at("/MetricStat/Metric/MetricName").asText());
                assertEquals("Sum", metric.at("/MetricStat/Stat").asText());
                assertEquals(300, metric.at("/MetricStat/Period").asInt());
            }
        }

        assertEquals(
                Map.of(
                        "holds", "HoldPlaced",
                        "bookings", "BookingPublished",
                        "joins", "WaitlistJoined",
                        "entries", "EntryPublished"),
                metrics);
        assertEquals(
                "IF((FILL(holds, 0) > 0 AND FILL(bookings, 0) < 1)"
                        + " OR (FILL(joins, 0) > 0 AND FILL(entries, 0) < 1), 1, 0)",
                expression);
        assertEquals(12, alarm.path("EvaluationPeriods").asInt());
        assertEquals(2, alarm.path("DatapointsToAlarm").asInt());
        assertEquals(1, alarm.path("Threshold").asInt());
    }

    @Test
    void every_table_and_every_global_index_has_an_alarm_on_throttled_writes() {
        Set<String> watched = new TreeSet<>();
        for (JsonNode alarm : alarms.values()) {
            if (alarm.path("MetricName").asText().equals("WriteThrottleEvents")) {
                watched.add(dimensions(alarm).toString());
            }
        }
        Set<String> expected = new TreeSet<>();
        dev.properties("AWS::DynamoDB::Table").forEach((id, table) -> {
            expected.add(new TreeMap<>(Map.of("TableName", id)).toString());
            table.path("GlobalSecondaryIndexes")
                    .forEach(index -> expected.add(new TreeMap<>(Map.of(
                                    "TableName",
                                    id,
                                    "GlobalSecondaryIndexName",
                                    index.path("IndexName").asText()))
                            .toString()));
        });

        assertEquals(8, expected.size());
        assertEquals(expected, watched);
    }

    private static Map<String, String> dimensions(JsonNode alarm) {
        Map<String, String> dimensions = new TreeMap<>();
        for (JsonNode dimension : alarm.path("Dimensions")) {
            JsonNode value = dimension.path("Value");
            dimensions.put(
                    dimension.path("Name").asText(), value.isTextual() ? value.asText() : Synthesis.target(value));
        }
        return dimensions;
    }

    @Test
    void every_function_has_an_alarm_on_repeated_errors() {
        Set<String> watched = new TreeSet<>();
        for (JsonNode alarm : alarms.values()) {
            if (alarm.path("MetricName").asText().equals("Errors")) {
                assertEquals(2, alarm.path("DatapointsToAlarm").asInt());
                assertEquals(3, alarm.path("EvaluationPeriods").asInt());
                watched.add(Synthesis.target(alarm.at("/Dimensions/0/Value")));
            }
        }
        assertEquals(dev.functions().keySet(), watched);
    }

    @Test
    void every_alarm_name_contains_its_stage() {
        alarms.forEach(
                (id, alarm) -> assertTrue(alarm.path("AlarmName").asText().startsWith("seatline-dev-"), id));
    }
}
