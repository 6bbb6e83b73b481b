package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The dashboard and the alarms speak of metrics that there are. CloudWatch takes any name and shows nothing for a wrong
 * one, so the names are compared with what the functions' sources count and time; this module does not depend on them.
 */
@RequiresNode
class MetricsTest {
    private static final Path SOURCES = Synthesis.file("../functions/src/main/java");

    /** A count or a time, up to the end of its statement. */
    private static final Pattern MEASURED = Pattern.compile("\\b(?:count|time)\\(([^;{}]*?)\\);");

    private static final Pattern NAME = Pattern.compile("\"([A-Z][A-Za-z]+\\.?)\"");
    private static final String OURS = "Seatline";

    private final Synthesis dev = Synthesis.dev();

    /** A metric somewhere in the template: its namespace, its name, its dimensions. */
    private record Shown(String namespace, String name, List<String> dimensions) {}

    @Test
    void every_metric_of_ours_that_is_shown_or_watched_is_measured_by_the_functions() throws IOException {
        Set<String> measured = measured();
        for (String name : shownOfOurs()) {
            int dot = name.indexOf('.') + 1;
            assertTrue(
                    measured.contains(name) || (dot > 0 && measured.contains(name.substring(0, dot))),
                    () -> "no function measures " + name);
        }
    }

    @Test
    void whatever_the_functions_measure_is_shown_or_watched() throws IOException {
        Set<String> shown = shownOfOurs();
        for (String name : measured()) {
            assertTrue(
                    shown.contains(name)
                            || (name.endsWith(".") && shown.stream().anyMatch(s -> s.startsWith(name))),
                    () -> name + " is neither on the dashboard nor watched by an alarm");
        }
    }

    @Test
    void what_became_of_captured_money_is_told_apart_by_all_its_outcomes() throws IOException {
        String source = Files.readString(SOURCES.resolve("io/seatline/usecase/payment/ConfirmPayment.java"));
        String outcomes = source.substring(source.indexOf("enum Outcome"));
        for (String name : shownOfOurs()) {
            if (name.startsWith("PaymentCaptured.")) {
                String outcome = name.substring(name.indexOf('.') + 1);
                assertTrue(outcomes.contains("        " + outcome + ","), name);
            }
        }
    }

    @Test
    void ours_are_looked_for_where_the_functions_are_told_to_put_them() throws IOException {
        for (JsonNode function : dev.properties("AWS::Lambda::Function").values()) {
            JsonNode told = function.at("/Environment/Variables");
            assertEquals(OURS, told.path("METRICS_NAMESPACE").asText());
            for (Shown shown : shown()) {
                if (shown.namespace().equals(OURS)) {
                    // The functions write one dimension.
                    assertEquals(
                            List.of("Service", told.path("SERVICE_NAME").asText()), shown.dimensions(), shown::name);
                }
            }
        }
    }

    @Test
    void what_aws_measures_is_asked_of_resources_of_this_stack() throws IOException {
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

    /** On the dashboard, and in alarms. */
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

    private static Set<String> measured() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                Matcher measured = MEASURED.matcher(Files.readString(source));
                while (measured.find()) {
                    NAME.matcher(measured.group(1)).results().forEach(name -> names.add(name.group(1)));
                }
            }
        }
        assertTrue(names.containsAll(Set.of("HoldPlaced", "HoldExpiryLag", "ColdStart")), names::toString);
        return names;
    }
}
