package io.seatline.infra;

import java.time.Duration;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A queue that a function reads. It always has a dead-letter queue of its own kind, is encrypted, is reached over TLS
 * only, and hides a message long enough for the function to finish it.
 */
final class ResilientQueue extends Construct {
    /** AWS's advice for queues that a function reads: hide a message for six times the function's timeout. */
    private static final int VISIBILITY_PER_TIMEOUT = 6;

    private final Queue queue;
    private final DeadLetterQueue deadLetterQueue;

    /** Whether the messages of one group keep their order. */
    enum Kind {
        STANDARD,
        FIFO
    }

    /**
     * What differs from queue to queue.
     *
     * @param name the full name, without {@code .fifo}
     * @param consumerTimeout the timeout of the function that reads it
     * @param maxReceiveCount how often a message is tried before it is set aside, 1 to 1,000
     */
    record Props(String name, Kind kind, Duration consumerTimeout, int maxReceiveCount) {
        Props {
            if (maxReceiveCount < 1 || maxReceiveCount > 1_000) {
                throw new IllegalArgumentException("maxReceiveCount is 1 to 1,000, not " + maxReceiveCount);
            }
        }
    }

    ResilientQueue(Construct scope, String id, Props props) {
        super(scope, id);
        this.deadLetterQueue = switch (props.kind()) {
            case STANDARD -> new DeadLetterQueue(this, "Dlq", props.name() + "-dlq");
            case FIFO -> DeadLetterQueue.ofFifo(this, "Dlq", props.name() + "-dlq.fifo");
        };
        Queue.Builder builder = Queue.Builder.create(this, "Default")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .visibilityTimeout(seconds(props.consumerTimeout().multipliedBy(VISIBILITY_PER_TIMEOUT)))
                // As long as its dead-letter queue keeps it, so that an outage is never longer than the queue's memory.
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
                        // Two messages of equal text are two messages: their ids tell them apart.
                        .contentBasedDeduplication(false)
                        // High throughput: each group (a show) has its own limit.
                        .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
                        .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
                        .build();
        };
    }

    private static software.amazon.awscdk.Duration seconds(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }

    Queue queue() {
        return queue;
    }

    DeadLetterQueue deadLetterQueue() {
        return deadLetterQueue;
    }
}
