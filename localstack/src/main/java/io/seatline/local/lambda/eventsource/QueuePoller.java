package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.clock.Signal;
import io.seatline.local.eventbridge.EventFilter;
import io.seatline.local.lambda.DeliveryHook.Delivery;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.EventSourceMapping;
import io.seatline.local.template.ResolvedTemplate.Queue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Reads a queue for a function, as Lambda's pollers do: batches run in parallel; processed messages are deleted, failed
 * ones stay in flight until their visibility timeout. SQS holds back a FIFO group while one of its messages is in
 * flight, so a group has one batch at a time.
 */
final class QueuePoller implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CHECK_EVERY = Duration.ofSeconds(10);

    private final EventSourceMapping mapping;
    private final Queue queue;
    private final String functionId;
    private final FunctionRuntime functions;
    private final QueueEngine engine;
    private final InstantSource clock;
    private final EventFilter filter;
    private final Duration visibility;
    private final Signal signal;
    private final Semaphore permits;
    private final Thread thread;

    QueuePoller(
            EventSourceMapping mapping,
            ResolvedTemplate cloud,
            FunctionRuntime functions,
            QueueEngine engine,
            InstantSource clock) {
        this.mapping = mapping;
        this.queue = cloud.queue(mapping.sourceArn());
        this.functionId = cloud.function(mapping.functionArn()).id();
        this.functions = functions;
        this.engine = engine;
        this.clock = clock;
        this.filter = new EventFilter(mapping.id(), mapping.filters());
        this.visibility = Duration.ofSeconds(
                Long.parseLong(queue.attributes().getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "30")));
        this.signal = engine.signal(queue);
        this.permits = new Semaphore(mapping.concurrency());
        this.thread = Thread.ofVirtual().name("queue-" + queue.name()).unstarted(this::run);
    }

    @Override
    public void start() {
        signal.raise();
        thread.start();
    }

    @Override
    public boolean quiet() {
        return signal.quiet() && permits.availablePermits() == mapping.concurrency();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                signal.await(CHECK_EVERY);
                permits.acquire();
                boolean started = false;
                try {
                    started = receive();
                } catch (SdkException e) {
                    LOG.warn("{} could not be read", queue.name(), e);
                } finally {
                    if (!started) {
                        permits.release();
                    }
                }
            }
        } catch (InterruptedException _) {
            // close() ends it.
        }
    }

    private boolean receive() {
        long noted = signal.raised();
        List<Message> messages = engine.client()
                .receiveMessage(request -> request.queueUrl(engine.url(queue))
                        .maxNumberOfMessages(Math.min(10, mapping.batchSize()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
        if (messages.isEmpty()) {
            signal.seen(noted);
            return false;
        }
        engine.visibleAgain(queue, clock.instant().plus(visibility));
        Thread.ofVirtual().name("batch-" + queue.name()).start(() -> {
            try {
                process(messages);
            } catch (SdkException e) {
                LOG.warn("A batch of {} could not be finished and will be delivered again", queue.name(), e);
            } finally {
                permits.release();
            }
        });
        return true;
    }

    private void process(List<Message> received) {
        Delivery delivery = functions.hook().messages(queue.id());
        List<Message> passing = delivery == Delivery.DROPPED
                ? List.of()
                : received.stream().filter(this::passes).toList();
        Set<String> kept = new HashSet<>();
        if (!passing.isEmpty()) {
            if (delivery == Delivery.DOUBLED) {
                invoke(passing);
            }
            kept.addAll(invoke(passing));
            if (queue.fifo()) {
                keepFollowers(passing, kept);
            }
        }
        delete(received.stream()
                .filter(message -> !kept.contains(message.messageId()))
                .toList());
    }

    private boolean passes(Message message) {
        if (mapping.filters().isEmpty()) {
            return true;
        }
        ObjectNode event = SqsEvents.message(message, mapping.sourceArn());
        try {
            JsonNode body = JSON.readTree(message.body());
            event.set("body", body);
        } catch (IOException _) {
            // A body that is not JSON is matched as text.
        }
        return filter.passes(event.toString());
    }

    /** Invokes the function; returns the ids of the messages that it did not process. */
    private Set<String> invoke(List<Message> batch) {
        List<String> ids = batch.stream().map(Message::messageId).toList();
        byte[] event = SqsEvents.event(batch, mapping.sourceArn()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] answer = functions.invoke(functionId, event);
            return mapping.partialFailures() ? BatchResult.failed(answer, ids) : Set.of();
        } catch (FunctionError _) {
            return Set.copyOf(ids);
        }
    }

    /** Keeps later messages of a group whose earlier one failed, even if the function did not report them. */
    private void keepFollowers(List<Message> batch, Set<String> failed) {
        Set<String> stuck = new HashSet<>();
        for (Message message : batch) {
            String group = message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
            if (failed.contains(message.messageId())) {
                stuck.add(group);
            } else if (stuck.contains(group)) {
                LOG.error(
                        "{} reported a failure in the group {} of {}, but not the messages after it. AWS would delete"
                                + " those; they are kept here. Report them, too.",
                        functionId,
                        group,
                        queue.name());
                failed.add(message.messageId());
            }
        }
    }

    private void delete(List<Message> done) {
        if (done.isEmpty()) {
            return;
        }
        Map<String, String> failures = new TreeMap<>();
        engine.client()
                .deleteMessageBatch(request -> request.queueUrl(engine.url(queue))
                        .entries(done.stream()
                                .map(message -> DeleteMessageBatchRequestEntry.builder()
                                        .id(message.messageId())
                                        .receiptHandle(message.receiptHandle())
                                        .build())
                                .toList()))
                .failed()
                .forEach(failure -> failures.put(failure.id(), failure.code()));
        if (!failures.isEmpty()) {
            LOG.warn(
                    "{} messages of {} took longer than the visibility timeout and may be delivered again: {}",
                    failures.size(),
                    queue.name(),
                    failures);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
