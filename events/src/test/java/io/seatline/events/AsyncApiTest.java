package io.seatline.events;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.seatline.events.contract.Message;
import io.seatline.events.message.ShowQueueMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document lists every record on the channel that carries it. */
class AsyncApiTest {

    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document = new YAMLMapper().readTree(AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml"));
    }

    @Test
    void every_record_has_a_message_with_its_schema() {
        Map<String, String> schemas = document.at("/components/messages")
                .valueStream()
                .collect(toMap(message -> message.get("name").textValue(), message -> message.at("/payload/schema/$ref")
                        .textValue()));

        assertEquals(
                Contract.all()
                        .collect(toMap(Contract::name, contract -> "schemas/" + contract.name() + ".schema.json")),
                schemas);
    }

    @Test
    void every_message_of_a_booking_names_its_correlation_id() {
        document.at("/components/messages")
                .valueStream()
                .forEach(message -> assertEquals(
                        !message.get("name").textValue().equals("Tick.v1"),
                        message.has("correlationId"),
                        message::toString));
    }

    @Test
    void bus_channel_lists_the_domain_events() {
        assertEquals(namesOf(DomainEvent.class), messagesOf("bus"));
    }

    @Test
    void show_queue_channel_lists_the_show_queue_messages() {
        assertEquals(namesOf(ShowQueueMessage.class), messagesOf("waitlist"));
    }

    @Test
    void other_channels_list_one_record_each() {
        assertEquals(Set.of("Deadline.v1"), messagesOf("deadline"));
        assertEquals(Set.of("Refund.v1"), messagesOf("refund"));
        assertEquals(Set.of("Tick.v1"), messagesOf("schedules"));
    }

    @Test
    void every_reference_resolves() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        for (String reference : references) {
            if (reference.startsWith("#")) {
                assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
            } else {
                assertNotNull(AsyncApiTest.class.getResource("/" + reference), reference);
            }
        }
    }

    private static Set<String> namesOf(Class<? extends Message> kind) {
        return Contract.all()
                .filter(contract -> kind.isAssignableFrom(contract.type()))
                .map(Contract::name)
                .collect(toSet());
    }

    private static Set<String> messagesOf(String channel) {
        return document.at("/channels/" + channel + "/messages")
                .valueStream()
                .map(message -> document.at(message.get("$ref").textValue().substring(1))
                        .get("name")
                        .textValue())
                .collect(toSet());
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.get("$ref").textValue());
        }
        node.forEach(child -> collectReferences(child, references));
    }
}
