package io.seatline.usecase.port;

import io.seatline.domain.PaymentId;
import io.seatline.events.message.ShowQueueMessage;
import java.time.Duration;
import java.util.List;

/**
 * The queues between the functions. What is sent arrives at least once; what is lost is found by its due time. Each
 * call throws if anything was not taken; some of it may then have been, and it is safe to send all of it again.
 */
public interface Queues {

    /** Puts messages into their show queues, in order; the same message within five minutes counts once. */
    void post(List<ShowQueueMessage> messages);

    /** Puts a message into its show's queue. */
    default void post(ShowQueueMessage message) {
        post(List.of(message));
    }

    /** Something due, to be seen to after a delay. */
    record Delayed(PendingDeadline item, Duration delay) {}

    /** Puts what is due on the delay queue. The queue knows whole seconds up to 15 minutes; delays are rounded up. */
    void delay(List<Delayed> items);

    /** Asks for the refunds of payments. */
    void refund(List<PaymentId> paymentIds);

    /** Asks for the refund of a payment. */
    default void refund(PaymentId paymentId) {
        refund(List.of(paymentId));
    }
}
