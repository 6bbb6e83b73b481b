package io.seatline.local.deploy.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seatline.local.deploy.stack.Comparison.Difference;
import io.seatline.local.template.Place;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the comparison finds properties which an emulator accepts but does not keep. */
class ComparisonTest {
    private static final Place PLACE =
            new Place(URI.create("http://localhost:1"), URI.create("http://localhost:1"), "http://localhost:1/issuer");
    private static final Set<String> REPORTED_TYPES = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::SQS::Queue",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Scheduler::Schedule",
            "AWS::Events::Rule");

    /** Compares the snapshot with services that report it unchanged, except for a change to one resource. */
    private static List<String> differences(String changed, Consumer<ObjectNode> change) {
        StackTemplate template = StackTemplate.snapshot();
        Map<String, String> ids = template.understood().declared(PLACE).keySet().stream()
                .collect(Collectors.toMap(id -> id, id -> "physical-" + id));
        return Comparison.of(template.understood(), PLACE, new Stack(ids, Map.of()), (type, properties, id) -> {
                    if (!REPORTED_TYPES.contains(type)) {
                        return Optional.empty();
                    }
                    ObjectNode kept = (ObjectNode) asReportedByServices(properties);
                    if (id.equals("physical-" + changed)) {
                        change.accept(kept);
                    }
                    return Optional.of(kept);
                })
                .stream()
                .map(Difference::path)
                .toList();
    }

    /** Changes what services report differently: the Region, numbers as text, reversed lists and a stream's label. */
    private static JsonNode asReportedByServices(JsonNode node) {
        if (node.isObject()) {
            ObjectNode reported = ((ObjectNode) node).objectNode();
            node.properties()
                    .forEach(property -> reported.set(property.getKey(), asReportedByServices(property.getValue())));
            return reported;
        }
        if (node.isArray()) {
            ArrayNode reported = ((ArrayNode) node).arrayNode();
            node.forEach(element -> reported.insert(0, asReportedByServices(element)));
            return reported;
        }
        return TextNode.valueOf(node.asText()
                .replace(":" + Place.REGION + ":", ":us-east-1:")
                .replace("/stream/latest", "/stream/2026-11-25T09:00:00.000"));
    }

    @Test
    void equal_values_in_another_format_are_no_difference() {
        assertEquals(
                List.of(),
                differences(
                        "WaitlistQueue",
                        queue -> queue.put(
                                "RedrivePolicy", queue.path("RedrivePolicy").toString())));
    }

    @Test
    void missing_fifo_or_dead_letter_queue_is_a_difference() {
        assertEquals(List.of("WaitlistQueue.FifoQueue"), differences("WaitlistQueue", q -> q.remove("FifoQueue")));
        assertEquals(
                List.of(
                        "WaitlistQueue.RedrivePolicy.deadLetterTargetArn",
                        "WaitlistQueue.RedrivePolicy.maxReceiveCount"),
                differences("WaitlistQueue", q -> q.remove("RedrivePolicy")));
        assertEquals(
                List.of("DeadlineQueue.RedrivePolicy.deadLetterTargetArn"),
                differences("DeadlineQueue", q -> q.withObjectProperty("RedrivePolicy")
                        .put("deadLetterTargetArn", "arn:aws:sqs:us-east-1:000000000000:another")));
    }

    @Test
    void missing_time_to_live_stream_or_index_is_a_difference() {
        assertEquals(
                List.of("SeatClaimsTable.TimeToLiveSpecification.Enabled"),
                differences("SeatClaimsTable", t -> t.withObjectProperty("TimeToLiveSpecification")
                        .put("Enabled", "false")));
        assertEquals(
                List.of("BookingsTable.StreamSpecification.StreamViewType"),
                differences("BookingsTable", t -> t.withObjectProperty("StreamSpecification")
                        .put("StreamViewType", "KEYS_ONLY")));
        assertEquals(
                List.of("BookingsTable.GlobalSecondaryIndexes"),
                differences("BookingsTable", t -> t.withArrayProperty("GlobalSecondaryIndexes")
                        .remove(0)));
    }

    @Test
    void missing_partial_batches_or_disabled_schedule_is_a_difference() {
        assertEquals(
                List.of("ShowWorkerMapping.FunctionResponseTypes"),
                differences("ShowWorkerMapping", m -> m.remove("FunctionResponseTypes")));
        assertEquals(List.of("Tick0.State"), differences("Tick0", s -> s.put("State", "DISABLED")));
    }

    @Test
    void only_listed_differences_are_accepted() {
        Difference listed = new Difference("CatalogTable", "TimeToLiveSpecification.Enabled", "true", "false");
        Difference other = new Difference("WaitlistQueue", "FifoQueue", "true", "");

        assertEquals(List.of(other), KnownGaps.of(Emulator.MINISTACK).unknown(List.of(listed, other)));
    }

    @ParameterizedTest
    @EnumSource(Emulator.class)
    void every_emulator_has_a_list_of_gaps(Emulator emulator) {
        assertTrue(KnownGaps.text(emulator).contains(emulator.title()));
    }
}
