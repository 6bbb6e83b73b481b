package io.seatline.infra.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.deployment.DeploymentOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code restored}: functions use restored tables, and the stack keeps its own. */
@RequiresNode
class RestoredTablesTest {
    private static final String TABLE = "arn:aws:dynamodb:ap-southeast-1:123456789012:table/seatline-dev-";
    private static final Map<String, String> CONTEXT = Map.of(
            "restored", "20261130",
            "bookingsStream", TABLE + "bookings-20261130/stream/2026-11-30T01:02:03.456",
            "waitlistStream", TABLE + "waitlist-20261130/stream/2026-11-30T01:02:04.567");
    private static final Synthesis RESTORED = Synthesis.of(DeploymentOptions.of(CONTEXT));

    @Test
    void the_stack_keeps_its_own_tables() {
        assertEquals(Synthesis.dev().properties("AWS::DynamoDB::Table"), RESTORED.properties("AWS::DynamoDB::Table"));
    }

    @Test
    void nothing_else_refers_to_the_own_tables() {
        Set<String> tables = RESTORED.properties("AWS::DynamoDB::Table").keySet();
        for (Map.Entry<String, JsonNode> resource :
                RESTORED.json().path("Resources").properties()) {
            if (!tables.contains(resource.getKey())) {
                String text = resource.getValue().toString();
                tables.forEach(table -> assertFalse(text.contains('"' + table + '"'), resource::getKey));
                // A function and a queue are called waitlist, too.
                for (String name : List.of("catalog", "seat-claims", "bookings")) {
                    assertFalse(text.contains("\"seatline-dev-" + name + "\""), resource::getKey);
                }
            }
        }
    }

    @Test
    void every_variable_names_a_restored_table() {
        Set<String> names = new TreeSet<>();
        RESTORED.functions().values().forEach(function -> function.at("/Environment/Variables")
                .properties()
                .forEach(variable -> {
                    if (variable.getKey().endsWith("_TABLE")) {
                        names.add(variable.getValue().asText());
                    }
                }));
        assertEquals(
                Set.of(
                        "seatline-dev-catalog-20261130",
                        "seatline-dev-seat-claims-20261130",
                        "seatline-dev-bookings-20261130",
                        "seatline-dev-waitlist-20261130"),
                names);
    }

    @Test
    void permissions_are_the_same_on_the_restored_tables_and_their_indexes() {
        String own = Synthesis.dev().properties("AWS::IAM::Role").toString();
        String restored = RESTORED.properties("AWS::IAM::Role").toString();

        for (String index : List.of("by_customer", "open_cases", "deadline", "by_kind", "by_place")) {
            assertTrue(restored.contains("-20261130/index/" + index), index);
        }
        assertEquals(count(own, "dynamodb:Query"), count(restored, "dynamodb:Query"));
        assertEquals(count(own, "dynamodb:PutItem"), count(restored, "dynamodb:PutItem"));
    }

    @ParameterizedTest
    @CsvSource({"OutboxMapping, bookingsStream", "WaitlistOutboxMapping, waitlistStream"})
    void a_mapping_reads_the_new_stream_from_its_start(String mapping, String option) {
        JsonNode properties = RESTORED.resource(mapping).path("Properties");

        assertEquals(CONTEXT.get(option), properties.path("EventSourceArn").asText());
        assertEquals("TRIM_HORIZON", properties.path("StartingPosition").asText());
    }

    @Test
    void the_outbox_may_read_the_new_streams() {
        String role = RESTORED.resource("OutboxRole").toString();

        assertTrue(role.contains(CONTEXT.get("bookingsStream")), role);
        assertTrue(role.contains(CONTEXT.get("waitlistStream")), role);
    }

    @Test
    void the_dashboard_shows_the_restored_tables() {
        String dashboard = RESTORED.resource("Dashboard").toString();

        assertTrue(dashboard.contains("seatline-dev-bookings-20261130"), dashboard);
    }

    @ParameterizedTest
    @CsvSource({"restored", "bookingsStream", "waitlistStream"})
    void the_three_values_go_together(String missing) {
        Map<String, String> context = new HashMap<>(CONTEXT);
        context.remove(missing);

        assertTrue(refusal(context).contains("restored, bookingsStream and waitlistStream go together"));
    }

    @Test
    void a_stream_must_be_the_restored_tables() {
        Map<String, String> swapped = Map.of(
                "restored", "20261130",
                "bookingsStream", CONTEXT.get("waitlistStream"),
                "waitlistStream", CONTEXT.get("bookingsStream"));
        Map<String, String> own = new HashMap<>(CONTEXT);
        own.put("waitlistStream", TABLE + "waitlist/stream/2026-11-30T01:02:04.567");

        assertTrue(
                refusal(swapped).startsWith("bookingsStream must be the ARN of the stream of seatline-dev-bookings-"));
        assertTrue(refusal(own).startsWith("waitlistStream must be"));
    }

    @Test
    void a_suffix_is_part_of_a_table_name() {
        Map<String, String> context = new HashMap<>(CONTEXT);
        context.put("restored", "-after outage");

        assertTrue(refusal(context).startsWith("restored must be"));
    }

    private static String refusal(Map<String, String> context) {
        return assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(context))
                .getMessage();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
