package io.seatline.local.cost;

import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A function's DynamoDB client that counts its calls and what the engine says that they consume. Its overloads and
 * paginators come down to the methods here; every other action is the interface's own, which throws.
 */
final class CountedDynamoDb implements DynamoDbClient {
    private final String function;
    private final Tally tally;
    private final DynamoDbClient reads;
    private final DynamoDbClient writes;

    /** @param metered makes a client that tells what each call consumes */
    CountedDynamoDb(String function, Function<Consumer<ConsumedCapacity>, DynamoDbClient> metered, Tally tally) {
        this.function = function;
        this.tally = tally;
        reads = metered.apply(used -> count(used, Metric.READ_UNITS, Metric.INDEX_READ_UNITS));
        writes = metered.apply(used -> count(used, Metric.WRITE_UNITS, Metric.INDEX_WRITE_UNITS));
    }

    private void count(ConsumedCapacity used, Metric ofTable, Metric ofIndex) {
        tally.add(function, ofTable, used.tableName(), used.table().capacityUnits());
        used.globalSecondaryIndexes().forEach((index, units) -> countIndex(used, index, units, ofIndex));
        used.localSecondaryIndexes().forEach((index, units) -> countIndex(used, index, units, ofIndex));
    }

    private void countIndex(ConsumedCapacity used, String index, Capacity units, Metric ofIndex) {
        tally.add(function, ofIndex, used.tableName() + "/" + index, units.capacityUnits());
    }

    private void call(String action) {
        tally.add(function, Metric.TABLE_CALLS, action, 1);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        call("GetItem");
        return reads.getItem(request);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        call("BatchGetItem");
        return reads.batchGetItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        call("Query");
        return reads.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        call("PutItem");
        return writes.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        call("UpdateItem");
        return writes.updateItem(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        call("DeleteItem");
        return writes.deleteItem(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        call("TransactWriteItems");
        return writes.transactWriteItems(request);
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
        return reads.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return reads.serviceName();
    }

    @Override
    public void close() {
        // The engine is closed by who opened it.
    }
}
