package io.seatline.adapter.sqs;

import io.seatline.usecase.port.Redelivery;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Redelivery from a queue that a function reads. */
public final class SqsRedelivery implements Redelivery {
    private static final int FIRST_SECONDS = 2;

    /** Then (after 254 seconds of trying) the queue's own visibility timeout is soon enough. */
    private static final int HASTENED = 7;

    private final SqsClient client;
    private final String url;

    public SqsRedelivery(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** After 2, 4, 8 ... 128 seconds; the deliveries of a message are bounded, and an outage may last for days. */
    @Override
    public void soon(String receiptHandle, int deliveries) {
        if (deliveries <= HASTENED) {
            client.changeMessageVisibility(r ->
                    r.queueUrl(url).receiptHandle(receiptHandle).visibilityTimeout(FIRST_SECONDS << (deliveries - 1)));
        }
    }
}
