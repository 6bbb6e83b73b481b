package io.seatline.adapter.sqs;

import io.seatline.usecase.port.DeadLetters;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends messages to a FIFO dead-letter queue. */
public final class SqsDeadLetters implements DeadLetters {
    private final SqsClient client;
    private final String url;

    public SqsDeadLetters(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public void put(String group, String messageId, String body) {
        client.sendMessage(r -> r.queueUrl(url)
                .messageGroupId(group)
                .messageDeduplicationId(messageId)
                .messageBody(body));
    }
}
