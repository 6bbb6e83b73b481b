package io.seatline.lambda;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.domain.ShowId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.UnreadableMessage;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.DeadLetters;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Redelivery;
import io.seatline.usecase.waitlist.ShowWorker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the show worker on the show queues: all messages of a show in a batch, in order, then those of the next show. If
 * too little time is left for a show, its messages are returned to the queue. They are delivered again within seconds,
 * so a slow show does not block the others.
 */
public final class ShowWorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ShowWorkerHandler.class);
    private static final String GROUP = "MessageGroupId";

    /**
     * The remaining time that a show needs. If the database does not answer, a show takes the longest call twice: for
     * all messages together and one by one.
     */
    private static final int MIN_MILLIS_FOR_SHOW = 15_000;

    /** The remaining time that an offer needs: a read and a transaction, and the work after the last offer. */
    private static final int MIN_MILLIS_FOR_OFFER = 8_000;

    /** After this many deliveries, a message has failed for minutes; an alarm in infra-cdk watches the metric. */
    private static final int STALLED_DELIVERIES = 8;

    private final ShowWorker showWorker;
    private final DeadLetters deadLetters;
    private final Redelivery redelivery;
    private final Metrics metrics;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ShowWorkerHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS, Read.ENTRIES));
    }

    public ShowWorkerHandler(Wiring wiring) {
        showWorker = wiring.showWorker();
        deadLetters = wiring.showQueueDeadLetters();
        redelivery = wiring.showQueueRedelivery();
        metrics = wiring.metrics();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(context, () -> {
            TimeLimit limit = () -> context.getRemainingTimeInMillis() < MIN_MILLIS_FOR_OFFER;
            Map<String, List<SQSMessage>> groups = event.getRecords().stream()
                    .collect(groupingBy(ShowWorkerHandler::group, LinkedHashMap::new, toList()));
            return new SQSBatchResponse(groups.values().stream()
                    .flatMap(messages -> context.getRemainingTimeInMillis() < MIN_MILLIS_FOR_SHOW
                            ? returnToQueue(messages).stream()
                            : failuresOf(messages, limit).stream())
                    .toList());
        });
    }

    /**
     * Works the messages of a show together. If that fails, works them one by one and returns the first that fails with
     * all after it.
     */
    private List<BatchItemFailure> failuresOf(List<SQSMessage> messages, TimeLimit limit) {
        if (messages.size() > 1) {
            Correlation.bindRequest();
            try {
                work(messages, limit);
                return List.of();
            } catch (TimeLimit.OutOfTime outOfTime) {
                LOG.warn("out of time: {} messages of a show will be delivered again", messages.size(), outOfTime);
                return returnToQueue(messages);
            } catch (RuntimeException fault) {
                Correlation.bindRequest();
                LOG.warn("{} messages of a show failed together; trying them one by one", messages.size(), fault);
            }
        }
        for (int i = 0; i < messages.size(); i++) {
            SqsBatch.bindCorrelation(messages.get(i));
            try {
                work(List.of(messages.get(i)), limit);
            } catch (RuntimeException fault) {
                SqsBatch.bindCorrelation(messages.get(i));
                LOG.error(
                        "message {} failed and will be delivered again",
                        messages.get(i).getMessageId(),
                        fault);
                return returnToQueue(messages.subList(i, messages.size()));
            }
        }
        return List.of();
    }

    private List<BatchItemFailure> returnToQueue(List<SQSMessage> messages) {
        if (messages.stream().anyMatch(message -> SqsBatch.deliveries(message) >= STALLED_DELIVERIES)) {
            metrics.count(Metric.SHOW_QUEUE_STALLED, 1);
        }
        return messages.stream()
                .map(message -> SqsBatch.returnToQueue(message, redelivery))
                .toList();
    }

    /** Returns the message group. Some emulators omit it, but the body contains the show too. */
    private static String group(SQSMessage message) {
        String group =
                message.getAttributes() == null ? null : message.getAttributes().get(GROUP);
        if (group != null) {
            return group;
        }
        try {
            return EventsJson.read(message.getBody(), ShowQueueMessage.class).showId();
        } catch (UnreadableMessage e) {
            return message.getMessageId();
        }
    }

    /**
     * Works messages in order. An unreadable message goes to the dead-letter queue after the messages before it are
     * done.
     */
    private void work(List<SQSMessage> messages, TimeLimit limit) {
        List<ShowQueueMessage> readable = new ArrayList<>();
        for (SQSMessage message : messages) {
            try {
                readable.add(EventsJson.read(message.getBody(), ShowQueueMessage.class));
            } catch (UnreadableMessage e) {
                workReadable(readable, limit);
                readable.clear();
                moveToDeadLetters(message, e);
            }
        }
        workReadable(readable, limit);
    }

    private void workReadable(List<ShowQueueMessage> messages, TimeLimit limit) {
        if (!messages.isEmpty()) {
            showWorker.work(new ShowId(messages.getFirst().showId()), messages, limit);
        }
    }

    /**
     * Moves a message to the dead-letter queue. It can never succeed, and a retry would block the waitlist of the show.
     */
    private void moveToDeadLetters(SQSMessage message, UnreadableMessage cause) {
        SqsBatch.bindCorrelation(message);
        LOG.error(
                "show queue message {} is unreadable; moving it to the dead-letter queue",
                message.getMessageId(),
                cause);
        deadLetters.put(group(message), message.getMessageId(), message.getBody());
    }
}
