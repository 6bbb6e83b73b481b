package io.seatline.adapter.dynamodb.catalog;

import io.seatline.domain.ShowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the table Catalog. */
final class CatalogReads {
    /** Keys in one {@code BatchGetItem}, limited by DynamoDB. */
    private static final int BATCH = 100;

    private final DynamoDbClient dynamoDb;
    private final DynamoDbEnhancedClient client;
    private final String name;
    private final boolean consistent;

    private CatalogReads(DynamoDbClient client, String table, boolean consistent) {
        this.dynamoDb = client;
        // Without extensions: none is needed, and the default ones scan every schema.
        this.client = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .extensions(List.of())
                .build();
        this.name = table;
        this.consistent = consistent;
    }

    /** An item is written after the items that it refers to, so a reader that sees it also finds them. */
    static CatalogReads consistent(DynamoDbClient client, String table) {
        return new CatalogReads(client, table, true);
    }

    /** Reads at half the price. An answer may be some seconds old, and lack an item that another refers to. */
    static CatalogReads recent(DynamoDbClient client, String table) {
        return new CatalogReads(client, table, false);
    }

    static Key key(String pk, String sk) {
        return Key.builder().partitionValue(pk).sortValue(sk).build();
    }

    static Key cityKey(String id) {
        return key(CatalogTable.CITIES, CatalogTable.city(id));
    }

    static Key cinemaKey(String id) {
        return key(CatalogTable.CITIES, CatalogTable.cinema(id));
    }

    static Key cityMovieKey(String cityId, String movieId) {
        return key(CatalogTable.city(cityId), CatalogTable.movie(movieId));
    }

    static Key movieKey(String id) {
        return key(CatalogTable.movie(id), CatalogTable.MOVIE);
    }

    static Key layoutKey(String id) {
        return key(CatalogTable.layout(id), CatalogTable.LAYOUT);
    }

    static Key availabilityKey(ShowId id) {
        return key(CatalogTable.show(id), CatalogTable.AVAILABILITY);
    }

    static Key showKey(ShowId id) {
        return key(CatalogTable.show(id), CatalogTable.SHOW);
    }

    <T> DynamoDbTable<T> table(TableSchema<T> schema) {
        return client.table(name, schema);
    }

    <T> Optional<T> get(TableSchema<T> schema, Key key) {
        return Optional.ofNullable(table(schema).getItem(r -> r.key(key).consistentRead(consistent)));
    }

    /** Items of several kinds that one request returned. */
    record Batch(List<Map<String, AttributeValue>> items) {
        <T> Optional<T> find(TableSchema<T> schema, Key key) {
            return items.stream()
                    .filter(item -> item.entrySet().containsAll(keyMap(key).entrySet()))
                    .findFirst()
                    .map(schema::mapToItem);
        }
    }

    /** Returns the items with these keys; keys without an item are left out. */
    Batch batch(List<Key> keys) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .consistentRead(consistent)
                .keys(keys.stream().map(CatalogReads::keyMap).toList())
                .build();
        return new Batch(dynamoDb.batchGetItemPaginator(r -> r.requestItems(Map.of(name, wanted))).stream()
                .flatMap(page -> page.responses().getOrDefault(name, List.of()).stream())
                .toList());
    }

    private static Map<String, AttributeValue> keyMap(Key key) {
        return key.primaryKeyMap(CatalogItems.SHOW);
    }

    /** Returns the items with these ids; ids that do not exist are left out. */
    <T, K> List<T> all(TableSchema<T> schema, Collection<K> ids, Function<K, Key> key) {
        List<K> distinct = ids.stream().distinct().toList();
        DynamoDbTable<T> table = table(schema);
        List<T> found = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            ReadBatch.Builder<T> batch =
                    ReadBatch.builder(schema.itemType().rawClass()).mappedTableResource(table);
            distinct.subList(from, Math.min(from + BATCH, distinct.size()))
                    .forEach(id -> batch.addGetItem(r -> r.key(key.apply(id)).consistentRead(consistent)));
            client.batchGetItem(r -> r.readBatches(batch.build()))
                    .resultsForTable(table)
                    .forEach(found::add);
        }
        return found;
    }

    /** Returns the items of a partition whose sort key has this prefix. */
    <T> List<T> prefixed(TableSchema<T> schema, String pk, String prefix) {
        return query(schema, QueryConditional.sortBeginsWith(key(pk, prefix)));
    }

    /** Returns the items of a partition that start between these times; both seconds are included. */
    <T> List<T> between(TableSchema<T> schema, String pk, Instant from, Instant to) {
        return query(
                schema,
                QueryConditional.sortBetween(
                        key(pk, CatalogTable.startingAt(from)), key(pk, CatalogTable.startingAt(to.plusSeconds(1)))));
    }

    private <T> List<T> query(TableSchema<T> schema, QueryConditional condition) {
        return table(schema).query(r -> r.queryConditional(condition).consistentRead(consistent)).items().stream()
                .toList();
    }

    /** Indexes items by their id. */
    static <K, T> Map<K, T> by(Function<T, K> id, List<T> items) {
        Map<K, T> by = new HashMap<>();
        items.forEach(item -> by.put(id.apply(item), item));
        return by;
    }
}
