package io.seatline.dynamodb.http;

import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Answers GetRecords with the test's response. Has no other operation. */
final class FakeStreams implements DynamoDbStreamsClient {
    volatile GetRecordsRequest request;
    volatile GetRecordsResponse records = GetRecordsResponse.builder().build();

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest get) {
        request = get;
        return records;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
