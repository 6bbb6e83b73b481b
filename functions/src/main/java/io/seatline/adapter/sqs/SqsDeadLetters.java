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

    /** Sends messages to a standard queue, which has neither groups nor deduplication. */
    public static DeadLetters toStandardQueue(SqsClient client, String url) {
        return (_, _, body) -> client.sendMessage(r -> r.queueUrl(url).messageBody(body));
    }

    @Override
    public void put(String group, String messageId, String body) {
        client.sendMessage(r -> r.queueUrl(url)
                .messageGroupId(group)
                .messageDeduplicationId(messageId)
                .messageBody(body));
    }
}
