package io.seatline.dynamodb;

import static io.seatline.dynamodb.TestTables.TABLE;
import static io.seatline.dynamodb.TestTables.get;
import static io.seatline.dynamodb.TestTables.item;
import static io.seatline.dynamodb.TestTables.key;
import static io.seatline.dynamodb.TestTables.number;
import static io.seatline.dynamodb.TestTables.ofOwner;
import static io.seatline.dynamodb.TestTables.put;
import static io.seatline.dynamodb.TestTables.records;
import static io.seatline.dynamodb.TestTables.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Tests AWS's behaviour that options turn on: conflicts, lag, throttling, expiry, shards. */
class AwsBehaviourTest {
    private final MovableTime time = new MovableTime();
    private DynamoDbEngine engine;

    @AfterEach
    void close() {
        engine.close();
    }

    private void start(EngineOptions options) {
        engine = new DynamoDbEngine(options.clock(time));
        TestTables.create(engine.client());
    }

    @Test
    void overlapping_transaction_is_cancelled_with_a_conflict() throws Exception {
        start(EngineOptions.inMemory().transactionTime(Duration.ofSeconds(2)));
        Thread first = Thread.startVirtualThread(() -> engine.client()
                .transactWriteItems(
                        r -> r.transactItems(put(item("a", "1", Map.of("by", text("first")))), put(key("a", "2")))));
        awaitInFlight("a", "1");

        var refused = assertThrows(TransactionCanceledException.class, () -> engine.client()
                .transactWriteItems(r -> r.transactItems(put(key("b", "1")), put(key("a", "1")))));
        assertThrows(TransactionConflictException.class, () -> engine.client()
                .putItem(r -> r.tableName(TABLE).item(key("a", "2"))));
        first.join();

        assertEquals(
                List.of("None", "TransactionConflict"),
                refused.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .toList());
        assertEquals("first", get(engine.client(), "a", "1").get("by").s());
        assertTrue(get(engine.client(), "b", "1").isEmpty());
    }

    /** Waits until a read in a transaction conflicts with the one in flight. */
    private void awaitInFlight(String pk, String sk) {
        TransactGetItem read = TransactGetItem.builder()
                .get(g -> g.tableName(TABLE).key(key(pk, sk)))
                .build();
        try {
            while (true) {
                engine.client().transactGetItems(r -> r.transactItems(read));
            }
        } catch (TransactionCanceledException e) {
            assertEquals(
                    "TransactionConflict", e.cancellationReasons().getFirst().code());
        }
    }

    @Test
    void items_are_free_after_their_transaction_ends() {
        start(EngineOptions.inMemory().transactionTime(Duration.ofMillis(1)));
        for (int i = 0; i < 3; i++) {
            engine.client().transactWriteItems(r -> r.transactItems(put(key("a", "1"))));
        }
        engine.client().deleteItem(r -> r.tableName(TABLE).key(key("a", "1")));
        assertTrue(get(engine.client(), "a", "1").isEmpty());
    }

    @Test
    void global_index_lags_but_the_table_does_not() {
        start(EngineOptions.inMemory().indexLag(Duration.ofMillis(500)));
        engine.client().putItem(r -> r.tableName(TABLE).item(item("a", "1", Map.of("owner", text("ann")))));
        assertFalse(get(engine.client(), "a", "1").isEmpty());
        assertEquals(List.of(), ofOwner(engine.client(), "ann"));

        time.advance(Duration.ofMillis(500));
        assertEquals(1, ofOwner(engine.client(), "ann").size());

        engine.client().deleteItem(r -> r.tableName(TABLE).key(key("a", "1")));
        assertEquals(1, ofOwner(engine.client(), "ann").size());
        time.advance(Duration.ofMillis(500));
        assertEquals(List.of(), ofOwner(engine.client(), "ann"));
    }

    @Test
    void index_lag_is_refused_for_tables_in_a_directory(@TempDir Path directory) {
        start(EngineOptions.inMemory());
        EngineOptions durable = EngineOptions.in(Optional.of(directory));
        assertThrows(IllegalArgumentException.class, () -> durable.indexLag(Duration.ofMillis(1)));
    }

    @Test
    void each_partition_is_limited_to_1000_write_units_a_second() {
        start(EngineOptions.inMemory().limitPartitions());
        for (int i = 0; i < 1_000; i++) {
            String sort = Integer.toString(i);
            engine.client().putItem(r -> r.tableName(TABLE).item(key("hot", sort)));
        }
        assertThrows(ThrottlingException.class, () -> engine.client()
                .putItem(r -> r.tableName(TABLE).item(key("hot", "more"))));
        engine.client().putItem(r -> r.tableName(TABLE).item(key("cold", "1")));

        time.advance(Duration.ofSeconds(1));
        engine.client().putItem(r -> r.tableName(TABLE).item(key("hot", "more")));
    }

    @Test
    void hot_partition_of_a_global_index_throttles_table_writes() {
        start(EngineOptions.inMemory().limitPartitions());
        for (int i = 0; i < 1_000; i++) {
            String partition = "p" + i;
            engine.client().putItem(r -> r.tableName(TABLE).item(item(partition, "1", Map.of("owner", text("one")))));
        }
        var throttled = assertThrows(TransactionCanceledException.class, () -> engine.client()
                .transactWriteItems(r -> r.transactItems(put(item("new", "1", Map.of("owner", text("one")))))));
        assertEquals(
                "ThrottlingError", throttled.cancellationReasons().getFirst().code());
    }

    @Test
    void expired_items_are_deleted_with_a_record_of_the_service() {
        start(EngineOptions.inMemory());
        engine.client().updateTimeToLive(r -> r.tableName(TABLE)
                .timeToLiveSpecification(t -> t.attributeName("ttl").enabled(true)));
        long soon = time.instant().getEpochSecond() + 60;
        engine.client().putItem(r -> r.tableName(TABLE).item(item("a", "1", Map.of("ttl", number(soon)))));
        engine.client().putItem(r -> r.tableName(TABLE).item(item("a", "2", Map.of("ttl", text("never")))));
        engine.client().putItem(r -> r.tableName(TABLE).item(item("a", "3", Map.of("ttl", number(1)))));
        assertEquals(0, engine.expire());

        time.advance(Duration.ofSeconds(61));
        assertEquals(1, engine.expire());

        assertTrue(get(engine.client(), "a", "1").isEmpty());
        Record last = records(engine).getLast();
        assertEquals(OperationType.REMOVE, last.eventName());
        assertEquals("dynamodb.amazonaws.com", last.userIdentity().principalId());
    }

    @Test
    void stream_with_several_shards_keeps_the_order_of_each_item() {
        start(EngineOptions.inMemory().shards(4));
        for (int version = 0; version < 5; version++) {
            for (int i = 0; i < 20; i++) {
                Map<String, AttributeValue> item = item("p" + i, "1", Map.of("version", number(version)));
                engine.client().putItem(r -> r.tableName(TABLE).item(item));
            }
        }
        Map<String, Integer> versions = new HashMap<>();
        Set<String> numbers = new HashSet<>();
        for (Record record : records(engine)) {
            String item = record.dynamodb().keys().get("pk").s();
            int version =
                    Integer.parseInt(record.dynamodb().newImage().get("version").n());
            assertEquals(versions.getOrDefault(item, -1) + 1, version);
            versions.put(item, version);
            assertTrue(numbers.add(record.dynamodb().sequenceNumber()));
        }
        assertEquals(20, versions.size());
        assertTrue(IntStream.range(0, 20).allMatch(i -> versions.get("p" + i) == 4));
    }
}
