package io.seatline.infra.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
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

    @Test
    void every_alarm_names_a_runbook_that_exists() {
        assertTrue(alarms.size() > 20, alarms.keySet()::toString);
        alarms.forEach((id, alarm) -> {
            Matcher runbook = RUNBOOK.matcher(alarm.path("AlarmDescription").asText());
            assertTrue(runbook.matches(), id);
            assertTrue(
                    Files.isRegularFile(Synthesis.file(runbook.group(1))),
                    () -> id + " has no page " + runbook.group(1));
        });
    }

    @Test
    void every_runbook_has_an_alarm() throws IOException {
        String descriptions = alarms.values().toString();
        try (Stream<Path> pages = Files.list(Synthesis.file("docs/runbooks"))) {
            for (Path page : pages.filter(p -> !p.endsWith("README.md")).toList()) {
                assertTrue(descriptions.contains("docs/runbooks/" + page.getFileName()), page::toString);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RefundFailedAlarm, RefundFailed, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "PaymentRefusedAlarm, PaymentRefused, Sum, 300, 1, GreaterThanOrEqualToThreshold, notBreaching",
        "ExpiryLagAlarm, HoldExpiryLag, Maximum, 300, 120000, GreaterThanOrEqualToThreshold, notBreaching",
        "TicksStoppedAlarm, Invocations, Sum, 300, 1, LessThanThreshold, breaching",
        "ForgedNotificationsAlarm, NotificationForged, Sum, 900, 3, GreaterThanOrEqualToThreshold, notBreaching",
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
        "TicksStoppedAlarm, ExpireFunction",
        "NotifyThrottledAlarm, NotifyFunction",
        "OutboxLagAlarm, OutboxFunction"
    })
    void function_of_an_alarm(String id, String function) {
        assertEquals("AWS/Lambda", alarms.get(id).path("Namespace").asText());
        assertEquals(function, Synthesis.target(alarms.get(id).at("/Dimensions/0/Value")));
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
        assertEquals(dev.properties("AWS::Lambda::Function").keySet(), watched);
    }

    @Test
    void every_alarm_name_contains_its_stage() {
        alarms.forEach(
                (id, alarm) -> assertTrue(alarm.path("AlarmName").asText().startsWith("seatline-dev-"), id));
    }
}
