package io.seatline.testing;

import io.seatline.domain.PaymentId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.Queues;
import java.util.ArrayList;
import java.util.List;

/** Queues that keep what is sent to them. */
public class RecordingQueues implements Queues {
    private final List<ShowQueueMessage> mailbox = new ArrayList<>();
    private final List<Delayed> due = new ArrayList<>();
    private final List<PaymentId> refunds = new ArrayList<>();

    @Override
    public void post(List<ShowQueueMessage> messages) {
        mailbox.addAll(messages);
    }

    @Override
    public void delay(List<Delayed> items) {
        due.addAll(items);
    }

    @Override
    public void refund(List<PaymentId> orders) {
        refunds.addAll(orders);
    }

    public List<ShowQueueMessage> mailbox() {
        return List.copyOf(mailbox);
    }

    public List<Delayed> due() {
        return List.copyOf(due);
    }

    public List<PaymentId> refunds() {
        return List.copyOf(refunds);
    }
}
