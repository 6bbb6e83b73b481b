package io.seatline.local.sqs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.CreateQueueData;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.DeleteQueue;
import org.elasticmq.msg.LookupQueue;
import scala.Option;
import scala.util.Either;
import scala.util.Right;

/**
 * Wraps ElasticMQ's queue manager and puts a {@link ClockedQueue} in front of each queue. ElasticMQ's own
 * actors cannot be extended from Java.
 */
final class ClockedQueueManager extends AbstractActor {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Created(CreateQueueData data, Either<?, ?> outcome, ActorRef sender) {}

    private final QueueTimes times;
    private final Map<String, ActorRef> queues = new HashMap<>();
    private ActorRef manager;

    private ClockedQueueManager(QueueTimes times) {
        this.times = times;
        this.manager = ActorRef.noSender();
    }

    static Props props(QueueTimes times) {
        return Props.create(ClockedQueueManager.class, () -> new ClockedQueueManager(times));
    }

    @Override
    public void preStart() {
        manager = getContext()
                .actorOf(
                        Props.create(
                                QueueManagerActor.class,
                                () -> new QueueManagerActor(
                                        times.nowProvider(), StrictSQSLimits$.MODULE$, Option.empty())),
                        "elasticmq");
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(LookupQueue.class, lookup -> getSender()
                        .tell(Option.apply(queues.get(lookup.queueName())), getSelf()))
                .match(CreateQueue.class, this::create)
                .match(Created.class, this::created)
                .match(DeleteQueue.class, delete -> {
                    ActorRef queue = queues.remove(delete.queueName());
                    if (queue != null) {
                        getContext().stop(queue);
                    }
                    manager.forward(delete, getContext());
                })
                .matchAny(other -> manager.forward(other, getContext()))
                .build();
    }

    private void create(CreateQueue create) {
        ActorRef sender = getSender();
        ActorRef self = getSelf();
        CreateQueueData data = create.request();
        Patterns.pipe(
                        Patterns.ask(manager, create, PATIENCE)
                                .thenApply(outcome -> new Created(data, (Either<?, ?>) outcome, sender)),
                        getContext().dispatcher())
                .to(self);
    }

    private void created(Created created) {
        if (created.outcome() instanceof Right<?, ?> right) {
            ActorRef queue = queues.computeIfAbsent(created.data().name(), name -> getContext()
                    .actorOf(ClockedQueue.props(times, created.data(), (ActorRef) right.value()), "clocked-" + name));
            created.sender().tell(new Right<Object, ActorRef>(queue), getSelf());
        } else {
            created.sender().tell(created.outcome(), getSelf());
        }
    }
}
