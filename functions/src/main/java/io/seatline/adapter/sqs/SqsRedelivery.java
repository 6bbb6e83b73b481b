package io.seatline.adapter.sqs;

import io.seatline.usecase.port.Redelivery;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Shortens the visibility timeout of a failed message, so that its queue delivers it again sooner. */
public final class SqsRedelivery implements Redelivery {
    private static final int FIRST_SECONDS = 2;

    /** From the next delivery on, after 254 seconds, the visibility timeout of the queue is short enough. */
    private static final int LAST_SHORTENED = 7;

    private final SqsClient client;
    private final String url;

    public SqsRedelivery(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /**
     * Delivers again after 2, 4, 8 ... 128 seconds. The delays grow because deliveries are limited and an outage may
     * last days.
     */
    @Override
    public void soon(String receiptHandle, int deliveries) {
        if (deliveries <= LAST_SHORTENED) {
            client.changeMessageVisibility(r ->
                    r.queueUrl(url).receiptHandle(receiptHandle).visibilityTimeout(FIRST_SECONDS << (deliveries - 1)));
        }
    }
}
