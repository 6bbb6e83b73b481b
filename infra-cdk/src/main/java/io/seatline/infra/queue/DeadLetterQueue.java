package io.seatline.infra.queue;

import io.seatline.infra.deployment.NagFindings;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.constructs.Construct;

/** A dead-letter queue: encrypted, requires TLS, keeps messages for 14 days and raises an alarm at one message. */
public final class DeadLetterQueue extends Queue {
    /** Holds what a standard queue, a stream, a rule or a schedule could not deliver. */
    DeadLetterQueue(Construct scope, String id, String name) {
        this(scope, id, base(name).build(), name);
    }

    private DeadLetterQueue(Construct scope, String id, QueueProps props, String name) {
        super(scope, id, props);
        NagFindings.accept(this, "AwsSolutions-SQS3", "A dead-letter queue needs none of its own.");
        Alarm.Builder.create(this, "Alarm")
                .alarmName(name)
                .alarmDescription("Messages have failed for good and are in " + name)
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

    /** Holds what a FIFO queue could not deliver; its name ends in {@code .fifo}. */
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
