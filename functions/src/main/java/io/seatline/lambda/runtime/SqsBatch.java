package io.seatline.lambda.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.events.contract.EventsJson;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.Redelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works the messages of a batch one by one and reports the failed ones. SQS delivers only those again. */
public final class SqsBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqsBatch.class);
    private static final String DELIVERIES = "ApproximateReceiveCount";

    /** Leaves the time of the redelivery to the visibility timeout of the queue. */
    private static final Redelivery AFTER_VISIBILITY_TIMEOUT = (_, _) -> {};

    private SqsBatch() {}

    /** Works independent messages. */
    public static SQSBatchResponse each(SQSEvent event, Consumer<SQSMessage> work) {
        return each(event, AFTER_VISIBILITY_TIMEOUT, work);
    }

    /** Works independent messages; {@code redelivery} sets when a failed message comes again. */
    public static SQSBatchResponse each(SQSEvent event, Redelivery redelivery, Consumer<SQSMessage> work) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            if (!succeeds(message, work)) {
                failures.add(returnToQueue(message, redelivery));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private static boolean succeeds(SQSMessage message, Consumer<SQSMessage> work) {
        bindCorrelation(message);
        try {
            work.accept(message);
            return true;
        } catch (RuntimeException fault) {
            bindCorrelation(message);
            LOG.error("message {} failed and will be delivered again", message.getMessageId(), fault);
            return false;
        }
    }

    /** Binds the correlation id of a message, until an item with another one is read. */
    public static void bindCorrelation(SQSMessage message) {
        Correlation.bind(EventsJson.correlationId(message.getBody()));
    }

    /** Returns a failed message to its queue. */
    public static BatchItemFailure returnToQueue(SQSMessage message, Redelivery redelivery) {
        bindCorrelation(message);
        try {
            redelivery.soon(message.getReceiptHandle(), deliveries(message));
        } catch (RuntimeException fault) {
            LOG.warn(
                    "cannot shorten the visibility timeout of message {}; it comes again after the whole timeout",
                    message.getMessageId(),
                    fault);
        }
        return new BatchItemFailure(message.getMessageId());
    }

    /** Returns the number of deliveries of the message, including this one. */
    public static int deliveries(SQSMessage message) {
        String count =
                message.getAttributes() == null ? null : message.getAttributes().get(DELIVERIES);
        return count == null ? 1 : Integer.parseInt(count);
    }
}
