package io.seatline.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.constructs.Construct;

/**
 * Where what failed waits for a person: encrypted, reached over TLS only, kept for the longest time that SQS keeps
 * anything (14 days), and with an alarm as soon as one message is in it.
 */
final class DeadLetterQueue extends Queue {
    /** A queue for what a standard queue, a stream, a rule or a schedule could not deliver. */
    DeadLetterQueue(Construct scope, String id, String name) {
        this(scope, id, base(name).build(), name);
    }

    private DeadLetterQueue(Construct scope, String id, QueueProps props, String name) {
        super(scope, id, props);
        Accepted.finding(this, "AwsSolutions-SQS3", "It is a dead-letter queue: after it comes a person.");
        Alarm.Builder.create(this, "Alarm")
                .alarmName(name)
                .alarmDescription("Something failed for good and waits in " + name)
                .metric(metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .period(Duration.minutes(1))
                        .statistic("Maximum")
                        .build()))
                .threshold(0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    /** A queue for what a FIFO queue could not deliver; its name ends in {@code .fifo}. */
    static DeadLetterQueue ofFifo(Construct scope, String id, String name) {
        return new DeadLetterQueue(scope, id, base(name).fifo(true).build(), name);
    }

    private static QueueProps.Builder base(String name) {
        return QueueProps.builder()
                .queueName(name)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14));
    }
}
