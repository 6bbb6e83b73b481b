package io.seatline.dynamodb.table;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.json.Json;
import io.seatline.dynamodb.store.*;
import io.seatline.dynamodb.store.Store.Change;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.table.Table.Index.Scope;
import io.seatline.dynamodb.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The tables of an engine. Items change only through {@link #apply}. */
public final class Tables {
    private static final String ARN_OF_TABLE = ":table/";
    private final Store store;
    private final InstantSource clock;
    private final Duration indexLag;
    private final int shardsPerStream;
    private final MVMap<String, String> definitions;
    private final MVMap<String, String> timesToLive;
    private final MVMap<String, String> shards;
    private final Map<String, Table> tables = new ConcurrentSkipListMap<>();
    private final Queue<Delayed> delayed = new ArrayDeque<>();
    private long sequence;

    private record Delayed(Instant appliesAt, Table table, Effect.Entry entry) {}

    /** A page of names. The next page starts after {@code last}, which is null on the last page. */
    public record Listing(List<String> names, String last) {
        public static final int MAX_NAMES = 100;

        public static Listing of(Stream<String> sorted, String after, Integer limit) {
            List<String> all = sorted.filter(name -> after == null || name.compareTo(after) > 0)
                    .toList();
            int max = limit == null ? MAX_NAMES : Math.min(limit, MAX_NAMES);
            List<String> page = all.subList(0, Math.min(max, all.size()));
            return new Listing(page, page.size() < all.size() ? page.getLast() : null);
        }
    }

    public Tables(Store store, InstantSource clock, Duration indexLag, int shardsPerStream) {
        this.store = store;
        this.clock = clock;
        this.indexLag = indexLag;
        this.shardsPerStream = shardsPerStream;
        definitions = store.texts("tables");
        timesToLive = store.texts("ttl");
        shards = store.texts("shards");
        definitions.forEach((name, json) -> tables.put(name, open((TableDescription)
                Json.read(json.getBytes(StandardCharsets.UTF_8), TableDescription.builder()))));
        Stream<Long> kept = tables.values().stream()
                .flatMap(table -> table.shards().stream())
                .filter(shard -> !shard.isEmpty())
                .map(MVMap::lastKey);
        Stream<Long> trimmed = store.texts("trimmed").values().stream().map(Long::valueOf);
        sequence = Stream.concat(kept, trimmed).mapToLong(Long::longValue).max().orElse(0);
    }

    public Collection<Table> all() {
        return tables.values();
    }

    public Optional<Table> find(String nameOrArn) {
        int name = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(ARN_OF_TABLE) : -1;
        return Optional.ofNullable(
                tables.get(name < 0 ? nameOrArn : nameOrArn.substring(name + ARN_OF_TABLE.length())));
    }

    public Table get(String nameOrArn) {
        return find(nameOrArn).orElseThrow(() -> Errors.notFound("Requested resource not found"));
    }

    public void create(TableDescription description) {
        definitions.put(description.tableName(), new String(Json.write(description), StandardCharsets.UTF_8));
        shards.put(description.tableName(), Integer.toString(shardsPerStream));
        tables.put(description.tableName(), open(description));
    }

    public void delete(Table table) {
        tables.remove(table.name());
        store.texts("trimmed").put(table.name(), Long.toString(sequence));
        List.of(definitions, timesToLive, shards).forEach(map -> map.remove(table.name()));
        delayed.removeIf(change -> change.table().name().equals(table.name()));
        store.remove(table.items());
        table.indexes().forEach(index -> store.remove(index.entries()));
        table.shards().forEach(store::remove);
    }

    public Optional<String> timeToLive(Table table) {
        return Optional.ofNullable(timesToLive.get(table.name()));
    }

    public void timeToLive(Table table, Optional<String> attribute) {
        attribute.ifPresentOrElse(name -> timesToLive.put(table.name(), name), () -> timesToLive.remove(table.name()));
    }

    private Table open(TableDescription table) {
        List<Index> indexes = new ArrayList<>();
        for (var index : table.globalSecondaryIndexes()) {
            indexes.add(index(table, Scope.GLOBAL, index.indexName(), index.keySchema(), index.projection()));
        }
        for (var index : table.localSecondaryIndexes()) {
            indexes.add(index(table, Scope.LOCAL, index.indexName(), index.keySchema(), index.projection()));
        }
        int streams = table.latestStreamArn() == null ? 0 : Integer.parseInt(shards.get(table.tableName()));
        List<MVMap<Long, Change>> changes = new ArrayList<>();
        for (int shard = 0; shard < streams; shard++) {
            changes.add(store.changes("stream." + table.tableId() + "." + shard));
        }
        KeySchema keys = KeySchema.of(table.keySchema(), table.attributeDefinitions());
        return new Table(table, keys, store.items("items." + table.tableId()), List.copyOf(indexes), changes);
    }

    private Index index(
            TableDescription table, Scope scope, String name, List<KeySchemaElement> keys, Projection projection) {
        Set<String> projected = new HashSet<>(projection.nonKeyAttributes());
        table.keySchema().forEach(key -> projected.add(key.attributeName()));
        keys.forEach(key -> projected.add(key.attributeName()));
        KeySchema schema = KeySchema.of(keys, table.attributeDefinitions());
        boolean all = projection.projectionType() == ProjectionType.ALL;
        MVMap<Key, Item> entries = store.items("index." + table.tableId() + "." + name);
        return new Index(name, scope, schema, all, Set.copyOf(projected), entries);
    }

    /** Changes an item, its index entries and its stream. Call it only within a write. */
    public void apply(Effect effect, boolean expired) {
        applyDueEntries();
        Item before = effect.before();
        Item after = effect.after();
        if (before.equals(after)) {
            return;
        }
        Table table = effect.table();
        if (after.exists()) {
            table.items().put(effect.key(), after);
        } else {
            table.items().remove(effect.key());
        }
        for (Effect.Entry entry : effect.entries()) {
            if (entry.index().scope() == Scope.GLOBAL && indexLag.isPositive()) {
                delayed.add(new Delayed(clock.instant().plus(indexLag), table, entry));
            } else {
                entry.apply();
            }
        }
        if (!table.shards().isEmpty()) {
            Item keys = table.keys().of(after.exists() ? after : before);
            List<MVMap<Long, Change>> all = table.shards();
            int shard = Integer.remainderUnsigned(effect.key().hash(), all.size());
            Change change = new Change(++sequence, clock.millis(), expired, keys, before, after);
            all.get(shard).put(change.sequence(), change);
        }
    }

    public void applyDelayed() {
        if (indexLag.isPositive()) {
            store.write(this::applyDueEntries);
        }
    }

    private boolean applyDueEntries() {
        while (!delayed.isEmpty() && !delayed.peek().appliesAt().isAfter(clock.instant())) {
            delayed.remove().entry().apply();
        }
        return delayed.isEmpty();
    }
}
