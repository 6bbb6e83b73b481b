package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Operation.*;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Runs operations with the SDK's clients and converts the responses to the model's outcomes. */
final class Target {
    private static final int MAX_PAGES = 2_000;

    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final String tokenSuffix;

    /** Creates a target. {@code run} is a short text that is unique on the endpoint. */
    Target(DynamoDbClient client, DynamoDbStreamsClient streams, String run) {
        this.client = client;
        this.streams = streams;
        this.tokenSuffix = "-" + run;
    }

    void create(Shape shape) {
        client.createTable(shape.request());
    }

    void delete(Shape shape) {
        client.deleteTable(request -> request.tableName(shape.name()));
    }

    Outcome run(Operation operation) {
        try {
            return switch (operation) {
                case Write write -> write(write);
                case GetItem get -> get(get);
                case Query query -> query(query);
                case Scan scan -> scan(scan);
                case BatchGet batch -> batchGet(batch.request());
                case BatchWrite batch -> batchWrite(batch.request());
                case TransactGet transaction -> transactGet(transaction);
                case TransactWrite transaction -> transactWrite(transaction);
            };
        } catch (SdkException e) {
            return error(e);
        } catch (RuntimeException e) {
            return Outcome.error(e.getClass().getName()).with("message", e);
        }
    }

    private static Outcome error(SdkException e) {
        String code = e instanceof DynamoDbException aws ? aws.awsErrorDetails().errorCode() : "none";
        Outcome outcome =
                Outcome.error(e.getClass().getSimpleName() + "/" + code).with("message", e.getMessage());
        return switch (e) {
            case ConditionalCheckFailedException failed ->
                outcome.with("item", failed.hasItem() ? Plain.textOrNone(failed.item()) : "none");
            case TransactionCanceledException canceled ->
                outcome.with(
                        "reasons",
                        canceled.cancellationReasons().stream()
                                .map(Target::reason)
                                .toList());
            default -> outcome;
        };
    }

    private static String reason(CancellationReason reason) {
        return "None".equals(reason.code())
                ? "None"
                : reason.code() + " " + (reason.hasItem() ? Plain.textOrNone(reason.item()) : "none");
    }

