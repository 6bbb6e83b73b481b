package io.seatline.local.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.seatline.local.cost.CapacityRules.Writing;
import io.seatline.local.cost.TableShape.Index;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The rules of docs.aws.amazon.com/amazondynamodb, "Global secondary indexes: provisioned throughput considerations". */
class TableShapeTest {
    private static final TableShape TABLE = TableShape.of(CreateTableRequest.builder()
            .tableName("bookings")
            .keySchema(keys("id", "part"))
            .globalSecondaryIndexes(List.of(
                    GlobalSecondaryIndex.builder()
                            .indexName("due")
                            .keySchema(keys("shard", "due_at"))
                            .projection(p ->
                                    p.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("due_kind"))
                            .build(),
                    GlobalSecondaryIndex.builder()
                            .indexName("by_customer")
                            .keySchema(keys("customer"))
                            .projection(p -> p.projectionType(ProjectionType.ALL))
                            .build()))
            .localSecondaryIndexes(List.of(LocalSecondaryIndex.builder()
                    .indexName("by_place")
                    .keySchema(keys("id", "place"))
                    .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                    .build()))
            .build());

    private static List<KeySchemaElement> keys(String... names) {
        return Stream.of(names)
                .map(name -> KeySchemaElement.builder().attributeName(name).build())
                .toList();
    }

    private static final Index DUE = TABLE.indexes().get(0);
    private static final Index BY_CUSTOMER = TABLE.indexes().get(1);
    private static final Index BY_PLACE = TABLE.indexes().get(2);

    private static final Map<String, AttributeValue> NONE = Map.of();
    private static final Map<String, AttributeValue> BOOKING =
            Map.of("id", fromS("b1"), "part", fromS("BOOKING"), "customer", fromS("alice"), "state", fromS("HELD"));
    private static final Map<String, AttributeValue> DUE_BOOKING =
            with(with(with(BOOKING, "shard", fromS("0")), "due_at", fromN("17")), "due_kind", fromS("HOLD"));

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    @Test
    void an_item_without_the_indexs_key_has_no_entry_and_costs_nothing_there() {
        assertEquals(0, DUE.write(NONE, BOOKING, Writing.STANDARD));
    }

    @Test
    void an_entry_has_the_keys_of_both_and_what_is_projected() {
        assertEquals(
                Map.of(
                        "id", fromS("b1"),
                        "part", fromS("BOOKING"),
                        "shard", fromS("0"),
                        "due_at", fromN("17"),
                        "due_kind", fromS("HOLD")),
                DUE.entry(DUE_BOOKING));
        assertEquals(DUE_BOOKING, BY_CUSTOMER.entry(DUE_BOOKING));
    }

    @Test
    void a_new_entry_takes_one_write() {
        assertEquals(1, DUE.write(NONE, DUE_BOOKING, Writing.STANDARD));
        assertEquals(1, DUE.write(BOOKING, DUE_BOOKING, Writing.STANDARD));
    }

    @Test
    void an_entry_that_goes_takes_one_write() {
        assertEquals(1, DUE.write(DUE_BOOKING, BOOKING, Writing.STANDARD));
        assertEquals(1, DUE.write(DUE_BOOKING, NONE, Writing.STANDARD));
    }

    @Test
    void a_changed_key_takes_two_writes() {
        assertEquals(2, DUE.write(DUE_BOOKING, with(DUE_BOOKING, "due_at", fromN("18")), Writing.STANDARD));
    }

    @Test
    void a_changed_projected_attribute_takes_one_write() {
        assertEquals(1, DUE.write(DUE_BOOKING, with(DUE_BOOKING, "due_kind", fromS("LATE")), Writing.STANDARD));
        assertEquals(1, BY_CUSTOMER.write(BOOKING, with(BOOKING, "state", fromS("PAID")), Writing.STANDARD));
    }

    @Test
    void a_changed_attribute_that_is_not_projected_takes_none() {
        assertEquals(0, DUE.write(DUE_BOOKING, with(DUE_BOOKING, "state", fromS("PAID")), Writing.STANDARD));
    }

    @Test
    void each_entry_is_rounded_up_by_its_own_size() {
        Map<String, AttributeValue> large = with(BOOKING, "note", fromS("n".repeat(2048)));
        assertEquals(3, BY_CUSTOMER.write(NONE, large, Writing.STANDARD));
        assertEquals(1, DUE.write(NONE, with(DUE_BOOKING, "note", fromS("n".repeat(2048))), Writing.STANDARD));
    }

    @Test
    void a_global_index_costs_no_more_in_a_transaction_and_a_local_one_twice() {
        assertEquals(1, DUE.write(NONE, DUE_BOOKING, Writing.TRANSACTIONAL));
        assertEquals(2, BY_PLACE.write(NONE, with(BOOKING, "place", fromN("7")), Writing.TRANSACTIONAL));
        assertEquals(1, BY_PLACE.write(NONE, with(BOOKING, "place", fromN("7")), Writing.STANDARD));
    }
}
