package io.seatline.events;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.Message;
import io.seatline.events.message.DeadlineV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.message.TickV1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each record, its schema and its sample agree. */
class ContractTest {

    static Stream<Contract> all() {
        return Contract.all();
    }

    static Stream<Contract> events() {
        return Contract.all().filter(contract -> DomainEvent.class.isAssignableFrom(contract.type()));
    }

    static Stream<Contract> showQueueMessages() {
        return Contract.all().filter(contract -> ShowQueueMessage.class.isAssignableFrom(contract.type()));
    }

    @Test
    void finds_records_of_the_bus_the_queues_and_the_schedules() {
        Set<Class<?>> found = Contract.all().map(Contract::type).collect(toSet());

        assertTrue(found.containsAll(Set.of(SeatsHeldV1.class, LatePaymentV1.class, DeadlineV1.class, TickV1.class)));
    }

    @Test
    void schemas_and_samples_match_the_records_one_to_one() throws Exception {
        Set<String> names = Contract.all().map(Contract::name).collect(toSet());

        assertEquals(names, filesOf("/schemas", ".schema.json"));
        Set<String> samples = new HashSet<>(filesOf("/samples/events", ".json"));
        samples.addAll(filesOf("/samples/messages", ".json"));
        assertEquals(names, samples);
    }

    @ParameterizedTest
    @MethodSource("all")
    void sample_is_valid_against_its_schema(Contract contract) {
        assertEquals(Set.of(), contract.schema().validate(contract.sample()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void sample_round_trips_through_its_record(Contract contract) throws Exception {
        Message message = EventsJson.read(contract.sample().toString(), contract.type());

        assertEquals(contract.sample(), Contract.JSON.readTree(EventsJson.write(message)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void schema_lists_the_fields_of_the_record(Contract contract) {
        Set<String> properties = names(contract.schemaText().get("properties"));

        Set<String> fields = withDiscriminator(contract, contract.fields().keySet());
        if (contract.type() != TickV1.class) {
            fields.add("correlation_id");
        }
        assertEquals(fields, properties);
    }

    @ParameterizedTest
    @MethodSource("all")
    void schema_requires_the_fields_that_the_record_requires(Contract contract) {
        Set<String> required = contract.fields().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(toSet());

        Set<String> inSchema = new HashSet<>();
        contract.schemaText().get("required").forEach(name -> inSchema.add(name.textValue()));
        assertEquals(withDiscriminator(contract, required), inSchema);
    }

    @ParameterizedTest
    @MethodSource("all")
    void field_examples_are_valid_against_the_schema(Contract contract) {
        contract.schemaText().get("properties").properties().forEach(property -> {
            for (JsonNode example : property.getValue().path("examples")) {
                ObjectNode changed = contract.sample();
                changed.set(property.getKey(), example);
                assertTrue(contract.schemaAccepts(changed), () -> "example " + example + " of " + property.getKey());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void schema_and_record_reject_a_missing_field(Contract contract) {
        contract.fields().forEach((field, required) -> {
            if (required) {
                ObjectNode changed = contract.sample();
                changed.remove(field);
                assertFalse(contract.schemaAccepts(changed), () -> "schema without " + field);
                assertFalse(contract.recordAccepts(changed), () -> "record without " + field);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void schema_and_record_reject_a_field_of_the_wrong_type(Contract contract) {
        contract.fields().keySet().forEach(field -> {
            ObjectNode changed = contract.sample();
            if (changed.path(field).isTextual()) {
                changed.put(field, 7);
            } else {
                changed.put(field, "7");
            }
            assertFalse(contract.schemaAccepts(changed), () -> "schema with wrong " + field);
            assertFalse(contract.recordAccepts(changed), () -> "record with wrong " + field);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void schema_and_record_ignore_an_unknown_field(Contract contract) {
        ObjectNode changed = contract.sample().put("added_later", true);

        assertTrue(contract.schemaAccepts(changed));
        assertTrue(contract.recordAccepts(changed));
    }

    @ParameterizedTest
    @MethodSource("all")
    void correlation_id_is_valid_and_no_part_of_the_record(Contract contract) throws Exception {
        Message message = EventsJson.read(contract.sample().toString(), contract.type());
        String json = EventsJson.write(message, Optional.of("Mc7UVioPPHcEKPA="));

        assertTrue(contract.schemaAccepts((ObjectNode) Contract.JSON.readTree(json)));
        assertEquals(Optional.of("Mc7UVioPPHcEKPA="), EventsJson.correlationId(json));
        assertEquals(Optional.empty(), EventsJson.correlationId(EventsJson.write(message)));
        assertEquals(message, EventsJson.read(json, contract.type()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_reports_the_name_of_its_record_as_detail_type(Contract contract) {
        DomainEvent event = (DomainEvent) EventsJson.read(contract.sample().toString(), contract.type());

        assertEquals(contract.name(), event.detailType());
    }

    @ParameterizedTest
    @MethodSource("showQueueMessages")
    void show_queue_message_type_selects_its_record(Contract contract) {
        Message message = EventsJson.read(contract.sample().toString(), ShowQueueMessage.class);

        assertEquals(contract.type(), message.getClass());
        assertEquals(contract.name(), contract.sample().get("type").textValue());
    }

    private static Set<String> filesOf(String folder, String suffix) throws Exception {
        try (Stream<Path> files =
                Files.list(Path.of(ContractTest.class.getResource(folder).toURI()))) {
            return files.map(file -> file.getFileName().toString().replace(suffix, ""))
                    .collect(toSet());
        }
    }

    private static Set<String> withDiscriminator(Contract contract, Set<String> fields) {
        Set<String> all = new HashSet<>(fields);
        if (ShowQueueMessage.class.isAssignableFrom(contract.type())) {
            all.add("type");
        }
        return all;
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toSet());
    }
}