    private Outcome write(Write write) {
        TransactWriteItem request = write.action().request();
        if (request.put() != null) {
            Put put = request.put();
            PutItemResponse response = client.putItem(r -> r.tableName(put.tableName())
                    .item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .expressionAttributeNames(put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null)
                    .expressionAttributeValues(
                            put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null)
                    .returnValues(write.returned())
                    .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure())
                    .returnConsumedCapacity(write.capacity()));
            return written(response.attributes(), response.consumedCapacity(), write.capacity());
        }
        if (request.delete() != null) {
            Delete delete = request.delete();
            DeleteItemResponse response = client.deleteItem(r -> r.tableName(delete.tableName())
                    .key(delete.key())
                    .conditionExpression(delete.conditionExpression())
                    .expressionAttributeNames(
                            delete.hasExpressionAttributeNames() ? delete.expressionAttributeNames() : null)
                    .expressionAttributeValues(
                            delete.hasExpressionAttributeValues() ? delete.expressionAttributeValues() : null)
                    .returnValues(write.returned())
                    .returnValuesOnConditionCheckFailure(delete.returnValuesOnConditionCheckFailure())
                    .returnConsumedCapacity(write.capacity()));
            return written(response.attributes(), response.consumedCapacity(), write.capacity());
        }
        Update update = request.update();
        UpdateItemResponse response = client.updateItem(r -> r.tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(
                        update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null)
                .returnValues(write.returned())
                .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure())
                .returnConsumedCapacity(write.capacity()));
        return written(response.attributes(), response.consumedCapacity(), write.capacity());
    }

    private static Outcome written(
            Map<String, AttributeValue> attributes, ConsumedCapacity capacity, ReturnConsumedCapacity wanted) {
        return Outcome.success()
                .with("attributes", Plain.textOrNone(attributes))
                .with("capacity", capacity(capacity, wanted));
    }

    private static String capacity(ConsumedCapacity capacity, ReturnConsumedCapacity wanted) {
        return capacity(capacity == null ? List.of() : List.of(capacity), wanted);
    }

    private static String capacity(List<ConsumedCapacity> capacity, ReturnConsumedCapacity wanted) {
        return capacity.isEmpty() ? "{}" : new Units().add(capacity).text(wanted);
    }

    private Outcome get(GetItem get) {
        Get request = get.read().request();
        GetItemResponse response = client.getItem(r -> r.tableName(request.tableName())
                .key(request.key())
                .projectionExpression(request.projectionExpression())
                .expressionAttributeNames(
                        request.hasExpressionAttributeNames() ? request.expressionAttributeNames() : null)
                .consistentRead(get.consistent())
                .returnConsumedCapacity(get.capacity()));
        return Outcome.success()
                .with("item", response.hasItem() ? Plain.textOrNone(response.item()) : "none")
                .with("capacity", capacity(response.consumedCapacity(), get.capacity()));
    }

    private Outcome query(Query query) {
        Pages pages = new Pages();
        QueryRequest request = query.request();
        do {
            QueryRequest next =
                    request.toBuilder().exclusiveStartKey(pages.next).build();
            QueryResponse response = client.query(next);
            pages.add(response.items(), response.count(), response.scannedCount(), response.consumedCapacity());
            pages.next = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
        } while (pages.next != null);
        Optional<String> sort = sortName(query);
        Outcome outcome = pages.outcome(request.returnConsumedCapacity(), request.indexName() == null);
        return outcome.with(
                "order",
                pages.items.stream()
                        .map(item -> sort.map(item::get).map(Plain::text).orElse("none"))
                        .toList());
    }

    private Optional<String> sortName(Query query) {
        TableDescription table = client.describeTable(
                        r -> r.tableName(query.request().tableName()))
                .table();
        List<KeySchemaElement> keys = new ArrayList<>(table.keySchema());
        String index = query.request().indexName();
        if (index != null) {
            keys.clear();
            table.globalSecondaryIndexes().stream()
                    .filter(i -> i.indexName().equals(index))
                    .forEach(i -> keys.addAll(i.keySchema()));
            table.localSecondaryIndexes().stream()
                    .filter(i -> i.indexName().equals(index))
                    .forEach(i -> keys.addAll(i.keySchema()));
        }
        return keys.stream()
                .filter(k -> k.keyType() == KeyType.RANGE)
                .map(KeySchemaElement::attributeName)
                .findFirst();
    }

    private Outcome scan(Scan scan) {
        ScanRequest request = scan.request();
        int segments = request.totalSegments() == null ? 1 : request.totalSegments();
        Pages pages = new Pages();
        for (int segment = 0; segment < segments; segment++) {
            Integer wanted = request.totalSegments() == null ? null : Integer.valueOf(segment);
            do {
                ScanRequest next = request.toBuilder()
                        .segment(wanted)
                        .exclusiveStartKey(pages.next)
                        .build();
                ScanResponse response = client.scan(next);
                pages.add(response.items(), response.count(), response.scannedCount(), response.consumedCapacity());
                pages.next = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
            } while (pages.next != null);
        }
        return pages.outcome(request.returnConsumedCapacity(), false);
    }

    /** Collects all pages of a query or a scan. */
    private static final class Pages {
        private final List<Map<String, AttributeValue>> items = new ArrayList<>();
        private final List<Integer> scanned = new ArrayList<>();
        private final List<ConsumedCapacity> capacity = new ArrayList<>();
        private int count;
        private Map<String, AttributeValue> next;

        void add(List<Map<String, AttributeValue>> page, int shown, int looked, ConsumedCapacity used) {
            items.addAll(page);
            count += shown;
            scanned.add(looked);
            if (used != null) {
                capacity.add(used);
            }
            if (scanned.size() > MAX_PAGES) {
                throw new IllegalStateException("more than " + MAX_PAGES + " pages");
            }
        }

        Outcome outcome(ReturnConsumedCapacity wanted, boolean ordered) {
            List<String> texts = new ArrayList<>(items.stream().map(Plain::text).toList());
            if (!ordered) {
                texts.sort(null);
            }
            return Outcome.success()
                    .with("items", texts)
                    .with("count", count)
                    .with(
                            "scanned",
                            scanned.stream().mapToInt(Integer::intValue).sum())
                    .with("pages", scanned)
                    .with("capacity", Target.capacity(capacity, wanted));
        }
    }

    private Outcome batchGet(BatchGetItemRequest request) {
        BatchGetItemResponse response = client.batchGetItem(request);
        Map<String, List<String>> found = new TreeMap<>();
        response.responses().forEach((table, items) -> {
            if (!items.isEmpty()) {
                found.put(table, items.stream().map(Plain::textOrNone).sorted().toList());
            }
        });
        return Outcome.success()
                .with("items", found)
                .with("unprocessed", response.unprocessedKeys().size())
                .with("capacity", capacity(response.consumedCapacity(), request.returnConsumedCapacity()));
    }

    private Outcome batchWrite(BatchWriteItemRequest request) {
        BatchWriteItemResponse response = client.batchWriteItem(request);
        return Outcome.success()
                .with("unprocessed", response.unprocessedItems().size())
                .with("capacity", capacity(response.consumedCapacity(), request.returnConsumedCapacity()));
    }

    private Outcome transactGet(TransactGet transaction) {
        TransactGetItemsResponse response = client.transactGetItems(r -> r.transactItems(transaction.reads().stream()
                        .map(read ->
                                TransactGetItem.builder().get(read.request()).build())
                        .toList())
                .returnConsumedCapacity(transaction.capacity()));
        return Outcome.success()
                .with(
                        "items",
                        response.responses().stream()
                                .map(one -> one.hasItem() ? Plain.textOrNone(one.item()) : "none")
                                .toList())
                .with("capacity", capacity(response.consumedCapacity(), transaction.capacity()));
    }

    private Outcome transactWrite(TransactWrite transaction) {
        TransactWriteItemsResponse response = client.transactWriteItems(r -> r.transactItems(
                        transaction.actions().stream().map(Action::request).toList())
                .clientRequestToken(transaction.token() == null ? null : transaction.token() + tokenSuffix)
                .returnConsumedCapacity(transaction.capacity()));
        return Outcome.success().with("capacity", capacity(response.consumedCapacity(), transaction.capacity()));
    }

    /** Returns all items of a table by their texts. */
    Map<String, Map<String, AttributeValue>> items(Shape shape) {
        Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
        client.scanPaginator(r -> r.tableName(shape.name()).consistentRead(true))
                .items()
                .forEach(item -> items.put(Plain.text(item), item));
        return items;
    }

    /** Deletes and puts items until the table has exactly these; returns whether it was different. */
    boolean replaceItems(Shape shape, Map<String, Map<String, AttributeValue>> wanted) {
        Map<String, Map<String, AttributeValue>> present = items(shape);
        if (present.keySet().equals(wanted.keySet())) {
            return false;
        }
        present.forEach((text, item) -> {
            if (!wanted.containsKey(text)) {
                Map<String, AttributeValue> key = new HashMap<>(item);
                key.keySet().retainAll(shape.key().names());
                // MiniStack stores some items whose keys it then refuses; those stay.
                deleteIfPossible(shape, key);
            }
        });
        wanted.forEach((text, item) -> {
            if (!present.containsKey(text)) {
                client.putItem(r -> r.tableName(shape.name()).item(item));
            }
        });
        return true;
    }

    private void deleteIfPossible(Shape shape, Map<String, AttributeValue> key) {
        try {
            client.deleteItem(r -> r.tableName(shape.name()).key(key));
        } catch (DynamoDbException e) {
            if (!"ValidationException".equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
        }
    }

    /** Returns the records of a table's stream as texts, in order, one shard after the other. */
    List<String> records(Shape shape) {
        return stream(shape).stream().map(record -> text(shape, record)).toList();
    }

    static String text(Shape shape, Record record) {
        return text(
                shape,
                record.dynamodb().oldImage(),
                record.dynamodb().newImage(),
                record.eventNameAsString(),
                record.dynamodb().keys());
    }

    private static String text(
            Shape shape,
            Map<String, AttributeValue> before,
            Map<String, AttributeValue> after,
            String event,
            Map<String, AttributeValue> keys) {
        StreamViewType view = shape.stream().orElseThrow();
        boolean old = view == StreamViewType.OLD_IMAGE || view == StreamViewType.NEW_AND_OLD_IMAGES;
        boolean fresh = view == StreamViewType.NEW_IMAGE || view == StreamViewType.NEW_AND_OLD_IMAGES;
        return event + " " + Plain.text(keys) + " " + (old ? Plain.textOrNone(before) : "") + " -> "
                + (fresh ? Plain.textOrNone(after) : "");
    }

    /** Returns the stream records that the model expects. */
    static List<String> records(ModelTable table) {
        return table.log().stream()
                .map(change -> {
                    Map<String, AttributeValue> keys =
                            new HashMap<>(change.after().isEmpty() ? change.before() : change.after());
                    keys.keySet().retainAll(table.shape().key().names());
                    String event = change.before().isEmpty()
                            ? "INSERT"
                            : change.after().isEmpty() ? "REMOVE" : "MODIFY";
                    return text(table.shape(), change.before(), change.after(), event, keys);
                })
                .toList();
    }

    /** Returns all records of a table's stream, shard by shard. */
    List<Record> stream(Shape shape) {
        String arn =
                client.describeTable(r -> r.tableName(shape.name())).table().latestStreamArn();
        List<Record> records = new ArrayList<>();
        streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards().stream()
                .sorted(Comparator.comparing(Shard::shardId))
                .forEach(shard -> {
                    String at = streams.getShardIterator(r -> r.streamArn(arn)
                                    .shardId(shard.shardId())
                                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
                    while (at != null) {
                        String from = at;
                        GetRecordsResponse response = streams.getRecords(r -> r.shardIterator(from));
                        records.addAll(response.records());
                        at = response.records().isEmpty() ? null : response.nextShardIterator();
                    }
                });
        return records;
    }
}
