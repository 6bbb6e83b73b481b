package io.seatline.infra.monitoring;

import io.seatline.events.metric.Metric;
import io.seatline.infra.api.HttpFront;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.function.Functions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.metric.StageMetrics;
import io.seatline.infra.queue.DeadLetterQueue;
import io.seatline.infra.queue.ResilientQueue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.constructs.Construct;

/** The dashboard of a stage, from the top: alarms, holds, waitlists, payments, doors, queues, functions, API and database. */
public final class OperationsDashboard {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 6;
    private static final Duration MINUTE = Duration.minutes(1);

    private final DeploymentStage stage;
    private final DeploymentOptions options;

    private OperationsDashboard(DeploymentOptions options) {
        this.options = options;
        stage = options.stage();
    }

    /**
     * Adds the dashboard to a stack whose queues, functions and alarms are already defined.
     *
     * @param blocked the requests that web ACLs blocked; empty without web ACLs
     */
    public static void in(
            Construct scope, DeploymentOptions options, HttpFront front, Functions functions, List<IMetric> blocked) {
        OperationsDashboard dashboard = new OperationsDashboard(options);
        Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(options.stage().stack())
                .defaultInterval(Duration.hours(3))
                .widgets(List.of(
                        List.of(alarms(scope)),
                        dashboard.holds(),
                        dashboard.waitlists(),
                        dashboard.payments(),
                        dashboard.doors(),
                        queues(scope, functions),
                        dashboard.functions(scope),
                        dashboard.apiAndDatabase(front.api()),
                        blocked.isEmpty() ? List.of() : row(graph("Requests blocked by web ACLs", blocked))))
                .build();
    }

    private static IWidget alarms(Construct scope) {
        return AlarmStatusWidget.Builder.create()
                .title("Alarms (each description names its runbook)")
                .alarms(Constructs.all(scope, Alarm.class))
                .width(WIDTH)
                .build();
    }

    private List<IWidget> holds() {
        return row(
                graph(
                        "Holds",
                        sums(Metric.HOLD_PLACED, Metric.HOLD_REFUSED, Metric.HOLD_EXPIRED, Metric.BOOKING_CANCELLED)),
                graph("Hold expiry lag (ms)", percentiles(Metric.HOLD_EXPIRY_LAG)),
                graph("Deadlines found by ticks", sums(Metric.DEADLINES_FOUND)));
    }

    private List<IWidget> waitlists() {
        return row(
                graph(
                        "Waitlists",
                        sums(
                                Metric.WAITLIST_JOINED,
                                Metric.WAITLIST_LEFT,
                                Metric.OFFER_MADE,
                                Metric.SEAT_MADE_PUBLIC,
                                Metric.SHOW_QUEUE_STALLED)),
                graph("Reallocation time (ms)", percentiles(Metric.REALLOCATION_TIME)),
                graph("Cancellations of shows (ms)", percentiles(Metric.SHOW_CANCELLATION_TIME)));
    }

    private List<IWidget> payments() {
        return row(
                graph(
                        "Payments",
                        sums(
                                Metric.PAYMENT_CAPTURED_PAID,
                                Metric.PAYMENT_CAPTURED_LATE,
                                Metric.PAYMENT_CAPTURED_REFUNDING,
                                Metric.PAYMENT_CAPTURED_CASE_OPENED,
                                Metric.PAYMENT_REFUSED,
                                Metric.PAYMENT_FAILED)),
                graph(
                        "Late payments and refunds",
                        sums(
                                Metric.LATE_PAYMENT_SEATED,
                                Metric.LATE_PAYMENT_REFUNDED,
                                Metric.PAYMENT_REFUNDED,
                                Metric.REFUND_FAILED)),
                graph(
                        "Forged IPNs, dropped notices, unreadable changes",
                        sums(
                                Metric.NOTIFICATION_FORGED,
                                Metric.NOTICE_UNSENT,
                                Metric.NOTICE_TOO_LATE,
                                Metric.RECORD_UNREADABLE)),
                graph(
                        "Mails to customers",
                        sums(
                                Metric.MAIL_SENT,
                                Metric.MAIL_OUTDATED,
                                Metric.MAIL_WITHOUT_ADDRESS,
                                Metric.MAIL_REJECTED)));
    }

