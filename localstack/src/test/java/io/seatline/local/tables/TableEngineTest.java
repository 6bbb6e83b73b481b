package io.seatline.local.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.clock.Signal;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.Template;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TableEngineTest {

    private static final Place PLACE = new Place(
            URI.create("http://localhost:8080"),
            URI.create("http://localhost:9324"),
            "http://localhost:8080/local/issuer");

    private final TableEngine engine = new TableEngine(EngineOptions.inMemory());

    @AfterEach
    void stop() {
        engine.close();
    }

    private static ResolvedTemplate entries(String projection) {
        String json = """
                {"Resources": {"Entries": {"Type": "AWS::DynamoDB::Table", "Properties": {
                  "TableName": "entries",
                  "BillingMode": "PAY_PER_REQUEST",
                  "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
                  "AttributeDefinitions": [
                    {"AttributeName": "show_id", "AttributeType": "S"},
                    {"AttributeName": "item", "AttributeType": "S"},
                    {"AttributeName": "place", "AttributeType": "N"}],
                  "KeySchema": [
                    {"AttributeName": "show_id", "KeyType": "HASH"},
                    {"AttributeName": "item", "KeyType": "RANGE"}],
                  "LocalSecondaryIndexes": [{
                    "IndexName": "by_place",
                    "KeySchema": [
                      {"AttributeName": "show_id", "KeyType": "HASH"},
                      {"AttributeName": "place", "KeyType": "RANGE"}],
                    "Projection": {"ProjectionType": "%s"}}]}}}}
                """.formatted(projection);
        return Template.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .resolve(PLACE);
    }

    private void put(String item, Optional<Integer> place) {
        Map<String, AttributeValue> entry = new HashMap<>(Map.of(
                "show_id", AttributeValue.fromS("s"),
                "item", AttributeValue.fromS(item),
                "customer", AttributeValue.fromS("alice")));
        place.ifPresent(at -> entry.put("place", AttributeValue.fromN(Integer.toString(at))));
        engine.client().putItem(request -> request.tableName("entries").item(entry));
    }

    private List<Map<String, AttributeValue>> joined() {
        return engine.client()
                .query(request -> request.tableName("entries")
                        .indexName("by_place")
                        .consistentRead(true)
                        .keyConditionExpression("show_id = :show")
                        .expressionAttributeValues(Map.of(":show", AttributeValue.fromS("s"))))
                .items();
    }

    @Test
    void all_tables_of_the_template_are_created() {
        ResolvedTemplate reviewed = Template.read(
                        Template.class.getResourceAsStream("/io/seatline/local/seatline.template.json"))
                .resolve(PLACE);
        engine.create(reviewed);

        assertEquals(
                reviewed.tables().stream()
                        .map(ResolvedTemplate.Table::name)
                        .sorted()
                        .toList(),
                engine.client().listTables().tableNames().stream().sorted().toList());
    }

    @Test
    void local_index_is_consistent_ordered_and_sparse() {
        engine.create(entries("KEYS_ONLY"));
        put("second", Optional.of(10));
        put("first", Optional.of(2));
        put("left", Optional.empty());

        assertEquals(
                List.of("first", "second"),
                joined().stream().map(entry -> entry.get("item").s()).toList());
    }

    @Test
    void keys_only_index_has_only_keys() {
        engine.create(entries("KEYS_ONLY"));
        put("first", Optional.of(2));

        assertEquals(
                Map.of(
                        "show_id", AttributeValue.fromS("s"),
                        "item", AttributeValue.fromS("first"),
                        "place", AttributeValue.fromN("2")),
                joined().getFirst());
    }

    @Test
    void existing_table_that_matches_the_template_is_kept() {
        engine.create(entries("KEYS_ONLY"));
        put("first", Optional.of(2));
        engine.create(entries("KEYS_ONLY"));

        assertEquals(1, joined().size());
    }

    @Test
    void existing_table_with_another_local_index_is_rejected() {
        engine.create(entries("ALL"));
        ResolvedTemplate other = entries("KEYS_ONLY");

        String refusal = assertThrows(IllegalStateException.class, () -> engine.create(other))
                .getMessage();
        assertTrue(refusal.contains("the table entries of another template"), refusal);
        assertTrue(refusal.contains("the local secondary indexes should be"), refusal);
    }

    @Test
    void write_raises_only_the_signals_of_its_table() {
        engine.create(entries("KEYS_ONLY"));
        Signal one = new Signal();
        Signal another = new Signal();
        Signal other = new Signal();
        engine.raiseAfterWrites("entries", one);
        engine.raiseAfterWrites("entries", another);
        engine.raiseAfterWrites("bookings", other);

        put("first", Optional.of(2));

        assertEquals(List.of(1L, 1L, 0L), List.of(one.raised(), another.raised(), other.raised()));
    }

    @Test
    void transaction_raises_the_signal_once_and_a_read_never() {
        engine.create(entries("KEYS_ONLY"));
        Signal signal = new Signal();
        engine.raiseAfterWrites("entries", signal);

        engine.client()
                .transactWriteItems(request -> request.transactItems(
                        TransactWriteItem.builder().put(entry("first")).build(),
                        TransactWriteItem.builder().put(entry("second")).build()));
        long items = engine.client().scanPaginator(r -> r.tableName("entries")).items().stream()
                .count();

        assertEquals(2, items);
        assertEquals(1, signal.raised());
    }

    @Test
    void history_has_the_changes_of_all_shards_in_commit_order() {
        engine.create(entries("KEYS_ONLY"));
        List<String> shows = IntStream.range(0, 50).mapToObj(i -> "show" + i).toList();
        shows.forEach(show -> engine.client().putItem(r -> r.tableName("entries")
                .item(Map.of("show_id", AttributeValue.fromS(show), "item", AttributeValue.fromS("a")))));

        assertEquals(4, engine.shards(engine.streamArn("entries")).size());
        assertEquals(
                shows,
                engine.history("entries").stream()
                        .map(record -> record.dynamodb().keys().get("show_id").s())
                        .toList());
    }

    private static Put entry(String item) {
        return Put.builder()
                .tableName("entries")
                .item(Map.of("show_id", AttributeValue.fromS("s"), "item", AttributeValue.fromS(item)))
                .build();
    }

    @Test
    void parallel_writes_are_all_kept() throws InterruptedException {
        engine.create(entries("KEYS_ONLY"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String item = "item" + i;
                threads.execute(() -> put(item, Optional.of(1)));
            }
        }

        assertEquals(200, engine.client().scan(r -> r.tableName("entries")).count());
    }

    @Test
    void failed_transaction_returns_the_item_found_and_writes_nothing() {
        engine.create(entries("KEYS_ONLY"));
        put("first", Optional.of(1));

        TransactionCanceledException refusal = assertThrows(TransactionCanceledException.class, () -> engine.client()
                .transactWriteItems(request -> request.transactItems(
                        TransactWriteItem.builder().put(entry("second")).build(),
                        TransactWriteItem.builder()
                                .put(entry("first").toBuilder()
                                        .conditionExpression("attribute_not_exists(show_id)")
                                        .returnValuesOnConditionCheckFailure("ALL_OLD")
                                        .build())
                                .build())));

        assertEquals(
                "alice",
                refusal.cancellationReasons().get(1).item().get("customer").s());
        assertEquals(1, engine.client().scan(r -> r.tableName("entries")).count());
    }
}
