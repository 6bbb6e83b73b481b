package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.testing.InjectedFaults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

class StreamDeliveryTest {

    private static void write(ToyCloud toy, String id, String part, String title) {
        toy.cloud.clients().dynamoDb().putItem(request -> request.tableName("toy-notes")
                .item(note(id, part, title)));
    }

    private static Map<String, AttributeValue> note(String id, String part, String title) {
        return Map.of(
                "id", AttributeValue.fromS(id),
                "part", AttributeValue.fromS(part),
                "title", AttributeValue.fromS(title));
    }

    private static void writeEntry(ToyCloud toy, String item, String title) {
        toy.cloud.clients().dynamoDb().putItem(request -> request.tableName("toy-entries")
                .item(entry(item, title)));
    }

    private static Map<String, AttributeValue> entry(String item, String title) {
        return Map.of(
                "show_id", AttributeValue.fromS("s"),
                "item", AttributeValue.fromS(item),
                "title", AttributeValue.fromS(title));
    }

    private static boolean within(Duration patience, CountDownLatch latch) {
        try {
            return latch.await(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void changes_are_delivered_in_order_after_a_failure_ends() {
        try (ToyCloud toy = new ToyCloud()) {
            AtomicInteger tries = new AtomicInteger();
            toy.outbox.throwsAt = _ -> tries.incrementAndGet() == 1;
            List<String> titles = IntStream.range(0, 30).mapToObj(i -> "t" + i).toList();
            titles.forEach(title -> write(toy, "a", "NOTE", title));
            toy.settle();

            assertEquals(titles, toy.outbox.done);
            assertTrue(tries.get() > 1);
        }
    }

    @Test
    void only_records_that_match_the_filter_are_delivered() {
        try (ToyCloud toy = new ToyCloud()) {
            write(toy, "a", "NOTE", "note");
            write(toy, "a", "DRAFT", "draft");
            write(toy, "a", "CASE#1", "case");
            toy.settle();

            assertEquals(List.of("note", "case"), toy.outbox.done);
        }
    }

    @Test
    void delivery_continues_with_the_reported_record() {
        try (ToyCloud toy = new ToyCloud()) {
            AtomicInteger reported = new AtomicInteger();
            toy.outbox.reports = title -> title.equals("second") && reported.incrementAndGet() == 1;
            write(toy, "a", "NOTE", "first");
            write(toy, "a", "NOTE", "second");
            write(toy, "a", "NOTE", "third");
            toy.settle();

            assertEquals(List.of("first", "second", "third"), toy.outbox.done);
        }
    }

    @Test
    void only_the_poison_record_is_discarded_and_its_position_kept() {
        try (ToyCloud toy = new ToyCloud()) {
            toy.outbox.throwsAt = "poison"::equals;
            write(toy, "a", "NOTE", "before");
            write(toy, "a", "NOTE", "poison");
            write(toy, "a", "NOTE", "after");
            toy.settle();

            assertEquals(List.of("before", "after"), toy.outbox.done);
            List<String> dead = toy.waiting("toy-outbox-dlq");
            assertEquals(1, dead.size());
            assertTrue(dead.getFirst().contains("\"condition\":\"RetryAttemptsExhausted\""), dead.getFirst());
            assertTrue(dead.getFirst().contains("\"batchSize\":1"), dead.getFirst());
        }
    }

    @Test
    void injected_faults_drop_or_double_records_until_closed() {
        try (ToyCloud toy = new ToyCloud()) {
            try (Fault _ = toy.faults.droppingRecords("toy-notes")) {
                write(toy, "a", "NOTE", "lost");
                toy.settle();
            }
            try (Fault _ = toy.faults.doublingRecords("Notes")) {
                write(toy, "a", "NOTE", "twice");
                toy.settle();
            }

            assertEquals(List.of("twice", "twice"), toy.outbox.done);
        }
    }

    @Test
    void each_table_is_delivered_through_its_own_filter() {
        try (ToyCloud toy = new ToyCloud()) {
            write(toy, "a", "NOTE", "note");
            writeEntry(toy, "ENTRY#1", "entry_id");
            writeEntry(toy, "STATE", "state");
            toy.settle();

            assertEquals(Set.of("note", "entry_id"), Set.copyOf(toy.outbox.done));
            assertEquals(2, toy.outbox.done.size());
        }
    }

    @Test
    void transaction_on_two_tables_appears_in_both_streams() {
        try (ToyCloud toy = new ToyCloud()) {
            toy.cloud
                    .clients()
                    .dynamoDb()
                    .transactWriteItems(request -> request.transactItems(
                            TransactWriteItem.builder()
                                    .put(put -> put.tableName("toy-notes").item(note("a", "NOTE", "note")))
                                    .build(),
                            TransactWriteItem.builder()
                                    .put(put -> put.tableName("toy-entries").item(entry("ENTRY#1", "entry_id")))
                                    .build()));
            toy.settle();

            assertEquals(Set.of("note", "entry_id"), Set.copyOf(toy.outbox.done));
        }
    }

    @Test
    void blocked_stream_does_not_block_another() {
        try (ToyCloud toy = new ToyCloud()) {
            CountDownLatch entryDone = new CountDownLatch(1);
            toy.outbox.throwsAt = title -> title.equals("note") && !within(ToyCloud.PATIENCE, entryDone);
            toy.outbox.reports = title -> {
                if (title.equals("entry_id")) {
                    entryDone.countDown();
                }
                return false;
            };
            write(toy, "a", "NOTE", "note");
            writeEntry(toy, "ENTRY#1", "entry_id");
            toy.settle();

            assertEquals(Set.of("entry_id", "note"), Set.copyOf(toy.outbox.done));
            assertEquals(0, entryDone.getCount());
        }
    }

    @Test
    void blocked_record_blocks_only_its_shard() {
        try (ToyCloud toy = new ToyCloud()) {
            CountDownLatch otherDone = new CountDownLatch(1);
            toy.outbox.throwsAt = title -> title.equals("blocked") && !within(ToyCloud.PATIENCE, otherDone);
            toy.outbox.reports = title -> {
                if (title.startsWith("other")) {
                    otherDone.countDown();
                }
                return false;
            };
            write(toy, "a", "NOTE", "blocked");
            // With this many partitions, some are in other shards.
            IntStream.range(0, 20).forEach(i -> write(toy, "other" + i, "NOTE", "other" + i));
            write(toy, "a", "NOTE", "after it");
            toy.settle();

            assertEquals(0, otherDone.getCount());
            assertEquals(22, toy.outbox.done.size());
            assertTrue(toy.outbox.done.indexOf("blocked") < toy.outbox.done.indexOf("after it"));
        }
    }

    @Test
    void reading_continues_after_the_clock_outruns_the_iterator() {
        try (ToyCloud toy = new ToyCloud()) {
            write(toy, "a", "NOTE", "before");
            toy.advance(Duration.ofMinutes(16));
            write(toy, "a", "NOTE", "minutes later");
            toy.advance(Duration.ofHours(25));
            write(toy, "a", "NOTE", "a day later");
            toy.settle();

            assertEquals(List.of("before", "minutes later", "a day later"), toy.outbox.done);
        }
    }

    @Test
    void record_has_its_write_time() {
        try (ToyCloud toy = new ToyCloud()) {
            toy.clock.advance(Duration.ofSeconds(90));
            write(toy, "a", "NOTE", "note");
            toy.settle();

            assertEquals(List.of(ToyCloud.START.plusSeconds(90)), toy.outbox.written);
        }
    }

    @Test
    void restart_keeps_tables_and_stream_positions(@TempDir Path dir) {
        try (ToyCloud toy = new ToyCloud(options -> options.withDataDir(Optional.of(dir)))) {
            write(toy, "a", "NOTE", "before");
            toy.settle();
            writeEntry(toy, "ENTRY#1", "entry before");
            toy.settle();
            assertEquals(List.of("before", "entry before"), toy.outbox.done);
        }
        try (ToyCloud toy = new ToyCloud(options -> options.withDataDir(Optional.of(dir)))) {
            DynamoDbClient tables = toy.cloud.clients().dynamoDb();
            assertEquals(
                    "before",
                    tables.getItem(request -> request.tableName("toy-notes")
                                    .key(Map.of("id", AttributeValue.fromS("a"), "part", AttributeValue.fromS("NOTE"))))
                            .item()
                            .get("title")
                            .s());
            write(toy, "a", "NOTE", "after");
            toy.settle();
            writeEntry(toy, "ENTRY#1", "entry after");
            toy.settle();
            assertEquals(List.of("after", "entry after"), toy.outbox.done);
        }
    }

    @Test
    void tables_of_another_template_stop_the_start(@TempDir Path dir) {
        try (DynamoDbEngine other = new DynamoDbEngine(EngineOptions.in(Optional.of(dir)))) {
            other.client().createTable(r -> r.tableName("toy-notes")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key("id", KeyType.HASH), key("part", KeyType.RANGE))
                    .attributeDefinitions(text("id"), text("part")));
        }
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> new ToyCloud(options -> options.withDataDir(Optional.of(dir))));

        assertTrue(refusal.getMessage().contains("toy-notes"), refusal.getMessage());
        assertTrue(
                refusal.getMessage().contains("another template: the attribute definitions should be"),
                refusal.getMessage());
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
