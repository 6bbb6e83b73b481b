package io.seatline.local.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seatline.local.deploy.Comparison.Difference;
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

/** An emulator that takes a property and does not keep it is found out. */
class ComparisonTest {
    private static final Place PLACE =
            new Place(URI.create("http://localhost:1"), URI.create("http://localhost:1"), "http://localhost:1/issuer");
    private static final Set<String> TOLD = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::SQS::Queue",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Scheduler::Schedule",
            "AWS::Events::Rule");

    /** Compares the snapshot with services that keep all but what a test spoils in the resource of a physical id. */
    private static List<String> differences(String spoiled, Consumer<ObjectNode> spoil) {
        StackTemplate template = StackTemplate.snapshot();
        Map<String, String> ids = template.understood().declared(PLACE).keySet().stream()
                .collect(Collectors.toMap(id -> id, id -> "physical-" + id));
        return Comparison.of(template.understood(), PLACE, new Stack(ids, Map.of()), (type, properties, id) -> {
                    if (!TOLD.contains(type)) {
                        return Optional.empty();
                    }
                    ObjectNode kept = (ObjectNode) asServicesTell(properties);
                    if (id.equals("physical-" + spoiled)) {
                        spoil.accept(kept);
                    }
                    return Optional.of(kept);
                })
                .stream()
                .map(Difference::path)
                .toList();
    }

    /** Other Region, text for numbers, lists the other way round, a stream's own label. */
    private static JsonNode asServicesTell(JsonNode node) {
        if (node.isObject()) {
            ObjectNode told = ((ObjectNode) node).objectNode();
            node.properties().forEach(property -> told.set(property.getKey(), asServicesTell(property.getValue())));
            return told;
        }
        if (node.isArray()) {
            ArrayNode told = ((ArrayNode) node).arrayNode();
            node.forEach(element -> told.insert(0, asServicesTell(element)));
            return told;
        }
        return TextNode.valueOf(node.asText()
                .replace(":" + Place.REGION + ":", ":us-east-1:")
                .replace("/stream/latest", "/stream/2026-11-25T09:00:00.000"));
    }

    @Test
    void what_is_told_in_other_words_is_no_difference() {
        assertEquals(
                List.of(),
                differences(
                        "WaitlistQueue",
                        queue -> queue.put(
                                "RedrivePolicy", queue.path("RedrivePolicy").toString())));
    }

    @Test
    void a_queue_that_is_not_fifo_or_has_no_dead_letter_queue_is_told() {
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
    void a_table_that_forgets_its_time_to_live_or_its_stream_is_told() {
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
    void a_mapping_without_partial_batches_and_a_schedule_that_is_off_are_told() {
        assertEquals(
                List.of("ShowWorkerMapping.FunctionResponseTypes"),
                differences("ShowWorkerMapping", m -> m.remove("FunctionResponseTypes")));
        assertEquals(List.of("Tick0.State"), differences("Tick0", s -> s.put("State", "DISABLED")));
    }

    @Test
    void only_what_is_written_down_with_a_reason_is_forgiven() {
        Difference forgiven = new Difference("CatalogTable", "TimeToLiveSpecification.Enabled", "true", "false");
        Difference other = new Difference("WaitlistQueue", "FifoQueue", "true", "");

        assertEquals(List.of(other), KnownGaps.of(Emulator.MINISTACK).unknown(List.of(forgiven, other)));
    }

    @ParameterizedTest
    @EnumSource(Emulator.class)
    void every_emulator_has_its_list(Emulator emulator) {
        assertTrue(KnownGaps.text(emulator).contains(emulator.title()));
    }
}
