package io.seatline.infra;

import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * What somebody is woken for, besides dead letters and a waitlist that stands still, which have their alarms beside
 * their queues. Each says that money, seats or customers are affected, or will be; what is only interesting is on the
 * dashboard. {@link Runbooks} gives each the page that says what to do.
 */
final class Alarms {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final Construct scope;
    private final DeploymentStage stage;

    private Alarms(Construct scope, DeploymentStage stage) {
        this.scope = scope;
        this.stage = stage;
    }

    static void in(Construct scope, DeploymentStage stage, HttpFront front, Functions functions) {
        new Alarms(scope, stage).add(front, functions);
    }

    private void add(HttpFront front, Functions functions) {
        alarm(
                        "RefundFailedAlarm",
                        "refund-failed",
                        "MoMo has finally refused a refund: a customer's money is ours until support acts")
                .metric(over(FIVE_MINUTES, Observed.counted(stage, "RefundFailed")))
                .threshold(1)
                .build();
        // Two ticks: the first may just miss a hold whose message was lost, the second finds it.
        alarm(
                        "ExpiryLagAlarm",
                        "expiry-lag",
                        "A hold ended more than two minutes late: seats that nobody pays for were kept from others")
                .metric(over(FIVE_MINUTES, Observed.timed(stage, "HoldExpiryLag", "Maximum")))
                .threshold(Duration.minutes(2).toMilliseconds())
                .build();
        // No lag is measured while no hold is ended at all; then the ticks tell, of which there are many a minute.
        alarm(
                        "TicksStoppedAlarm",
                        "ticks-stopped",
                        "No tick for five minutes: a deadline whose message was lost is not found again")
                .metric(over(FIVE_MINUTES, Observed.ofFunction(functions.expire(), "Invocations", "Sum")))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
        // Without its secret MoMo is not asked, and no function fails of it: holds must end. So it is counted.
        alarm("MomoSecretAlarm", "momo-secret", "MoMo's secret cannot be read: nobody can pay, and no money goes back")
                .metric(over(FIVE_MINUTES, Observed.counted(stage, "MomoSecretUnreadable")))
                .threshold(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .build();
        // The URL is public: one forged call is somebody's curiosity; several are an attack, or our key is not MoMo's.
        alarm(
                        "ForgedNotificationsAlarm",
                        "forged-notifications",
                        "Payment notifications come with signatures that do not fit: an attack, or a wrong key")
                .metric(over(Duration.minutes(15), Observed.counted(stage, "NotificationForged")))
                .threshold(3)
                .build();
        alarm(
                        "NotifyThrottledAlarm",
                        "notify-throttled",
                        "Lambda turns payment notifications away: paid bookings wait until MoMo is asked")
                .metric(over(FIVE_MINUTES, Observed.ofFunction(functions.ipnReader(), "Throttles", "Sum")))
                .threshold(10)
                .build();
        alarm(
                        "OutboxLagAlarm",
                        "outbox-lag",
                        "The outbox has been a minute behind for five: freed seats, refunds and notices wait")
                .metric(Observed.ofFunction(functions.outbox(), "IteratorAge", "Maximum"))
                .threshold(Duration.minutes(1).toMilliseconds())
                .evaluationPeriods(5)
                .build();
        // Functions behind the API answer their faults with 500, which Lambda does not count as errors.
        alarm("ApiErrorsAlarm", "api-errors", "Customers get answers of 500 or more")
                .metric(front.api()
                        .metricServerError(MetricOptions.builder()
                                .statistic("Sum")
                                .period(FIVE_MINUTES)
                                .build()))
                .threshold(5)
                .build();
        // One fault is tried again, and what fails for good is a dead letter: these tell of a fault that lasts.
        for (SeatlineFunction function : Observed.all(scope, SeatlineFunction.class)) {
            String name = function.getNode().getId();
            alarm(
                            name + "ErrorsAlarm",
                            name.toLowerCase(Locale.ROOT) + "-errors",
                            name + " fails or runs out of time again and again")
                    .metric(over(FIVE_MINUTES, Observed.ofFunction(function, "Errors", "Sum")))
                    .threshold(1)
                    .evaluationPeriods(3)
                    .datapointsToAlarm(2)
                    .build();
        }
    }

    /** One that is raised as soon as its metric reaches its threshold; nothing measured is nothing wrong. */
    private Alarm.Builder alarm(String id, String name, String description) {
        return Alarm.Builder.create(scope, id)
                .alarmName(stage.nameOf(name))
                .alarmDescription(description)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }

    private static Metric over(Duration period, Metric metric) {
        return metric.with(MetricOptions.builder().period(period).build());
    }
}
