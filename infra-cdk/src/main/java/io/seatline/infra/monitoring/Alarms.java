package io.seatline.infra.monitoring;

import io.seatline.events.metric.Metric;
import io.seatline.infra.api.HttpFront;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.function.Functions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.metric.StageMetrics;
import io.seatline.infra.storage.Tables;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.constructs.Construct;

/**
 * Alarms on payments, holds, doors, ticks, the outbox, the tables, the API and function errors. The alarms of queues and
 * dead-letter queues are defined with their queues. An alarm means that money, seats or customers are affected or soon
 * will be; everything else is only on the dashboard.
 */
public final class Alarms {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final Construct scope;
    private final DeploymentStage stage;

    private Alarms(Construct scope, DeploymentStage stage) {
        this.scope = scope;
        this.stage = stage;
    }

    /**
     * Adds the alarms to a stack whose functions are already defined.
     *
     * @return the alarm on failing responses of the HTTP API
     */
    public static Alarm in(
            Construct scope, DeploymentStage stage, Tables tables, HttpFront front, Functions functions) {
        Alarms alarms = new Alarms(scope, stage);
        alarms.refundFailed();
        alarms.paymentRefused();
        alarms.cancellationUnfinished();
        alarms.expiryLag();
        IntStream.range(0, Tables.DEADLINE_SHARDS).forEach(alarms::ticksStopped);
        alarms.ticksDropped(functions.deadlines().expire());
        alarms.momoSecret();
        alarms.forgedNotifications();
        alarms.forgedTickets();
        alarms.seatAdmittedTwice();
        alarms.notifyThrottled(functions.ipn().function());
        alarms.outboxLag(functions.workers().outbox());
        alarms.outboxStopped();
        alarms.writesThrottled(tables);
        Constructs.all(scope, SeatlineFunction.class).forEach(alarms::functionErrors);
        return alarms.apiErrors(front);
    }

    private void refundFailed() {
        alarm("RefundFailedAlarm", "refund-failed", "MoMo finally refused a refund: support must act")
                .metric(StageMetrics.sum(stage, Metric.REFUND_FAILED, FIVE_MINUTES))
                .threshold(1)
                .build();
    }

    private void paymentRefused() {
        alarm("PaymentRefusedAlarm", "payment-refused", "MoMo refuses to create payments: customers lose their holds")
                .metric(StageMetrics.sum(stage, Metric.PAYMENT_REFUSED, FIVE_MINUTES))
                .threshold(1)
                .build();
    }

    private void cancellationUnfinished() {
        alarm(
                        "CancellationUnfinishedAlarm",
                        "cancellation-unfinished",
                        "A cancelled show is not swept after three minutes: its customers still wait for their money")
                .metric(StageMetrics.sum(stage, Metric.CANCELLATION_UNFINISHED, FIVE_MINUTES))
                .threshold(1)
                .build();
    }

    private void expiryLag() {
        // Two ticks: the first may just miss a hold whose message was lost, the second finds it.
        alarm("ExpiryLagAlarm", "expiry-lag", "A hold ended more than two minutes late: its seats stayed held")
                .metric(StageMetrics.of(stage, Metric.HOLD_EXPIRY_LAG, "Maximum", FIVE_MINUTES))
                .threshold(Duration.minutes(2).toMilliseconds())
                .build();
    }

