package io.seatline.usecase.outbox;

import io.seatline.domain.PaymentId;
import io.seatline.events.DomainEvent;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.EventBus;
import io.seatline.usecase.port.Queues.Delayed;
import io.seatline.usecase.port.Queues;
import java.util.ArrayList;
import java.util.List;

/** What must follow from some changes, each kind in the order of the changes. */
record Outgoing(
        List<ShowQueueMessage> showQueue, List<Delayed> deadline, List<PaymentId> refunds, List<DomainEvent> events) {

    /** Nothing yet. */
    Outgoing() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Sends all of it, first what others wait for; throws at the first that is not taken. */
    void sendTo(Queues queues, EventBus bus) {
        queues.post(showQueue);
        queues.delay(deadline);
        queues.refund(refunds);
        bus.publish(events);
    }
}
