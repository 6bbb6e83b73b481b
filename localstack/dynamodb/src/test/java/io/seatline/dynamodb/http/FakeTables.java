package io.seatline.dynamodb.http;

import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Records the last request and returns the test's response. Has only a few operations. */
final class FakeTables implements DynamoDbClient {
    volatile Object request;
    volatile Function<GetItemRequest, GetItemResponse> item =
            request -> GetItemResponse.builder().item(request.key()).build();
    volatile Supplier<PutItemResponse> put = PutItemResponse.builder()::build;
    volatile DescribeTableResponse description = DescribeTableResponse.builder().build();

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        request = get;
        return item.apply(get);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
        request = put;
        return this.put.get();
    }

    @Override
    public ScanResponse scan(ScanRequest scan) {
        request = scan;
        return ScanResponse.builder().build();
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest batch) {
        request = batch;
        return BatchWriteItemResponse.builder()
                .unprocessedItems(batch.requestItems())
                .build();
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest create) {
        request = create;
        return CreateTableResponse.builder().build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest describe) {
        request = describe;
        return description;
    }

    @Override
    public ExportTableToPointInTimeResponse exportTableToPointInTime(ExportTableToPointInTimeRequest export) {
        request = export;
        return ExportTableToPointInTimeResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
