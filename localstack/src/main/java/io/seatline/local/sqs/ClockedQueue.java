package io.seatline.local.sqs;

import java.time.Duration;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.elasticmq.AfterMillisNextDelivery;
import org.elasticmq.CreateQueueData;
import org.elasticmq.MillisNextDelivery;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NewMessageData;
import org.elasticmq.NextDelivery;
import org.elasticmq.msg.DeduplicationIdsCleanup$;
import org.elasticmq.msg.DeleteMessage;
import org.elasticmq.msg.GetQueueStatistics;
import org.elasticmq.msg.MoveMessage;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.msg.UpdateQueueDelay;
import org.elasticmq.msg.UpdateVisibilityTimeout;

/**
 * Puts one of ElasticMQ's queues on the cloud's clock. ElasticMQ takes the time of a receive from its
 * {@code NowProvider}, but the time of a send, from which delays count, from the machine; this corrects the latter. It
 * also raises the queue's signal when there may be a message, so that readers need not poll.
 */
final class ClockedQueue extends AbstractActor {

    private final QueueTimes times;
    private final String name;
    private final boolean fifo;
    private final ActorRef queue;
    private Duration delay;

    private ClockedQueue(QueueTimes times, CreateQueueData data, ActorRef queue) {
        this.times = times;
        this.name = data.name();
        this.fifo = data.isFifo();
        this.queue = queue;
        this.delay = data.delay().isDefined() ? data.delay().get() : Duration.ZERO;
    }

    static Props props(QueueTimes times, CreateQueueData data, ActorRef queue) {
        return Props.create(ClockedQueue.class, () -> new ClockedQueue(times, data, queue));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(SendMessage.class, this::send)
                .match(UpdateVisibilityTimeout.class, this::changeVisibility)
                // A deleted message may have blocked its group.
                .match(DeleteMessage.class, delete -> pass(delete, fifo))
                .match(MoveMessage.class, move -> pass(move, true))
                // ElasticMQ's REST server counts visible messages by the machine's clock.
                .match(GetQueueStatistics.class, _ -> pass(new GetQueueStatistics(times.nowMillis()), false))
                .match(UpdateQueueDelay.class, update -> {
                    delay = update.newDelay();
                    pass(update, false);
                })
                .matchAny(other -> pass(other, false))
                .build();
    }

    private void pass(Object message, boolean mayUnblock) {
        queue.forward(message, getContext());
        if (mayUnblock) {
            times.visibleAt(name, times.nowMillis());
        }
    }

    private void send(SendMessage send) {
        long visible = nextDelivery(send.message().nextDelivery());
        if (fifo) {
            // ElasticMQ forgets old deduplication ids once a second of the machine's; the clock may have been moved.
            queue.tell(DeduplicationIdsCleanup$.MODULE$, ActorRef.noSender());
            times.sent();
        }
        pass(new SendMessage(visibleAt(send.message(), visible)), false);
        times.visibleAt(name, visible);
    }

    private void changeVisibility(UpdateVisibilityTimeout update) {
        pass(update, false);
        if (update.visibilityTimeout() instanceof MillisVisibilityTimeout timeout) {
            times.visibleAt(name, times.nowMillis() + timeout.millis());
        }
    }

    private long nextDelivery(NextDelivery next) {
        return switch (next) {
            case MillisNextDelivery at -> at.millis();
            case AfterMillisNextDelivery after -> times.nowMillis() + after.millis();
            default -> times.nowMillis() + delay.toMillis();
        };
    }

    private static NewMessageData visibleAt(NewMessageData message, long millis) {
        return new NewMessageData(
                message.id(),
                message.content(),
                message.messageAttributes(),
                new MillisNextDelivery(millis),
                message.messageGroupId(),
                message.messageDeduplicationId(),
                message.orderIndex(),
                message.tracingId(),
                message.sequenceNumber(),
                message.deadLetterSourceQueueName());
    }
}
