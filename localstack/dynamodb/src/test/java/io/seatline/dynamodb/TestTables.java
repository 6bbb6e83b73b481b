package io.seatline.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The tests' table: partition and sort key, a global and a local index, a stream. */
final class TestTables {
    static final String TABLE = "things";
    static final String BY_OWNER = "by_owner";
    static final String BY_RANK = "by_rank";

    private TestTables() {}

    static void create(DynamoDbClient client) {
        create(client, StreamViewType.NEW_AND_OLD_IMAGES);
    }

    static void create(DynamoDbClient client, StreamViewType view) {
        client.createTable(r -> r.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(define("pk", "S"), define("sk", "S"), define("owner", "S"), define("rank", "N"))
                .keySchema(hash("pk"), range("sk"))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(BY_OWNER)
                        .keySchema(hash("owner"))
                        .projection(p -> p.projectionType("ALL"))
                        .build())
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName(BY_RANK)
                        .keySchema(hash("pk"), range("rank"))
                        .projection(p -> p.projectionType("KEYS_ONLY"))
                        .build())
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(view)));
    }

    static AttributeDefinition define(String name, String type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder().attributeName(name).keyType("HASH").build();
    }

    static KeySchemaElement range(String name) {
        return KeySchemaElement.builder().attributeName(name).keyType("RANGE").build();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", text(pk), "sk", text(sk));
    }

    /** Creates an item from a key and more attributes. */
    static Map<String, AttributeValue> item(String pk, String sk, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(key(pk, sk));
        item.putAll(more);
        return item;
    }

    static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(TABLE).item(item).build())
                .build();
    }

    static Map<String, AttributeValue> get(DynamoDbClient client, String pk, String sk) {
        return client.getItem(r -> r.tableName(TABLE).key(key(pk, sk)).consistentRead(true))
                .item();
    }

    static List<Map<String, AttributeValue>> ofOwner(DynamoDbClient client, String owner) {
        return client
                .queryPaginator(r -> r.tableName(TABLE)
                        .indexName(BY_OWNER)
                        .keyConditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", "owner"))
                        .expressionAttributeValues(Map.of(":owner", text(owner))))
                .items()
                .stream()
                .toList();
    }

    /** Returns all records of the table's stream, shard by shard. */
    static List<Record> records(DynamoDbEngine engine) {
        DynamoDbStreamsClient streams = engine.streams();
        String stream =
                engine.client().describeTable(r -> r.tableName(TABLE)).table().latestStreamArn();
        List<Record> records = new ArrayList<>();
        for (Shard shard : streams.describeStream(r -> r.streamArn(stream))
                .streamDescription()
                .shards()) {
            String iterator = streams.getShardIterator(r -> r.streamArn(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            List<Record> page;
            do {
                String from = iterator;
                var response = streams.getRecords(r -> r.shardIterator(from));
                page = response.records();
                records.addAll(page);
                iterator = response.nextShardIterator();
            } while (!page.isEmpty());
        }
        return records;
    }
}
