package io.seatline.testing;

import io.seatline.domain.payment.RefundId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Queues that record the messages sent to them. */
public class RecordingQueues implements Queues {
    private final List<Correlated<ShowQueueMessage>> showQueue = new ArrayList<>();
    private final List<Correlated<Delayed>> delayed = new ArrayList<>();
    private final List<Correlated<RefundId>> refunds = new ArrayList<>();

    @Override
    public void post(List<Correlated<ShowQueueMessage>> messages) {
        showQueue.addAll(messages);
    }

    @Override
    public void delay(List<Correlated<Delayed>> items) {
        delayed.addAll(items);
    }

    @Override
    public void refund(List<Correlated<RefundId>> refundIds) {
        refunds.addAll(refundIds);
    }

    public List<ShowQueueMessage> showQueue() {
        return values(showQueue);
    }

    public List<Delayed> delayed() {
        return values(delayed);
    }

    public List<RefundId> refunds() {
        return values(refunds);
    }

    private static <T> List<T> values(List<Correlated<T>> messages) {
        return messages.stream().map(Correlated::value).toList();
    }

    /** The correlation ids of all messages, in the order of their queues. */
    public List<Optional<String>> correlationIds() {
        return Stream.of(showQueue, delayed, refunds)
                .flatMap(List::stream)
                .<Optional<String>>map(Correlated::correlationId)
                .toList();
    }
}
