package io.seatline.dynamodb;

import static io.seatline.dynamodb.TestTables.TABLE;
import static io.seatline.dynamodb.TestTables.item;
import static io.seatline.dynamodb.TestTables.key;
import static io.seatline.dynamodb.TestTables.number;
import static io.seatline.dynamodb.TestTables.ofOwner;
import static io.seatline.dynamodb.TestTables.put;
import static io.seatline.dynamodb.TestTables.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Kills a process repeatedly while it writes to a directory. No acknowledged transaction is lost, none is partly applied,
 * and indexes and streams agree with the table. {@code -Dkills=20} kills more often.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int PARTS = 3;

    @Test
    void acknowledged_writes_survive_a_kill(@TempDir Path directory) throws Exception {
        Random random = new Random(7);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeAndKill(directory, kill, 50 + random.nextInt(500)));
            try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.in(Optional.of(directory)))) {
                verify(engine, acknowledged);
            }
        }
        System.out.println(KILLS + " kills, " + acknowledged.size() + " acknowledged transactions, none lost");
    }

    /** Starts a process, kills it after a number of transactions and returns the ones that it acknowledged. */
    private static Set<String> writeAndKill(Path directory, int run, int transactions)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        Integer.toString(run))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader output = writer.inputReader()) {
            assertEquals("ready", output.readLine());
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // The last line may be incomplete.
                if (line.endsWith(".")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == transactions) {
                    // Like kill -9; Process.destroyForcibly would also close the output.
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        writer.waitFor();
        return acknowledged;
    }

    private static void verify(DynamoDbEngine engine, Set<String> acknowledged) {
        Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
        engine.client()
                .scanPaginator(r -> r.tableName(TABLE))
                .items()
                .forEach(item ->
                        items.put(item.get("pk").s() + "/" + item.get("sk").s(), item));
        Set<String> found = new HashSet<>();
        Map<String, Integer> parts = new HashMap<>();
        items.values().stream()
                .filter(item -> item.containsKey("owner"))
                .forEach(item -> parts.merge(item.get("owner").s(), 1, Integer::sum));
        parts.forEach((transaction, count) -> {
            assertEquals(PARTS, count, "partly applied: " + transaction);
            found.add(transaction);
        });
        acknowledged.forEach(transaction -> assertTrue(found.contains(transaction), "lost: " + transaction));
        found.forEach(transaction ->
                assertEquals(PARTS, ofOwner(engine.client(), transaction).size()));
        Map<String, Map<String, AttributeValue>> replayed = new TreeMap<>();
        for (Record record : TestTables.records(engine)) {
            var change = record.dynamodb();
            String key =
                    change.keys().get("pk").s() + "/" + change.keys().get("sk").s();
            assertEquals(
                    replayed.get(key), change.hasOldImage() ? change.oldImage() : null, "gap in the stream: " + key);
            if (change.hasNewImage()) {
                replayed.put(key, change.newImage());
            } else {
                replayed.remove(key);
            }
        }
        assertEquals(items, replayed);
    }

    /** Writes transactions of three items and updates counters. Prints each transaction once it is acknowledged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            DynamoDbClient client = new DynamoDbEngine(EngineOptions.in(Optional.of(directory))).client();
            if (client.listTables().tableNames().isEmpty()) {
                TestTables.create(client);
            }
            System.out.println("ready");
            AtomicLong next = new AtomicLong();
            for (int thread = 0; thread < 8; thread++) {
                String counter = "counter" + thread;
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        write(client, "t" + arguments[1] + "-" + next.incrementAndGet() + ".", counter);
                    }
                });
            }
        }

        private static void write(DynamoDbClient client, String transaction, String counter) {
            // Large enough that MVStore exceeds its usual limit for unsaved memory.
            Map<String, AttributeValue> more = Map.of(
                    "owner", text(transaction), "rank", number(transaction.length()), "text", text("x".repeat(20_000)));
            client.transactWriteItems(r -> r.transactItems(List.of(
                    put(item("a" + transaction, "1", more)),
                    put(item("b" + transaction, "1", more)),
                    put(item("b" + transaction, "2", more)))));
            client.updateItem(r -> r.tableName(TABLE)
                    .key(key(counter, "1"))
                    .updateExpression("ADD #count :one")
                    .expressionAttributeNames(Map.of("#count", "count"))
                    .expressionAttributeValues(Map.of(":one", number(1))));
            synchronized (System.out) {
                System.out.println(transaction);
                System.out.flush();
            }
        }
    }
}
