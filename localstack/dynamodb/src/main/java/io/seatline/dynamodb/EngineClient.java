package io.seatline.dynamodb;

import io.seatline.dynamodb.operation.Batches;
import io.seatline.dynamodb.operation.Engine;
import io.seatline.dynamodb.operation.Items;
import io.seatline.dynamodb.operation.Queries;
import io.seatline.dynamodb.operation.TableOperations;
import io.seatline.dynamodb.operation.Transactions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The SDK's client over an engine. What is not here, such as PartiQL, throws {@link UnsupportedOperationException}. */
final class EngineClient implements DynamoDbClient {
    private final TableOperations tables;
    private final Items items;
    private final Queries queries;
    private final Batches batches;
    private final Transactions transactions;

    EngineClient(Engine engine, String arnPrefix) {
        tables = new TableOperations(engine, arnPrefix);
        items = new Items(engine);
        queries = new Queries(engine);
        batches = new Batches(engine);
        transactions = new Transactions(engine);
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return tables.create(request);
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        return tables.delete(request);
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return tables.describe(request);
    }

    @Override
    public ListTablesResponse listTables(ListTablesRequest request) {
        return tables.list(request);
    }

    @Override
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        return tables.updateTimeToLive(request);
    }

    @Override
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        return tables.describeTimeToLive(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return items.get(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return items.put(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return items.update(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return items.delete(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return queries.query(request);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return queries.scan(request);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return batches.get(request);
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return batches.write(request);
    }

    @Override
    public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        return transactions.get(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return transactions.write(request);
    }

    @Override
    public DynamoDbWaiter waiter() {
        return DynamoDbWaiter.builder().client(this).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The engine is closed by who opened it.
    }
}
