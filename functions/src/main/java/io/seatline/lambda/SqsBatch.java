package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works through a batch of messages one by one and reports those that failed; only these are delivered again. */
final class SqsBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SqsBatch.class);

    private SqsBatch() {}

    /** Messages that do not depend on each other. */
    static SQSBatchResponse each(SQSEvent event, Consumer<SQSMessage> work) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            if (!succeeds(message, work)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
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
}