    /**
     * Complements the expiry lag, which is only recorded when a hold ends. One alarm per shard, which names it: an alarm
     * on all shards together would cost as much, since CloudWatch charges for each metric in an alarm.
     */
    private void ticksStopped(int shard) {
        alarm(
                        "TicksStopped" + shard + "Alarm",
                        "ticks-stopped-" + shard,
                        "Shard " + shard + " of the deadlines was not searched for five minutes: a sixteenth of all"
                                + " deadlines is met only if no message is lost")
                .metric(StageMetrics.shardSearched(stage, shard, FIVE_MINUTES))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    private void ticksDropped(SeatlineFunction expire) {
        alarm(
                        "TicksDroppedAlarm",
                        "ticks-dropped",
                        "Lambda drops ticks before they run: Expire has no free environment")
                .metric(expire.metric("AsyncEventsDropped", "Sum", FIVE_MINUTES))
                .threshold(1)
                .build();
    }

    /** Watches a metric, since holds must end without MoMo and so no function fails when the secret is unreadable. */
    private void momoSecret() {
        alarm("MomoSecretAlarm", "momo-secret", "MoMo's secret cannot be read: payments and refunds are impossible")
                .metric(StageMetrics.sum(stage, Metric.MOMO_SECRET_UNREADABLE, FIVE_MINUTES))
                .threshold(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .build();
    }

    private void forgedNotifications() {
        // The URL is public: a single forged call is likely a probe.
        alarm(
                        "ForgedNotificationsAlarm",
                        "forged-notifications",
                        "IPNs have invalid signatures: an attack or a wrong key")
                .metric(StageMetrics.sum(stage, Metric.NOTIFICATION_FORGED, Duration.minutes(15)))
                .threshold(3)
                .build();
    }

    private void forgedTickets() {
        // Ushers also scan wifi codes and other cinemas' tickets: a few in an hour are usual, many mean that somebody
        // sells forged tickets, or that the key that signed them is gone.
        alarm(
                        "ForgedTicketsAlarm",
                        "forged-tickets",
                        "Doors scan tickets that Seatline has not signed: somebody sells forged ones, or a key is lost")
                .metric(StageMetrics.sum(stage, Metric.TICKET_FORGED, Duration.minutes(15)))
                .threshold(10)
                .build();
    }

    private void seatAdmittedTwice() {
        alarm(
                        "SeatAdmittedTwiceAlarm",
                        "seat-admitted-twice",
                        "Two doors let somebody in for the same seat: two customers have one ticket")
                .metric(StageMetrics.sum(stage, Metric.SEAT_ADMITTED_TWICE, FIVE_MINUTES))
                .threshold(1)
                .build();
    }

    private void notifyThrottled(SeatlineFunction notify) {
        alarm(
                        "NotifyThrottledAlarm",
                        "notify-throttled",
                        "Lambda throttles IPNs: payments are confirmed late, by polling")
                .metric(notify.metric("Throttles", "Sum", FIVE_MINUTES))
                .threshold(10)
                .build();
    }

    private void outboxLag(SeatlineFunction outbox) {
        alarm(
                        "OutboxLagAlarm",
                        "outbox-lag",
                        "The outbox lags by a minute or more: freed seats, refunds and notices wait")
                .metric(outbox.metric("IteratorAge", "Maximum", Duration.minutes(1)))
                .threshold(Duration.minutes(1).toMilliseconds())
                .evaluationPeriods(5)
                .build();
    }

    /**
     * Complements the lag, of which there is no data when a mapping is disabled. A hold and a join are each a change to
     * publish, within seconds. Two periods, since a change at the end of a period is published in the next one.
     */
    private void outboxStopped() {
        Map<String, IMetric> metrics = new TreeMap<>(Map.of(
                "holds", StageMetrics.sum(stage, Metric.HOLD_PLACED, FIVE_MINUTES),
                "bookings", StageMetrics.sum(stage, Metric.BOOKING_PUBLISHED, FIVE_MINUTES),
                "joins", StageMetrics.sum(stage, Metric.WAITLIST_JOINED, FIVE_MINUTES),
                "entries", StageMetrics.sum(stage, Metric.ENTRY_PUBLISHED, FIVE_MINUTES)));
        alarm(
                        "OutboxStoppedAlarm",
                        "outbox-stopped",
                        "Bookings or waitlist entries are written, but none is published: freed seats, refunds and"
                                + " notices wait")
                .metric(MathExpression.Builder.create()
                        .expression("IF((FILL(holds, 0) > 0 AND FILL(bookings, 0) < 1)"
                                + " OR (FILL(joins, 0) > 0 AND FILL(entries, 0) < 1), 1, 0)")
                        .usingMetrics(metrics)
                        .label("Written and not published")
                        .period(FIVE_MINUTES)
                        .build())
                .threshold(1)
                // At night there may be minutes between two holds.
                .evaluationPeriods(12)
                .datapointsToAlarm(2)
                .build();
    }

    /** The metric of a table excludes its indexes, which throttle writes of the table just the same. */
    private void writesThrottled(Tables tables) {
        writesThrottled("Catalog", tables.catalog());
        writesThrottled("SeatClaims", tables.seatClaims());
        writesThrottled("Bookings", tables.bookings(), Tables.BY_CUSTOMER, Tables.OPEN_CASES, Tables.DEADLINE);
        writesThrottled("Waitlist", tables.waitlist(), Tables.DEADLINE);
    }

    private void writesThrottled(String id, ITable table, String... indexes) {
        writesThrottled(id, Map.of("TableName", table.getTableName()));
        for (String index : indexes) {
            writesThrottled(
                    id + "_" + index, Map.of("TableName", table.getTableName(), "GlobalSecondaryIndexName", index));
        }
    }

    private void writesThrottled(String path, Map<String, String> dimensions) {
        String name = path.replaceAll("(?<=[a-z])(?=[A-Z])|_", "-").toLowerCase(Locale.ROOT);
        alarm(
                        path.replace("_", "") + "ThrottledAlarm",
                        name + "-throttled",
                        "DynamoDB refuses writes of " + name + ": requests fail or take longer")
                .metric(software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                        .namespace("AWS/DynamoDB")
                        .metricName("WriteThrottleEvents")
                        .dimensionsMap(dimensions)
                        .statistic("Sum")
                        .period(FIVE_MINUTES)
                        .build())
                // The SDK repeats a refused write; some are usual when a table grows.
                .threshold(10)
                .build();
    }

    /** Counts responses, since Lambda does not count a response of 500 as an error. */
    private Alarm apiErrors(HttpFront front) {
        return alarm("ApiErrorsAlarm", "api-errors", "The HTTP API answers with 5xx")
                .metric(front.api()
                        .metricServerError(MetricOptions.builder()
                                .statistic("Sum")
                                .period(FIVE_MINUTES)
                                .build()))
                .threshold(5)
                .build();
    }

    /** Tolerates a single error, which is retried. */
    private void functionErrors(SeatlineFunction function) {
        String name = function.getNode().getId();
        alarm(name + "ErrorsAlarm", name.toLowerCase(Locale.ROOT) + "-errors", name + " fails or times out repeatedly")
                .metric(function.metric("Errors", "Sum", FIVE_MINUTES))
                .threshold(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .build();
    }

    /** Alarms when one period reaches the threshold; missing data is not an alarm. */
    private Alarm.Builder alarm(String id, String name, String description) {
        return Alarm.Builder.create(scope, id)
                .alarmName(stage.nameOf(name))
                .alarmDescription(description)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }
}
