package io.seatline.events;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.Message;
import io.seatline.events.contract.Samples;
import io.seatline.events.contract.UnreadableMessage;
import io.seatline.events.message.FunctionMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An event or message record, with its name, schema and sample. */
record Contract(Class<? extends Message> type) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Every event and every message between functions. */
    static Stream<Contract> all() {
        return Stream.of(DomainEvent.class, FunctionMessage.class)
                .flatMap(Contract::records)
                .map(Contract::new);
    }

    private static Stream<Class<? extends Message>> records(Class<? extends Message> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> records(sub.asSubclass(Message.class)));
    }

    /**
     * Returns the name on the bus, in the queues and in file names: {@code SeatsHeldV1} becomes {@code SeatsHeld.v1}.
     */
    String name() {
        return type.getSimpleName().replaceFirst("V(\\d+)$", ".v$1");
    }

    ObjectNode sample() {
        try {
            byte[] sample = DomainEvent.class.isAssignableFrom(type) ? Samples.event(name()) : Samples.message(name());
            return (ObjectNode) JSON.readTree(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(name(), e);
        }
    }

    ObjectNode schemaText() {
        try (InputStream in = Contract.class.getResourceAsStream("/schemas/" + name() + ".schema.json")) {
            if (in == null) {
                throw new AssertionError("no schema for " + name());
            }
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name(), e);
        }
    }

    JsonSchema schema() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText(), config);
    }

    /** Whether the JSON is valid against the schema. */
    boolean schemaAccepts(ObjectNode json) {
        return schema().validate(json).isEmpty();
    }

    /** Whether the JSON can be read into the record. */
    boolean recordAccepts(ObjectNode json) {
        try {
            EventsJson.read(json.toString(), type);
            return true;
        } catch (UnreadableMessage refused) {
            return false;
        }
    }

    /** The record's fields under their JSON names, each with whether it is required. */
    Map<String, Boolean> fields() {
        return Arrays.stream(type.getRecordComponents())
                .collect(toMap(
                        component -> new SnakeCaseStrategy().translate(component.getName()), Contract::isRequired));
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getType() != Optional.class;
    }

    @Override
    public String toString() {
        return name();
    }
}
