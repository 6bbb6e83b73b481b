package io.seatline.usecase;

import io.seatline.domain.OrderId;
import io.seatline.events.MailboxMessage;
import java.time.Duration;
import java.util.List;

/**
 * The queues between the functions. What is sent arrives at least once; what is lost is found by its due time. Each
 * call throws if anything was not taken; some of it may then have been, and it is safe to send all of it again.
 */
public interface Queues {

    /** Puts messages into their shows' mailboxes, in order; the same message within five minutes counts once. */
    void post(List<MailboxMessage> messages);

    /** Puts a message into its show's mailbox. */
    default void post(MailboxMessage message) {
        post(List.of(message));
    }

    /** Something due, to be seen to after a delay. */
    record Delayed(DueItem item, Duration delay) {}

    /** Puts what is due on the delay queue. The queue knows whole seconds up to 15 minutes; delays are rounded up. */
    void delay(List<Delayed> items);

    /** Asks for the refunds of payments. */
    void refund(List<OrderId> orders);

    /** Asks for the refund of a payment. */
    default void refund(OrderId order) {
        refund(List.of(order));
    }
}
