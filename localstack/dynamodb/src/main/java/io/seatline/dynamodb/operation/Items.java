package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Engine.InFlight.ItemRef;
import io.seatline.dynamodb.operation.Write.Kind;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.Effect;
import io.seatline.dynamodb.value.*;
import java.util.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

/** TableReads and writes of items, alone or in batches. The parts of a batch are independent. */
public interface Items extends DynamoDbClient {
    int MAX_KEYS = 100;
    int MAX_WRITES = 25;
    long MAX_BYTES = 16L * 1024 * 1024;
    String REQUIRED = "The requestItems parameter is required for ";
    String TOO_MANY = "Too many items requested for the %s call";
    String DUPLICATES = "Provided list of item keys contains duplicates";

    Engine engine();

    @Override
    default GetItemResponse getItem(GetItemRequest request) {
        Parameters parameters = new Parameters(request).check("Key");
        Optional<Projection> projection = parameters.projection();
        Item given = Item.read(request.key());
        Table table = engine().tables().get(request.tableName());
        Key key = table.key(Keys.checkedKey(table, given));
        Item item = engine().store().read(() -> table.get(key));
        double units = Usage.readUnits(item.size(), Usage.Mode.ofRead(request.consistentRead()));
        engine().throttle().read(table, Optional.empty(), key.partition(), units);
        Usage usage = engine().used(new Usage(Usage.Mode.STANDARD).read(table, Optional.empty(), units));
        var result = GetItemResponse.builder().item(Parameters.attributes(item, projection));
        return result.consumedCapacity(usage.reportOne(parameters)).build();
    }

    @Override
    default PutItemResponse putItem(PutItemRequest request) {
        return write(Kind.PUT, request, PutItemResponse.builder()).build();
    }

    @Override
    default UpdateItemResponse updateItem(UpdateItemRequest request) {
        return write(Kind.UPDATE, request, UpdateItemResponse.builder()).build();
    }

