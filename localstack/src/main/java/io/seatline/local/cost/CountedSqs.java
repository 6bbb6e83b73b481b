package io.seatline.local.cost;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** A function's SQS client that counts its calls; every action that is not here is the interface's own, which throws. */
final class CountedSqs implements SqsClient {
    private final String function;
    private final SqsClient raw;
    private final Tally tally;

    CountedSqs(String function, SqsClient raw, Tally tally) {
        this.function = function;
        this.raw = raw;
        this.tally = tally;
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        count(request.queueUrl());
        return raw.sendMessage(request);
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        count(request.queueUrl());
        return raw.sendMessageBatch(request);
    }

    private void count(String queueUrl) {
        tally.add(function, Metric.SENDS, queueUrl.substring(queueUrl.lastIndexOf('/') + 1), 1);
    }

    @Override
    public SqsServiceClientConfiguration serviceClientConfiguration() {
        return raw.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return raw.serviceName();
    }

    @Override
    public void close() {
        raw.close();
    }
}
