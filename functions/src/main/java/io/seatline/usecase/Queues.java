package io.seatline.usecase;

import io.seatline.domain.OrderId;
import io.seatline.events.MailboxMessage;
import java.time.Duration;
import java.util.List;

/** The queues between the functions. What is sent arrives at least once; what is lost is found by its due time. */
public interface Queues {

    /** Puts a message into a show's mailbox, in order; the same message within five minutes counts once. */
    void post(MailboxMessage message);

    /** Something due, to be seen to after a delay. */
    record Delayed(DueItem item, Duration delay) {}

    /** Puts what is due on the delay queue. The queue knows whole seconds up to 15 minutes; delays are rounded up. */
    void delay(List<Delayed> items);

    /** Asks for the refund of a payment. */
    void refund(OrderId order);
}
