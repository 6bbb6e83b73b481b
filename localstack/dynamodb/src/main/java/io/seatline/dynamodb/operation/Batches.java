package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Write.Kind;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import software.amazon.awssdk.services.dynamodb.model.*;

/** BatchGetItem and BatchWriteItem: many items in one request, each on its own. */
public final class Batches {
    private static final int MOST_KEYS = 100;
    private static final int MOST_WRITES = 25;
    private static final long LARGEST = 16L * 1024 * 1024;
    private static final String REQUIRED = "The requestItems parameter is required for ";
    private static final String TOO_MANY = "Too many items requested for the %s call";
    private static final String DUPLICATES = "Provided list of item keys contains duplicates";

    private final Engine engine;

    public Batches(Engine engine) {
        this.engine = engine;
    }

    /** Items of one table to be read. */
    private record Reads(String name, Table table, List<Key> keys, Optional<Projection> shown) {}

    private record Given(Write write, WriteRequest request) {}

    /** Reads items; what would make the answer too large is left for the caller to ask for again. */
    public BatchGetItemResponse get(BatchGetItemRequest request) {
        Parameters parameters = new Parameters(request).check();
        List<Reads> all = reads(request.requestItems());
        Usage usage = new Usage(Usage.Mode.STANDARD);
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        Map<String, KeysAndAttributes> left = new HashMap<>();
        long bytes = 0;
        for (Reads reads : all) {
            KeysAndAttributes given = request.requestItems().get(reads.name());
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            List<Map<String, AttributeValue>> unread = new ArrayList<>();
            for (int i = 0; i < reads.keys().size(); i++) {
                Key key = reads.keys().get(i);
                Item item = engine.store().read(() -> reads.table().get(key));
                double units = Usage.readUnits(item.size(), Usage.Mode.ofRead(given.consistentRead()));
                usage.read(reads.table(), Optional.empty(), units);
                bytes += item.size();
                if (bytes > LARGEST) {
                    unread.add(given.keys().get(i));
                } else if (item.exists()) {
                    items.add(Parameters.shown(item, reads.shown()));
                }
            }
            found.put(reads.name(), items);
            if (!unread.isEmpty()) {
                left.put(reads.name(), given.copy(keys -> keys.keys(unread)));
            }
        }
        return BatchGetItemResponse.builder()
                .responses(found)
                .unprocessedKeys(left)
                .consumedCapacity(engine.used(usage).answer(parameters))
                .build();
    }

    private List<Reads> reads(Map<String, KeysAndAttributes> wanted) {
        refuseIf(wanted.isEmpty(), REQUIRED + "BatchGetItem");
        wanted.forEach((name, given) -> refuseIf(
                given.keys().size() > MOST_KEYS,
                "1 validation error detected: Value at 'RequestItems." + name + ".member.Keys' failed to satisfy"
                        + " constraint: Member must have length less than or equal to " + MOST_KEYS));
        int count =
                wanted.values().stream().mapToInt(given -> given.keys().size()).sum();
        refuseIf(count > MOST_KEYS, TOO_MANY.formatted("BatchGetItem"));
        List<Reads> all = new ArrayList<>();
        wanted.forEach((name, given) -> all.add(reads(name, given)));
        return all;
    }

    private Reads reads(String name, KeysAndAttributes given) {
        Optional<Projection> shown = new Parameters(given).check("Keys").projection();
        Table table = engine.tables().get(name);
        List<Key> keys = given.keys().stream()
                .map(key -> table.key(Keys.checked(table, Item.read(key))))
                .toList();
        refuseIf(new HashSet<>(keys).size() < keys.size(), DUPLICATES);
        return new Reads(name, table, keys, shown);
    }

    /** Puts and deletes items; what is throttled is left for the caller to ask for again. */
    public BatchWriteItemResponse write(BatchWriteItemRequest request) {
        Parameters parameters = new Parameters(request).check();
        List<Given> all = writes(request.requestItems());
        all.forEach(given -> engine.inFlight().refuseIfTaken(given.write()));
        Usage usage = new Usage(Usage.Mode.STANDARD);
        Map<String, List<WriteRequest>> left = new HashMap<>();
        for (Given given : all) {
            Write write = given.write();
            try {
                usage.write(write.commit(engine));
            } catch (ThrottlingException _) {
                left.computeIfAbsent(write.table().name(), name -> new ArrayList<>())
                        .add(given.request());
            }
        }
        return BatchWriteItemResponse.builder()
                .unprocessedItems(left)
                .consumedCapacity(engine.used(usage).answer(parameters))
                .build();
    }

    private List<Given> writes(Map<String, List<WriteRequest>> wanted) {
        refuseIf(wanted.isEmpty(), REQUIRED + "BatchWriteItem");
        wanted.forEach((name, all) -> refuseIf(
                all.isEmpty() || all.size() > MOST_WRITES,
                "1 validation error detected: Value '{" + name + "=" + all
                        + "}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint:"
                        + " [Member must have length less than or equal to 25, Member must have length greater than or"
                        + " equal to 1]"));
        int count = wanted.values().stream().mapToInt(List::size).sum();
        refuseIf(count > MOST_WRITES, TOO_MANY.formatted("BatchWriteItem"));
        List<Given> writes = new ArrayList<>();
        wanted.forEach((name, all) ->
                all.forEach(one -> writes.add(new Given(read(engine.tables().get(name), one), one))));
        long places =
                writes.stream().map(given -> given.write().place()).distinct().count();
        refuseIf(places < count, DUPLICATES);
        return writes;
    }

    private static Write read(Table table, WriteRequest request) {
        refuseParameterIf(
                (request.putRequest() == null) == (request.deleteRequest() == null),
                "A WriteRequest must have exactly one of PutRequest and DeleteRequest");
        return request.putRequest() != null
                ? Write.of(Kind.PUT, table, Item.read(request.putRequest().item()))
                : Write.of(Kind.DELETE, table, Item.read(request.deleteRequest().key()));
    }
}
