package io.seatline.usecase.outbox;

import io.seatline.domain.payment.RefundId;
import io.seatline.events.DomainEvent;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.EventBus;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.util.ArrayList;
import java.util.List;

/** The messages and events that follow from some changes, each kind in the order of the changes. */
record Outgoing(
        Kind<ShowQueueMessage> showQueue, Kind<Delayed> deadline, Kind<RefundId> refunds, Kind<DomainEvent> events) {

    /** Messages of a kind, each with the correlation id that was bound when it was added. */
    record Kind<T>(List<Correlated<T>> all) {
        void add(T message) {
            all.add(Correlated.one(message));
        }
    }

    /** Starts empty. */
    Outgoing() {
        this(
                new Kind<>(new ArrayList<>()),
                new Kind<>(new ArrayList<>()),
                new Kind<>(new ArrayList<>()),
                new Kind<>(new ArrayList<>()));
    }

    /** Sends everything, the most urgent kind first. Throws at the first failure. */
    void sendTo(Queues queues, EventBus bus) {
        queues.post(showQueue.all());
        queues.delay(deadline.all());
        queues.refund(refunds.all());
        bus.publish(events.all());
    }
}
