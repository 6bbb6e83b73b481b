package io.seatline.infra.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.seatline.events.metric.Metric;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics on the dashboard and in alarms. CloudWatch accepts any name and shows nothing for a wrong one. */
@RequiresNode
class MetricsTest {
    private static final String OURS = "Seatline";

    private final Synthesis dev = Synthesis.dev();

    /** A metric in the template. */
    private record Shown(String namespace, String name, Map<String, String> dimensions) {}

    @Test
    void every_metric_is_on_the_dashboard_or_in_an_alarm_and_nothing_else_is() throws JsonProcessingException {
        assertEquals(
                Stream.of(Metric.values()).map(Metric::metricName).collect(Collectors.toCollection(TreeSet::new)),
                shownOfOurs());
    }

    @Test
    void the_functions_record_every_metric() {
        Set<String> recorded = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.seatline.usecase", "io.seatline.lambda")
                        .stream()
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .filter(access -> access.getTargetOwner().isEquivalentTo(Metric.class))
                        .map(access -> access.getTarget().getName())
                        .collect(Collectors.toSet());
        for (Metric metric : Metric.values()) {
            assertTrue(recorded.contains(metric.name()), () -> "no function records " + metric);
        }
    }

    @Test
    void namespace_and_dimension_are_those_of_the_functions() throws JsonProcessingException {
        for (JsonNode function : dev.functions().values()) {
            JsonNode environment = function.at("/Environment/Variables");
            assertEquals(OURS, environment.path("METRICS_NAMESPACE").asText());
            for (Shown shown : shown()) {
                if (shown.namespace().equals(OURS)) {
                    Map<String, String> expected = new TreeMap<>(Map.of(
                            Metric.DIMENSION, environment.path("SERVICE_NAME").asText()));
                    if (shown.name().equals(Metric.SHARD_SEARCHED.metricName())) {
                        expected.put(Metric.SHARD, shown.dimensions().get(Metric.SHARD));
                    }
                    assertEquals(expected, shown.dimensions(), shown::name);
                }
            }
        }
    }

    @Test
    void metrics_of_aws_belong_to_resources_of_this_stack() throws JsonProcessingException {
        JsonNode resources = dev.json().path("Resources");
        for (Shown shown : shown()) {
            if (!shown.namespace().equals(OURS)) {
                assertTrue(
                        shown.dimensions().values().stream()
                                .anyMatch(value -> resources.has(value) || value.startsWith("seatline-dev-")),
                        shown::toString);
            }
        }
    }

    private Set<String> shownOfOurs() throws JsonProcessingException {
        Set<String> names = new TreeSet<>();
        shown().stream().filter(s -> s.namespace().equals(OURS)).forEach(s -> names.add(s.name()));
        return names;
    }

    /** All metrics of the dashboard and of alarms. */
    private List<Shown> shown() throws JsonProcessingException {
        List<Shown> shown = new ArrayList<>();
        for (JsonNode alarm : dev.properties("AWS::CloudWatch::Alarm").values()) {
            if (alarm.has("Metrics")) {
                alarm.path("Metrics").findValues("Metric").forEach(metric -> shown.add(shown(metric)));
            } else {
                shown.add(shown(alarm));
            }
        }
        for (JsonNode widget : dashboard().path("widgets")) {
            for (JsonNode metric : widget.at("/properties/metrics")) {
                assertTrue(metric.size() == 4 || metric.size() == 5, metric::toString);
                shown.add(new Shown(
                        metric.path(0).asText(),
                        metric.path(1).asText(),
                        Map.of(metric.path(2).asText(), metric.path(3).asText())));
            }
        }
        assertTrue(shown.size() > 50, shown::toString);
        return shown;
    }

    /** The metric in an alarm, or in a part of one. */
    private static Shown shown(JsonNode metric) {
        Map<String, String> dimensions = new TreeMap<>();
        metric.path("Dimensions")
                .forEach(dimension -> dimensions.put(dimension.path("Name").asText(), text(dimension.path("Value"))));
        return new Shown(
                metric.path("Namespace").asText(), metric.path("MetricName").asText(), dimensions);
    }

    private JsonNode dashboard() throws JsonProcessingException {
        StringBuilder body = new StringBuilder();
        dev.resource("Dashboard").at("/Properties/DashboardBody/Fn::Join/1").forEach(part -> body.append(text(part)));
        return Synthesis.JSON.readTree(body.toString());
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : Synthesis.target(node);
    }
}
