package io.seatline.testing;

import io.seatline.domain.OrderId;
import io.seatline.events.MailboxMessage;
import io.seatline.usecase.Queues;
import java.util.ArrayList;
import java.util.List;

/** Queues that keep what is sent to them. */
public class RecordingQueues implements Queues {
    private final List<MailboxMessage> mailbox = new ArrayList<>();
    private final List<Delayed> due = new ArrayList<>();
    private final List<OrderId> refunds = new ArrayList<>();

    @Override
    public void post(List<MailboxMessage> messages) {
        mailbox.addAll(messages);
    }

    @Override
    public void delay(List<Delayed> items) {
        due.addAll(items);
    }

    @Override
    public void refund(List<OrderId> orders) {
        refunds.addAll(orders);
    }

    public List<MailboxMessage> mailbox() {
        return List.copyOf(mailbox);
    }

    public List<Delayed> due() {
        return List.copyOf(due);
    }

    public List<OrderId> refunds() {
        return List.copyOf(refunds);
    }
}
