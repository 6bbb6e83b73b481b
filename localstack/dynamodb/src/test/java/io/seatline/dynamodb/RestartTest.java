package io.seatline.dynamodb;

import static io.seatline.dynamodb.TestTables.TABLE;
import static io.seatline.dynamodb.TestTables.get;
import static io.seatline.dynamodb.TestTables.item;
import static io.seatline.dynamodb.TestTables.key;
import static io.seatline.dynamodb.TestTables.records;
import static io.seatline.dynamodb.TestTables.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tests tables in a directory across restarts. */
class RestartTest {
    private final MovableTime time = new MovableTime();

    @TempDir
    private Path directory;

    private DynamoDbEngine open() {
        return new DynamoDbEngine(EngineOptions.in(Optional.of(directory)).clock(time));
    }

    private static void put(DynamoDbClient client, String sort) {
        client.putItem(r -> r.tableName(TABLE).item(item("a", sort, Map.of("owner", text("ann")))));
    }

    @Test
    void tables_items_indexes_and_streams_survive_a_restart() {
        try (DynamoDbEngine engine = open()) {
            TestTables.create(engine.client());
            put(engine.client(), "1");
        }
        try (DynamoDbEngine engine = open()) {
            put(engine.client(), "2");
            assertEquals(2, TestTables.ofOwner(engine.client(), "ann").size());
            assertEquals(2, records(engine).size());
        }
    }

    @Test
    void idempotency_token_survives_a_restart() {
        try (DynamoDbEngine engine = open()) {
            TestTables.create(engine.client());
            engine.client()
                    .transactWriteItems(r -> r.clientRequestToken("t").transactItems(TestTables.put(key("a", "1"))));
            engine.client().deleteItem(r -> r.tableName(TABLE).key(key("a", "1")));
        }
        try (DynamoDbEngine engine = open()) {
            engine.client()
                    .transactWriteItems(r -> r.clientRequestToken("t").transactItems(TestTables.put(key("a", "1"))));
            assertTrue(get(engine.client(), "a", "1").isEmpty());
        }
    }

    @Test
    void sequence_numbers_continue_after_all_records_are_trimmed() throws Exception {
        try (DynamoDbEngine engine = open()) {
            TestTables.create(engine.client());
            put(engine.client(), "1");
            time.advance(Duration.ofHours(25));
            put(engine.client(), "2");
            engine.trim();
            assertEquals(1, records(engine).size());
            time.advance(Duration.ofHours(25));
            engine.trim();
            assertEquals(0, records(engine).size());
        }
        try (DynamoDbEngine engine = open()) {
            put(engine.client(), "3");
            assertEquals(1, records(engine).size());
        }
    }

    @Test
    void interrupted_caller_does_not_close_the_file() throws Exception {
        try (DynamoDbEngine engine = open()) {
            TestTables.create(engine.client());
            for (int i = 0; i < 50; i++) {
                String sort = Integer.toString(i);
                Thread caller = Thread.ofPlatform().start(() -> put(engine.client(), sort));
                caller.interrupt();
                caller.join();
            }
            put(engine.client(), "last");
            assertEquals("ann", get(engine.client(), "a", "last").get("owner").s());
        }
    }

    @Test
    void directory_is_used_by_one_engine_only() {
        try (DynamoDbEngine engine = open()) {
            TestTables.create(engine.client());
            IllegalStateException refused = assertThrows(IllegalStateException.class, this::open);
            assertTrue(refused.getMessage().contains("Is another process using the directory?"), refused.getMessage());
        }
    }
}