    private List<IWidget> doors() {
        return row(graph(
                "Doors",
                sums(
                        Metric.SEAT_ADMITTED,
                        Metric.ADMISSION_REFUSED,
                        Metric.TICKET_FORGED,
                        Metric.SEAT_ADMITTED_TWICE,
                        Metric.ADMISSION_UNDONE)));
    }

    private static List<IWidget> queues(Construct scope, Functions functions) {
        return row(
                graph(
                        "Age of the oldest message (s)",
                        Constructs.all(scope, ResilientQueue.class).stream()
                                .map(queue -> (IMetric) queue.queue().metricApproximateAgeOfOldestMessage(maximum()))
                                .toList()),
                graph(
                        "Dead letters",
                        Constructs.all(scope, DeadLetterQueue.class).stream()
                                .map(queue -> (IMetric) queue.metricApproximateNumberOfMessagesVisible(maximum()))
                                .toList()),
                graph(
                        "Outbox lag (ms)",
                        List.of(functions.workers().outbox().metric("IteratorAge", "Maximum", MINUTE))));
    }

    private List<IWidget> functions(Construct scope) {
        return row(
                graph("Errors", ofFunctions(scope, "Errors", "Sum")),
                graph("Throttled invocations", ofFunctions(scope, "Throttles", "Sum")),
                graph("Concurrent executions", ofFunctions(scope, "ConcurrentExecutions", "Maximum")),
                graph("Cold starts", sums(Metric.COLD_START)));
    }

    private List<IWidget> apiAndDatabase(HttpApi api) {
        MetricOptions sum =
                MetricOptions.builder().statistic("Sum").period(MINUTE).build();
        return row(
                graph(
                        "HTTP API",
                        List.of(api.metricCount(sum), api.metricClientError(sum), api.metricServerError(sum))),
                graph("HTTP API latency (ms)", List.of(latency(api, "p50"), latency(api, "p99"))),
                graph(
                        "Throttled database requests",
                        Stream.of("seat-claims", "bookings", "waitlist", "catalog")
                                .flatMap(table -> Stream.of("WriteThrottleEvents", "ReadThrottleEvents")
                                        .map(name -> ofTable(table, name)))
                                .toList()));
    }

    private List<IMetric> sums(Metric... metrics) {
        return Stream.of(metrics)
                .map(metric -> (IMetric) StageMetrics.sum(stage, metric, MINUTE))
                .toList();
    }

    private List<IMetric> percentiles(Metric metric) {
        return Stream.of("p50", "p99", "Maximum")
                .map(statistic -> (IMetric) StageMetrics.of(stage, metric, statistic, MINUTE)
                        .with(MetricOptions.builder().label(statistic).build()))
                .toList();
    }

    private static List<IMetric> ofFunctions(Construct scope, String name, String statistic) {
        return Constructs.all(scope, SeatlineFunction.class).stream()
                .map(function -> (IMetric) function.metric(name, statistic, MINUTE))
                .toList();
    }

    private IMetric ofTable(String table, String name) {
        return software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName(name)
                .dimensionsMap(Map.of("TableName", options.tableName(table)))
                .statistic("Sum")
                .period(MINUTE)
                .build();
    }

    private static MetricOptions maximum() {
        return MetricOptions.builder().statistic("Maximum").period(MINUTE).build();
    }

    private static IMetric latency(HttpApi api, String statistic) {
        return api.metricLatency(MetricOptions.builder()
                .statistic(statistic)
                .label(statistic)
                .period(MINUTE)
                .build());
    }

    private static GraphWidget.Builder graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create().title(title).left(metrics).height(HEIGHT);
    }

    /** Graphs side by side over the whole width. */
    private static List<IWidget> row(GraphWidget.Builder... graphs) {
        return Stream.of(graphs)
                .map(graph -> (IWidget) graph.width(WIDTH / graphs.length).build())
                .toList();
    }
}
