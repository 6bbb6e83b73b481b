package io.seatline.lambda;

import static io.seatline.lambda.Deployment.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.TestContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Delivers messages of the show queues to the show worker as SQS does. */
final class ShowQueue {
    private final Deployment deployment;

    ShowQueue(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Delivers a batch and returns the ids of failed messages. */
    List<String> deliver(SQSMessage... batch) {
        return deliver(List.of(batch));
    }

    /** Delivers a batch and returns the ids of failed messages. */
    List<String> deliver(List<SQSMessage> batch) {
        return deliver(batch, TestContext.INSTANCE);
    }

    /** Delivers a batch to an invocation with this much time left. */
    List<String> deliverWithSecondsLeft(int seconds, SQSMessage... batch) {
        return deliver(() -> seconds, batch);
    }

    /** Delivers a batch to a slow invocation: three seconds pass each time it reads the remaining time. */
    List<String> deliverSlowly(int seconds, SQSMessage... batch) {
        AtomicInteger left = new AtomicInteger(seconds);
        return deliver(() -> left.getAndAdd(-3), batch);
    }

    private List<String> deliver(IntSupplier secondsLeft, SQSMessage... batch) {
        Context running = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, arguments) -> method.getName().equals("getRemainingTimeInMillis")
                        ? (Integer) (secondsLeft.getAsInt() * 1000)
                        : method.invoke(TestContext.INSTANCE, arguments));
        return deliver(List.of(batch), running);
    }

    private List<String> deliver(List<SQSMessage> batch, Context context) {
        SQSEvent event = new SQSEvent();
        event.setRecords(batch);
        return new ShowWorkerHandler(deployment.wiring)
                .handleRequest(event, context).getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .toList();
    }

    /** A message in its show's group, delivered for the first time. */
    static SQSMessage message(String id, ShowQueueMessage message) {
        SQSMessage delivered = sampled("show-worker-join.json");
        delivered.setMessageId(id);
        delivered.setReceiptHandle("receipt of " + id);
        delivered.setBody(EventsJson.write(message));
        return with(delivered, "MessageGroupId", message.showId());
    }

    /** The message of a sample. */
    static SQSMessage sampled(String name) {
        return sample(name, SQSEvent.class).getRecords().getFirst();
    }

    /** The message with one attribute changed. */
    static SQSMessage with(SQSMessage message, String attribute, String value) {
        Map<String, String> attributes = new HashMap<>(message.getAttributes());
        attributes.put(attribute, value);
        message.setAttributes(attributes);
        return message;
    }
}
