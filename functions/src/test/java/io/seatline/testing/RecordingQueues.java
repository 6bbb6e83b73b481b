package io.seatline.testing;

import io.seatline.domain.payment.RefundId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.Queues;
import java.util.ArrayList;
import java.util.List;

/** Queues that record the messages sent to them. */
public class RecordingQueues implements Queues {
    private final List<ShowQueueMessage> showQueue = new ArrayList<>();
    private final List<Delayed> delayed = new ArrayList<>();
    private final List<RefundId> refunds = new ArrayList<>();

    @Override
    public void post(List<ShowQueueMessage> messages) {
        showQueue.addAll(messages);
    }

    @Override
    public void delay(List<Delayed> items) {
        delayed.addAll(items);
    }

    @Override
    public void refund(List<RefundId> refundIds) {
        refunds.addAll(refundIds);
    }

    public List<ShowQueueMessage> showQueue() {
        return List.copyOf(showQueue);
    }

    public List<Delayed> delayed() {
        return List.copyOf(delayed);
    }

    public List<RefundId> refunds() {
        return List.copyOf(refunds);
    }
}
