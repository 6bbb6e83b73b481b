package io.seatline.infra.queue;

import io.seatline.events.metric.Metric;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.metric.StageMetrics;
import java.time.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * All queues of a stack, with the timeouts of the functions that read them.
 *
 * @param deadline deadlines, each delayed to its exact second
 * @param refund refunds to request from MoMo
 * @param showQueue the show queues; a message group is a show
 * @param notices events to send to customers
 * @param mail events to mail to customers
 * @param outboxDlq stream records that could not be read, and positions of those that could not be published
 * @param alertDlq support alerts that could not be delivered
 * @param scheduleDlq ticks that did not start or failed
 */
public record Queues(
        ResilientQueue deadline,
        ResilientQueue refund,
        ResilientQueue showQueue,
        ResilientQueue notices,
        ResilientQueue mail,
        DeadLetterQueue outboxDlq,
        DeadLetterQueue alertDlq,
        DeadLetterQueue scheduleDlq) {

    /** Adds the queues and their alarms. */
    public static Queues in(Construct scope, DeploymentStage stage) {
        return new Queues(
                deadline(scope, stage),
                refund(scope, stage),
                showQueue(scope, stage),
                notices(scope, stage),
                mail(scope, stage),
                new DeadLetterQueue(scope, "OutboxDlq", stage.nameOf("outbox-dlq")),
                new DeadLetterQueue(scope, "AlertDlq", stage.nameOf("alert-dlq")),
                new DeadLetterQueue(scope, "ScheduleDlq", stage.nameOf("schedule-dlq")));
    }

    private static ResilientQueue deadline(Construct scope, DeploymentStage stage) {
        ResilientQueue queue = new ResilientQueue(
                scope,
                "DeadlineQueue",
                new ResilientQueue.Props(
                        stage.nameOf("deadline"),
                        ResilientQueue.Kind.STANDARD,
                        // One message: a hold's end polls MoMo up to ten times at 3 s each and then commits.
                        Duration.ofSeconds(45),
                        // Few: the next tick finds an unmet deadline again.
                        5));
        // A message waits up to two minutes for its deadline, and a failed one for a visibility timeout.
        stalledAlarm(
                queue,
                stage.nameOf("deadline-stalled"),
                Duration.ofMinutes(8),
                "Deadlines wait for eight minutes: the delay queue is not read, or too slowly. Holds do not end");
        return queue;
    }

    private static ResilientQueue refund(Construct scope, DeploymentStage stage) {
        ResilientQueue queue = new ResilientQueue(
                scope,
                "RefundQueue",
                new ResilientQueue.Props(
                        stage.nameOf("refund"),
                        ResilientQueue.Kind.STANDARD,
                        // MoMo may take 15 s for a refund and 15 s for a query; the rest is for the writes.
                        Duration.ofSeconds(45),
                        // Few: a pending refund has a deadline, so a tick finds it again.
                        5));
        // A wave of refunds takes minutes, at up to 30 s each.
        stalledAlarm(
                queue,
                stage.nameOf("refund-stalled"),
                Duration.ofMinutes(15),
                "Refunds wait for 15 minutes: their queue is not read, or MoMo is too slow");
        return queue;
    }

    private static ResilientQueue showQueue(Construct scope, DeploymentStage stage) {
        ResilientQueue queue = new ResilientQueue(
                scope,
                "WaitlistQueue",
                new ResilientQueue.Props(
                        stage.nameOf("waitlist"),
                        ResilientQueue.Kind.FIFO,
                        // A batch of ten messages. Short, since a crash hides its shows for six times as long.
                        Duration.ofSeconds(30),
                        // SQS's maximum: setting a message aside would let later ones overtake it.
                        1_000));
        stalledAlarm(
                queue,
                stage.nameOf("waitlist-stalled"),
                Duration.ofMinutes(5),
                "Show queue messages wait for five minutes: they are not read, or too slowly. Excludes messages received"
                        + " three times, see waitlist-failing");
        Alarm.Builder.create(queue, "FailingAlarm")
                .alarmName(stage.nameOf("waitlist-failing"))
                .alarmDescription("A show queue is blocked: its messages have failed eight times")
                .metric(StageMetrics.sum(stage, Metric.SHOW_QUEUE_STALLED, software.amazon.awscdk.Duration.minutes(1)))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                // The metric is recorded on each redelivery, which by then is every three minutes.
                .evaluationPeriods(5)
                .datapointsToAlarm(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        return queue;
    }

    private static ResilientQueue notices(Construct scope, DeploymentStage stage) {
        ResilientQueue queue = new ResilientQueue(
                scope,
                "NoticesQueue",
                new ResilientQueue.Props(
                        stage.nameOf("notices"),
                        ResilientQueue.Kind.STANDARD,
                        // One webhook call.
                        Duration.ofSeconds(20),
                        // About an hour: seven tries within four minutes, then one per visibility timeout of two
                        // minutes.
                        35));
        stalledAlarm(
                queue,
                stage.nameOf("notices-stalled"),
                Duration.ofHours(1),
                "Customer notices wait for an hour: their queue is not read, or the webhook is too slow");
        return queue;
    }

    private static ResilientQueue mail(Construct scope, DeploymentStage stage) {
        ResilientQueue queue = new ResilientQueue(
                scope,
                "MailQueue",
                new ResilientQueue.Props(
                        stage.nameOf("mail"),
                        ResilientQueue.Kind.STANDARD,
                        // A look-up and a mail, each at most 6 s, and the reads.
                        Duration.ofSeconds(20),
                        // About an hour, as for notices.
                        35));
        stalledAlarm(
                queue,
                stage.nameOf("mail-stalled"),
                Duration.ofHours(1),
                "Mails to customers wait for an hour: their queue is not read, or too slowly");
        return queue;
    }

    /** Watches the age of the oldest message, which excludes messages received three times or more. */
    private static void stalledAlarm(ResilientQueue queue, String name, Duration maximumAge, String description) {
        Alarm.Builder.create(queue, "StalledAlarm")
                .alarmName(name)
                .alarmDescription(description)
                .metric(queue.queue()
                        .metricApproximateAgeOfOldestMessage(MetricOptions.builder()
                                .period(software.amazon.awscdk.Duration.minutes(1))
                                .statistic("Maximum")
                                .build()))
                .threshold(maximumAge.toSeconds())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }
}
