package io.seatline.usecase.port;

import io.seatline.domain.payment.RefundId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.correlation.Correlated;
import java.time.Duration;
import java.util.List;

/**
 * The queues between the functions. Messages arrive at least once; if one is lost, the item's deadline recovers it.
 * Each method throws if a message was not accepted. Others may have been accepted by then, and it is safe to send all
 * again.
 */
public interface Queues {

    /** Sends messages to their show queues, in order. Within five minutes, a repeated message is dropped. */
    void post(List<Correlated<ShowQueueMessage>> messages);

    /** Sends a message to its show queue. */
    default void post(ShowQueueMessage message) {
        post(List.of(Correlated.one(message)));
    }

    /** A deadline to deliver after a delay. */
    record Delayed(PendingDeadline item, Duration delay) {}

    /** Sends deadlines to the delay queue. Delays are rounded up to whole seconds; the maximum is 15 minutes. */
    void delay(List<Correlated<Delayed>> items);

    /** Sends a deadline to the delay queue. */
    default void delay(Delayed item) {
        delay(List.of(Correlated.one(item)));
    }

    /** Sends refunds to the refund queue. */
    void refund(List<Correlated<RefundId>> refundIds);

    /** Sends a refund to the refund queue. */
    default void refund(RefundId refundId) {
        refund(List.of(Correlated.one(refundId)));
    }
}
