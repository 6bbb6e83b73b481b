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
 * The show queues: all messages of a show that a batch brings, in order; then the next show's. A show for which too
 * little time is left is given back and comes again within seconds, so that a slow one does not hide it.
 */
public final class ShowWorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ShowWorkerHandler.class);
    private static final String GROUP = "MessageGroupId";

    /** A database that does not answer takes a show's messages twice the longest call, together and one by one. */
    private static final int MILLIS_FOR_A_SHOW = 15_000;

    /** An offer takes a read and a transaction; the rest is for what follows the last one. */
    private static final int MILLIS_FOR_AN_OFFER = 8_000;

    /** From this delivery on a message has been tried for minutes: an alarm of infra-cdk hears of it. */
    private static final int STALLED = 8;

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
            TimeLimit limit = () -> context.getRemainingTimeInMillis() < MILLIS_FOR_AN_OFFER;
            Map<String, List<SQSMessage>> groups = event.getRecords().stream()
                    .collect(groupingBy(ShowWorkerHandler::group, LinkedHashMap::new, toList()));
            return new SQSBatchResponse(groups.values().stream()
                    .flatMap(messages -> context.getRemainingTimeInMillis() < MILLIS_FOR_A_SHOW
                            ? again(messages).stream()
                            : failuresOf(messages, limit).stream())
                    .toList());
        });
    }

    /** All of a show's messages at once or, where that fails, one by one: the first that fails and all behind it. */
    private List<BatchItemFailure> failuresOf(List<SQSMessage> messages, TimeLimit limit) {
        if (messages.size() > 1) {
            try {
                work(messages, limit);
                return List.of();
            } catch (TimeLimit.OutOfTime more) {
                LOG.warn("{} messages of a show come again", messages.size(), more);
                return again(messages);
            } catch (RuntimeException fault) {
                LOG.warn("{} messages of a show failed together and are tried one by one", messages.size(), fault);
            }
        }
        for (int i = 0; i < messages.size(); i++) {
            try {
                work(List.of(messages.get(i)), limit);
            } catch (RuntimeException fault) {
                LOG.error(
                        "message {} failed and will be delivered again",
                        messages.get(i).getMessageId(),
                        fault);
                return again(messages.subList(i, messages.size()));
            }
        }
        return List.of();
    }

    private List<BatchItemFailure> again(List<SQSMessage> messages) {
        if (messages.stream().anyMatch(message -> SqsBatch.deliveries(message) >= STALLED)) {
            metrics.count(Metric.SHOW_QUEUE_STALLED, 1);
        }
        return messages.stream()
                .map(message -> SqsBatch.again(message, redelivery))
                .toList();
    }

    /** Some emulators leave the group out of the event; the body names the show too. */
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

    /** In order, also what cannot be read: it is set aside once what stands before it is done. */
    private void work(List<SQSMessage> messages, TimeLimit limit) {
        List<ShowQueueMessage> together = new ArrayList<>();
        for (SQSMessage message : messages) {
            try {
                together.add(EventsJson.read(message.getBody(), ShowQueueMessage.class));
            } catch (UnreadableMessage e) {
                workReadable(together, limit);
                together.clear();
                setAside(message, e);
            }
        }
        workReadable(together, limit);
    }

    private void workReadable(List<ShowQueueMessage> messages, TimeLimit limit) {
        if (!messages.isEmpty()) {
            showWorker.work(new ShowId(messages.getFirst().showId()), messages, limit);
        }
    }

    /** It can never succeed; waiting for it would stall the show's waitlist. */
    private void setAside(SQSMessage message, UnreadableMessage why) {
        LOG.error(
                "show-queue message {} cannot be read; it goes to the dead-letter queue", message.getMessageId(), why);
        deadLetters.put(group(message), message.getMessageId(), message.getBody());
    }
}
