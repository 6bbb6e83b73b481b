package io.seatline.usecase.outbox;

import io.seatline.domain.payment.RefundId;
import io.seatline.events.DomainEvent;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.EventBus;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.util.ArrayList;
import java.util.List;

/** The messages and events that follow from some changes, each kind in the order of the changes. */
record Outgoing(
        List<ShowQueueMessage> showQueue, List<Delayed> deadline, List<RefundId> refunds, List<DomainEvent> events) {

    /** Starts empty. */
    Outgoing() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Sends everything, the most urgent kind first. Throws at the first failure. */
    void sendTo(Queues queues, EventBus bus) {
        queues.post(showQueue);
        queues.delay(deadline);
        queues.refund(refunds);
        bus.publish(events);
    }
}
