package io.seatline.infra.queue;

import java.time.Duration;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A queue that a function reads. It is encrypted, requires TLS and has a dead-letter queue of its own kind. Its
 * visibility timeout is six times the function's timeout, as AWS advises.
 */
public final class ResilientQueue extends Construct {
    private static final int VISIBILITY_PER_TIMEOUT = 6;

    private final Queue queue;
    private final DeadLetterQueue deadLetterQueue;
    private final Duration consumerTimeout;

    /** Whether the messages of one group keep their order. */
    enum Kind {
        STANDARD,
        FIFO
    }

    /**
     * What differs from queue to queue.
     *
     * @param name the full name, without {@code .fifo}
     * @param consumerTimeout the timeout of the function that reads the queue
     * @param maxReceiveCount deliveries before a message moves to the dead-letter queue, 1 to 1,000
     */
    record Props(String name, Kind kind, Duration consumerTimeout, int maxReceiveCount) {
        Props {
            if (maxReceiveCount < 1 || maxReceiveCount > 1_000) {
                throw new IllegalArgumentException("maxReceiveCount must be 1 to 1,000, not " + maxReceiveCount);
            }
        }
    }

    ResilientQueue(Construct scope, String id, Props props) {
        super(scope, id);
        this.consumerTimeout = props.consumerTimeout();
        this.deadLetterQueue = switch (props.kind()) {
            case STANDARD -> new DeadLetterQueue(this, "Dlq", props.name() + "-dlq");
            case FIFO -> DeadLetterQueue.ofFifo(this, "Dlq", props.name() + "-dlq.fifo");
        };
        Queue.Builder builder = Queue.Builder.create(this, "Default")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .visibilityTimeout(seconds(props.consumerTimeout().multipliedBy(VISIBILITY_PER_TIMEOUT)))
                // SQS's maximum, as for the dead-letter queue, so that messages survive a long outage.
                .retentionPeriod(seconds(Duration.ofDays(14)))
                .deadLetterQueue(software.amazon.awscdk.services.sqs.DeadLetterQueue.builder()
                        .queue(deadLetterQueue)
                        .maxReceiveCount(props.maxReceiveCount())
                        .build());
        this.queue = switch (props.kind()) {
            case STANDARD -> builder.queueName(props.name()).build();
            case FIFO ->
                builder.queueName(props.name() + ".fifo")
                        .fifo(true)
                        // Senders set deduplication ids; equal bodies may be two messages.
                        .contentBasedDeduplication(false)
                        // High throughput: each message group (a show) has its own limit.
                        .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
                        .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
                        .build();
        };
    }

    private static software.amazon.awscdk.Duration seconds(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }

    public Queue queue() {
        return queue;
    }

    public DeadLetterQueue deadLetterQueue() {
        return deadLetterQueue;
    }

    /** The timeout of the function that reads this queue. */
    public Duration consumerTimeout() {
        return consumerTimeout;
    }
}
