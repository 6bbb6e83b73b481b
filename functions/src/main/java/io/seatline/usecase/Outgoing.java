package io.seatline.usecase;

import io.seatline.domain.OrderId;
import io.seatline.events.DomainEvent;
import io.seatline.events.MailboxMessage;
import io.seatline.usecase.Queues.Delayed;
import java.util.ArrayList;
import java.util.List;

/** What must follow from some changes, each kind in the order of the changes. */
record Outgoing(List<MailboxMessage> mailbox, List<Delayed> due, List<OrderId> refunds, List<DomainEvent> events) {

    /** Nothing yet. */
    Outgoing() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Sends all of it, first what others wait for; throws at the first that is not taken. */
    void sendTo(Queues queues, EventBus bus) {
        queues.post(mailbox);
        queues.delay(due);
        queues.refund(refunds);
        bus.publish(events);
    }
}
