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
import java.util.Set;
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
    private record Shown(String namespace, String name, List<String> dimensions) {}

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
        for (JsonNode function : dev.properties("AWS::Lambda::Function").values()) {
            JsonNode environment = function.at("/Environment/Variables");
            assertEquals(OURS, environment.path("METRICS_NAMESPACE").asText());
            for (Shown shown : shown()) {
                if (shown.namespace().equals(OURS)) {
                    assertEquals(
                            List.of(
                                    Metric.DIMENSION,
                                    environment.path("SERVICE_NAME").asText()),
                            shown.dimensions(),
                            shown::name);
                }
            }
        }
    }

    @Test
    void metrics_of_aws_belong_to_resources_of_this_stack() throws JsonProcessingException {
        JsonNode resources = dev.json().path("Resources");
        for (Shown shown : shown()) {
            if (!shown.namespace().equals(OURS)) {
                String value = shown.dimensions().get(1);
                assertTrue(resources.has(value) || value.startsWith("seatline-dev-"), shown::toString);
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
            shown.add(new Shown(
                    alarm.path("Namespace").asText(),
                    alarm.path("MetricName").asText(),
                    List.of(alarm.at("/Dimensions/0/Name").asText(), text(alarm.at("/Dimensions/0/Value")))));
        }
        for (JsonNode widget : dashboard().path("widgets")) {
            for (JsonNode metric : widget.at("/properties/metrics")) {
                assertTrue(metric.size() == 4 || metric.size() == 5, metric::toString);
                shown.add(new Shown(
                        metric.path(0).asText(),
                        metric.path(1).asText(),
                        List.of(metric.path(2).asText(), metric.path(3).asText())));
            }
        }
        assertTrue(shown.size() > 50, shown::toString);
        return shown;
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
