package io.seatline.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * The queues.
 *
 * @param deadline what is due, delayed to its exact second
 * @param refund payments to give back
 * @param waitlist the show queues, one message group a show
 * @param notices what customers are told of
 * @param outboxDlq positions of stream records that could not be published
 * @param alertDlq support alerts that reached nobody
 * @param scheduleDlq ticks that did not start
 */
record Queues(
        ResilientQueue deadline,
        ResilientQueue refund,
        ResilientQueue waitlist,
        ResilientQueue notices,
        DeadLetterQueue outboxDlq,
        DeadLetterQueue alertDlq,
        DeadLetterQueue scheduleDlq) {

    static Queues in(Construct scope, DeploymentStage stage) {
        // Five tries: what is still due then is found again by the next tick, so a poisoned message may go early.
        ResilientQueue deadline = new ResilientQueue(
                scope,
                "DeadlineQueue",
                new ResilientQueue.Props(
                        stage.nameOf("deadline"), ResilientQueue.Kind.STANDARD, Functions.DEADLINE_TIMEOUT, 5));
        // A message is up to two minutes old when its second comes (its age counts from when it was sent), and one that
        // failed is invisible for a visibility timeout: one failure wakes nobody.
        stalledAlarm(
                deadline,
                stage.nameOf("deadline-stalled"),
                Duration.minutes(8),
                "Deadlines wait for minutes: nothing reads the delay queue, or too slowly. Holds do not end");
        // As for due: a refund has a due time of its own.
        ResilientQueue refund = new ResilientQueue(
                scope,
                "RefundQueue",
                new ResilientQueue.Props(
                        stage.nameOf("refund"), ResilientQueue.Kind.STANDARD, Functions.REFUND_TIMEOUT, 5));
        // A wave takes minutes, at up to half a minute for each; a quarter of an hour is more than a wave.
        stalledAlarm(
                refund,
                stage.nameOf("refund-stalled"),
                Duration.minutes(15),
                "Refunds wait for a quarter of an hour: nothing reads their queue, or MoMo takes too long for each");
        // The most that SQS allows: setting a message aside would let later ones overtake it, so it is tried for as
        // long as an outage lasts. What cannot be read at all the function sets aside itself.
        ResilientQueue waitlist = new ResilientQueue(
                scope,
                "WaitlistQueue",
                new ResilientQueue.Props(
                        stage.nameOf("waitlist"), ResilientQueue.Kind.FIFO, Functions.SHOW_WORKER_TIMEOUT, 1_000));
        stalledAlarm(
                waitlist,
                stage.nameOf("waitlist-stalled"),
                Duration.minutes(5),
                "Messages wait for five minutes in the shows' show queue: nothing reads them, or too slowly. Blind to what"
                        + " was received three times: of that waitlist-failing tells");
        Alarm.Builder.create(waitlist, "FailingAlarm")
                .alarmName(stage.nameOf("waitlist-failing"))
                .alarmDescription(
                        "A show's show queue does not move: its messages were delivered eight times and are not done")
                .metric(Observed.counted(stage, "ShowQueueStalled"))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                // It is counted each time the messages come again, which is every third minute then.
                .evaluationPeriods(5)
                .datapointsToAlarm(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        // Tries for about an hour: seven within four minutes, then one in each visibility timeout of two minutes. What
        // could not be told for so long is no news to a customer.
        ResilientQueue notices = new ResilientQueue(
                scope,
                "NoticesQueue",
                new ResilientQueue.Props(
                        stage.nameOf("notices"), ResilientQueue.Kind.STANDARD, Functions.NOTICE_TIMEOUT, 35));
        stalledAlarm(
                notices,
                stage.nameOf("notices-stalled"),
                Duration.hours(1),
                "Customer notices wait for an hour: nothing reads their queue, or the webhook takes too long for each");
        return new Queues(
                deadline,
                refund,
                waitlist,
                notices,
                new DeadLetterQueue(scope, "OutboxDlq", stage.nameOf("outbox-dlq")),
                new DeadLetterQueue(scope, "AlertDlq", stage.nameOf("alert-dlq")),
                new DeadLetterQueue(scope, "ScheduleDlq", stage.nameOf("schedule-dlq")));
    }

    /** Raised by the age of the oldest message, which leaves out what was received three times: dead letters tell of that. */
    private static void stalledAlarm(ResilientQueue queue, String name, Duration tooOld, String description) {
        Alarm.Builder.create(queue, "StalledAlarm")
                .alarmName(name)
                .alarmDescription(description)
                .metric(queue.queue()
                        .metricApproximateAgeOfOldestMessage(MetricOptions.builder()
                                .period(Duration.minutes(1))
                                .statistic("Maximum")
                                .build()))
                .threshold(tooOld.toSeconds())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }
}