    @Override
    default DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return write(Kind.DELETE, request, DeleteItemResponse.builder()).build();
    }

    private <B extends SdkPojo> B write(Kind kind, SdkPojo given, B result) {
        Parameters request = new Parameters(given).check(kind.parameter());
        String requested = Objects.requireNonNullElse(request.get("ReturnValues"), "NONE");
        boolean unsupported = kind != Kind.UPDATE && !requested.equals("NONE") && !requested.equals("ALL_OLD");
        refuseIf(unsupported, "ReturnValues can only be ALL_OLD or NONE");
        Write write = Write.read(kind, request, engine().tables()).get();
        engine().inFlight().refuseIfTaken(write);
        Effect effect = commit(write);
        Usage usage = engine().used(new Usage(Usage.Mode.STANDARD).write(effect));
        Item returned =
                switch (requested) {
                    case "ALL_OLD" -> effect.before();
                    case "ALL_NEW" -> effect.after();
                    case "UPDATED_OLD" -> write.updatedPart(effect.before());
                    case "UPDATED_NEW" -> write.updatedPart(effect.after());
                    default -> Item.NONE;
                };
        Parameters.set(result, "Attributes", Parameters.attributes(returned, Optional.empty()));
        Parameters.set(result, "ConsumedCapacity", usage.reportOne(request));
        return Parameters.set(result, "ItemCollectionMetrics", collectionMetrics(request, effect));
    }

    private Effect commit(Write write) {
        try {
            return write.commit(engine());
        } catch (ConditionalCheckFailedException e) {
            Usage usage = new Usage(Usage.Mode.STANDARD);
            engine().used(engine().store().read(() -> write.chargeRefused(usage)));
            throw e;
        }
    }

    private static ItemCollectionMetrics collectionMetrics(Parameters request, Effect effect) {
        Table table = effect.table();
        boolean asked = "SIZE".equals(request.get("ReturnItemCollectionMetrics"));
        if (!asked || !table.description().hasLocalSecondaryIndexes()) {
            return null;
        }
        Map<String, AttributeValue> key =
                Map.of(table.keys().partition().name(), effect.key().partition().toSdk());
        var metrics = ItemCollectionMetrics.builder().sizeEstimateRangeGB(0.0, 1.0);
        return metrics.itemCollectionKey(key).build();
    }

    record TableReads(String name, Table table, List<Key> keys, Optional<Projection> projection) {}

    record BatchWrite(Write write, WriteRequest request) {}

    @Override
    default BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Parameters parameters = new Parameters(request).check();
        List<TableReads> all = reads(request.requestItems());
        Usage usage = new Usage(Usage.Mode.STANDARD);
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        Map<String, KeysAndAttributes> pending = new HashMap<>();
        long bytes = 0;
        for (TableReads reads : all) {
            KeysAndAttributes given = request.requestItems().get(reads.name());
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            List<Map<String, AttributeValue>> unread = new ArrayList<>();
            for (int i = 0; i < reads.keys().size(); i++) {
                Key key = reads.keys().get(i);
                Item item = engine().store().read(() -> reads.table().get(key));
                double units = Usage.readUnits(item.size(), Usage.Mode.ofRead(given.consistentRead()));
                usage.read(reads.table(), Optional.empty(), units);
                bytes += item.size();
                if (bytes > MAX_BYTES) {
                    unread.add(given.keys().get(i));
                } else if (item.exists()) {
                    items.add(Parameters.attributes(item, reads.projection()));
                }
            }
            found.put(reads.name(), items);
            if (!unread.isEmpty()) {
                pending.put(reads.name(), given.copy(keys -> keys.keys(unread)));
            }
        }
        var result = BatchGetItemResponse.builder().responses(found).unprocessedKeys(pending);
        return result.consumedCapacity(engine().used(usage).report(parameters)).build();
    }

    private List<TableReads> reads(Map<String, KeysAndAttributes> tables) {
        refuseIf(tables.isEmpty(), REQUIRED + "BatchGetItem");
        tables.forEach((name, given) -> refuseIf(
                given.keys().size() > MAX_KEYS,
                "1 validation error detected: Value at 'RequestItems." + name + ".member.Keys' failed to satisfy"
                        + " constraint: Member must have length less than or equal to " + MAX_KEYS));
        long count =
                tables.values().stream().flatMap(given -> given.keys().stream()).count();
        refuseIf(count > MAX_KEYS, TOO_MANY.formatted("BatchGetItem"));
        List<TableReads> all = new ArrayList<>();
        tables.forEach((name, given) -> all.add(reads(name, given)));
        return all;
    }

    private TableReads reads(String name, KeysAndAttributes given) {
        Optional<Projection> projection = new Parameters(given).check("Keys").projection();
        Table table = engine().tables().get(name);
        List<Key> keys = given.keys().stream()
                .map(key -> table.key(Keys.checkedKey(table, Item.read(key))))
                .toList();
        refuseIf(new HashSet<>(keys).size() < keys.size(), DUPLICATES);
        return new TableReads(name, table, keys, projection);
    }

    @Override
    default BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        Parameters parameters = new Parameters(request).check();
        List<BatchWrite> all = writes(request.requestItems());
        all.forEach(given -> engine().inFlight().refuseIfTaken(given.write()));
        Usage usage = new Usage(Usage.Mode.STANDARD);
        Map<String, List<WriteRequest>> pending = new HashMap<>();
        for (BatchWrite given : all) {
            Write write = given.write();
            try {
                usage.write(write.commit(engine()));
            } catch (ThrottlingException _) {
                pending.computeIfAbsent(write.table().name(), name -> new ArrayList<>())
                        .add(given.request());
            }
        }
        var result = BatchWriteItemResponse.builder().unprocessedItems(pending);
        return result.consumedCapacity(engine().used(usage).report(parameters)).build();
    }

    private List<BatchWrite> writes(Map<String, List<WriteRequest>> tables) {
        refuseIf(tables.isEmpty(), REQUIRED + "BatchWriteItem");
        tables.forEach((name, all) -> refuseIf(
                all.isEmpty() || all.size() > MAX_WRITES,
                "1 validation error detected: Value '{" + name + "=" + all
                        + "}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint:"
                        + " [Member must have length less than or equal to 25, Member must have length greater than or"
                        + " equal to 1]"));
        int count = tables.values().stream().mapToInt(List::size).sum();
        refuseIf(count > MAX_WRITES, TOO_MANY.formatted("BatchWriteItem"));
        List<BatchWrite> writes = new ArrayList<>();
        tables.forEach((name, all) -> all.forEach(
                one -> writes.add(new BatchWrite(read(engine().tables().get(name), one), one))));
        Set<ItemRef> items = new HashSet<>();
        writes.forEach(given -> refuseIf(!items.add(given.write().ref()), DUPLICATES));
        return writes;
    }

    private static Write read(Table table, WriteRequest request) {
        boolean invalid = (request.putRequest() == null) == (request.deleteRequest() == null);
        refuseParameterIf(invalid, "A WriteRequest must have exactly one of PutRequest and DeleteRequest");
        return request.putRequest() != null
                ? Write.of(Kind.PUT, table, Item.read(request.putRequest().item()))
                : Write.of(Kind.DELETE, table, Item.read(request.deleteRequest().key()));
    }
}
