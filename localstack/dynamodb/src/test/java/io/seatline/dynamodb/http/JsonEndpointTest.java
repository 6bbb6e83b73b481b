package io.seatline.dynamodb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.error.Errors;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Tests the endpoint with AWS's own client. */
class JsonEndpointTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("a"));

    private static final KeySchemaElement HASH_KEY =
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();

    private final FakeTables tables = new FakeTables();
    private final FakeStreams streams = new FakeStreams();
    private final JsonEndpoint endpoint = JsonEndpoint.start(0, tables, streams);
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
    private final DynamoDbStreamsClient streamsClient = DynamoDbStreamsClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void close() {
        client.close();
        streamsClient.close();
        endpoint.close();
    }

    private static Map<String, AttributeValue> itemOfEveryType() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 62, 63});
        return Map.ofEntries(
                Map.entry("text", AttributeValue.fromS("Nguyễn \"\\\u0001 😀")),
                Map.entry("empty", AttributeValue.fromS("")),
                Map.entry("number", AttributeValue.fromN("12345678901234567890.5")),
                Map.entry("bytes", AttributeValue.fromB(bytes)),
                Map.entry("no bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0]))),
                Map.entry("true", AttributeValue.fromBool(true)),
                Map.entry("false", AttributeValue.fromBool(false)),
                Map.entry("null", AttributeValue.fromNul(true)),
                Map.entry("texts", AttributeValue.fromSs(List.of("a", "b"))),
                Map.entry("numbers", AttributeValue.fromNs(List.of("1", "-2.5"))),
                Map.entry("all bytes", AttributeValue.fromBs(List.of(bytes))),
                Map.entry("empty list", AttributeValue.fromL(List.of())),
                Map.entry("empty map", AttributeValue.fromM(Map.of())),
                Map.entry(
                        "nested",
                        AttributeValue.fromM(
                                Map.of("list", AttributeValue.fromL(List.of(AttributeValue.fromM(KEY)))))));
    }

    @Test
    void values_of_every_type_survive_a_round_trip() {
        assertEquals(
                itemOfEveryType(),
                client.getItem(get -> get.tableName("t").key(itemOfEveryType())).item());
    }

    @Test
    void empty_list_and_empty_map_keep_their_types() {
        client.putItem(put -> put.tableName("t")
                .item(Map.of("l", AttributeValue.fromL(List.of()), "m", AttributeValue.fromM(Map.of()))));

        Map<String, AttributeValue> item = ((PutItemRequest) tables.request).item();
        assertEquals(AttributeValue.Type.L, item.get("l").type());
        assertEquals(AttributeValue.Type.M, item.get("m").type());
    }

    @Test
    void absent_item_stays_absent() {
        tables.item = request -> GetItemResponse.builder().build();

        assertEquals(false, client.getItem(get -> get.tableName("t").key(KEY)).hasItem());
    }

    @Test
    void request_members_of_every_kind_are_read() {
        var create = CreateTableRequest.builder()
                .tableName("t")
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(HASH_KEY)
                .provisionedThroughput(
                        units -> units.readCapacityUnits(5_000_000_000L).writeCapacityUnits(2L))
                .streamSpecification(stream -> stream.streamEnabled(true))
                .deletionProtectionEnabled(false)
                .build();
        client.createTable(create);
        assertEquals(create, tables.request);

        var scan = ScanRequest.builder()
                .tableName("t")
                .limit(7)
                .consistentRead(true)
                .expressionAttributeNames(Map.of("#a", "a"))
                .exclusiveStartKey(itemOfEveryType())
                .build();
        client.scan(scan);
        assertEquals(scan, tables.request);

        var export = ExportTableToPointInTimeRequest.builder()
                .tableArn("arn")
                .s3Bucket("bucket")
                .clientToken("token")
                .exportTime(Instant.parse("2026-07-04T12:00:00.250Z"))
                .build();
        client.exportTableToPointInTime(export);
        assertEquals(export, tables.request);
    }

    @Test
    void lists_inside_maps_survive_a_round_trip() {
        var batch = BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        "t",
                        List.of(WriteRequest.builder()
                                .putRequest(put -> put.item(itemOfEveryType()))
                                .build())))
                .build();

        assertEquals(batch.requestItems(), client.batchWriteItem(batch).unprocessedItems());
        assertEquals(batch, tables.request);
    }

    @Test
    void response_members_of_every_kind_are_written() {
        tables.description = DescribeTableResponse.builder()
                .table(table -> table.tableName("t")
                        .creationDateTime(Instant.parse("2026-07-04T12:00:00.250Z"))
                        .itemCount(5_000_000_000L)
                        .deletionProtectionEnabled(true)
                        .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                                .indexName("i")
                                .keySchema(HASH_KEY)
                                .build()))
                .build();
        assertEquals(
                tables.description.table(),
                client.describeTable(d -> d.tableName("t")).table());

        tables.put = () -> PutItemResponse.builder()
                .consumedCapacity(capacity -> capacity.tableName("t")
                        .capacityUnits(2.5)
                        .globalSecondaryIndexes(Map.of(
                                "i", Capacity.builder().capacityUnits(1.0).build())))
                .build();
        assertEquals(
                tables.put.get().consumedCapacity(),
                client.putItem(put -> put.tableName("t").item(KEY)).consumedCapacity());
    }

    @Test
    void streams_are_served_with_the_tables() {
        streams.records = GetRecordsResponse.builder()
                .nextShardIterator("next")
                .records(Record.builder()
                        .eventID("1")
                        .eventName(OperationType.INSERT)
                        .dynamodb(change -> change.newImage(itemOfEveryType())
                                .keys(KEY)
                                .sizeBytes(12L)
                                .sequenceNumber("100")
                                .approximateCreationDateTime(Instant.parse("2026-07-04T12:00:00Z")))
                        .build())
                .build();

        GetRecordsResponse response =
                streamsClient.getRecords(get -> get.shardIterator("first").limit(3));

        assertEquals(streams.records.records(), response.records());
        assertEquals("next", response.nextShardIterator());
        assertEquals("first", streams.request.shardIterator());
        assertEquals(3, streams.request.limit());
    }

    @Test
    void failed_condition_reaches_the_client_with_its_item() {
        tables.put = () -> {
            throw Errors.described(
                    ConditionalCheckFailedException.builder().item(itemOfEveryType()),
                    "ConditionalCheckFailedException",
                    "The conditional request failed");
        };

        var failure = assertThrows(ConditionalCheckFailedException.class, this::put);

        assertEquals("The conditional request failed", failure.awsErrorDetails().errorMessage());
        assertEquals(400, failure.statusCode());
        assertEquals(itemOfEveryType(), failure.item());
    }

    @Test
    void cancelled_transaction_reaches_the_client_with_its_reasons() {
        List<CancellationReason> reasons = List.of(
                CancellationReason.builder().code("None").build(),
                CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .message("The conditional request failed")
                        .item(KEY)
                        .build());
        tables.put = () -> {
            throw Errors.described(
                    TransactionCanceledException.builder().cancellationReasons(reasons),
                    "TransactionCanceledException",
                    "Transaction cancelled");
        };

        var failure = assertThrows(TransactionCanceledException.class, this::put);

        assertEquals("Transaction cancelled", failure.awsErrorDetails().errorMessage());
        assertEquals(reasons, failure.cancellationReasons());
    }

    @Test
    void validation_error_reaches_the_client_with_its_code() {
        tables.put = () -> {
            throw Errors.validation("wrong");
        };

        var failure = assertThrows(DynamoDbException.class, this::put);

        assertEquals("ValidationException", failure.awsErrorDetails().errorCode());
        assertEquals("wrong", failure.awsErrorDetails().errorMessage());
    }

    @Test
    void fault_is_an_internal_server_error_without_details() {
        tables.put = () -> {
            throw new UnsupportedOperationException("secret");
        };

        var failure = assertThrows(InternalServerErrorException.class, this::put);

        assertEquals(500, failure.statusCode());
        assertEquals("Internal server error", failure.awsErrorDetails().errorMessage());
    }

    @Test
    void unsupported_operation_is_unknown() {
        var failure = assertThrows(
                DynamoDbException.class,
                () -> client.createBackup(backup -> backup.tableName("t").backupName("b")));

        assertEquals("UnknownOperationException", failure.awsErrorDetails().errorCode());
        assertEquals(
                "unsupported operation \"DynamoDB_20120810.CreateBackup\"",
                failure.awsErrorDetails().errorMessage());
    }

    @Test
    void fifty_requests_are_served_concurrently() throws InterruptedException, ExecutionException {
        CyclicBarrier barrier = new CyclicBarrier(50);
        tables.item = request -> {
            try {
                barrier.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("the requests are not served concurrently", e);
            }
            return GetItemResponse.builder().item(request.key()).build();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> client.getItem(
                                    get -> get.tableName("t").key(Map.of("id", AttributeValue.fromN("" + i))))
                            .item()
                            .get("id")
                            .n()))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertEquals("" + i, answers.get(i).get());
            }
        }
    }

    @Test
    void port_in_use_is_named() {
        var failure =
                assertThrows(UncheckedIOException.class, () -> JsonEndpoint.start(endpoint.port(), tables, streams));

        assertTrue(
                failure.getMessage().startsWith("port " + endpoint.port() + " of 127.0.0.1 is not available"),
                failure.getMessage());
    }

    private void put() {
        client.putItem(put -> put.tableName("t").item(KEY));
    }
}
