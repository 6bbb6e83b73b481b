package io.seatline.lambda.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.usecase.port.Redelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works through a batch of messages one by one and reports those that failed; only these are delivered again. */
public final class SqsBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqsBatch.class);
    private static final String DELIVERIES = "ApproximateReceiveCount";

    /** When a message that failed comes again is the queue's to say. */
    private static final Redelivery IN_THE_QUEUES_OWN_TIME = (_, _) -> {};

    private SqsBatch() {}

    /** Messages that do not depend on each other. */
    public static SQSBatchResponse each(SQSEvent event, Consumer<SQSMessage> work) {
        return each(event, IN_THE_QUEUES_OWN_TIME, work);
    }

    /** Messages that do not depend on each other; {@code redelivery} says when one that failed comes again. */
    public static SQSBatchResponse each(SQSEvent event, Redelivery redelivery, Consumer<SQSMessage> work) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            if (!succeeds(message, work)) {
                failures.add(again(message, redelivery));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private static boolean succeeds(SQSMessage message, Consumer<SQSMessage> work) {
        try {
            work.accept(message);
            return true;
        } catch (RuntimeException fault) {
            LOG.error("message {} failed and will be delivered again", message.getMessageId(), fault);
            return false;
        }
    }

    /** Gives a message back. */
    public static BatchItemFailure again(SQSMessage message, Redelivery redelivery) {
        try {
            redelivery.soon(message.getReceiptHandle(), deliveries(message));
        } catch (RuntimeException fault) {
            LOG.warn("message {} waits for its whole visibility timeout", message.getMessageId(), fault);
        }
        return new BatchItemFailure(message.getMessageId());
    }

    /** How often the message was delivered, this time included. */
    public static int deliveries(SQSMessage message) {
        String count =
                message.getAttributes() == null ? null : message.getAttributes().get(DELIVERIES);
        return count == null ? 1 : Integer.parseInt(count);
    }
}
