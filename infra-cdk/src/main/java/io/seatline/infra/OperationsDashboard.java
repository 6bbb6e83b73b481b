package io.seatline.infra;

import java.util.List;
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
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * One page that shows a stage running. From the top: is anything wrong; do customers get seats, and does money find its
 * way; does work wait; are the functions well.
 */
final class OperationsDashboard {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 6;

    private final DeploymentStage stage;

    private OperationsDashboard(DeploymentStage stage) {
        this.stage = stage;
    }

    static void in(Construct scope, DeploymentStage stage, HttpFront front, Functions functions) {
        OperationsDashboard dashboard = new OperationsDashboard(stage);
        Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(stage.stack())
                .defaultInterval(Duration.hours(3))
                .widgets(List.of(
                        List.of(alarms(scope)),
                        dashboard.seats(),
                        dashboard.line(),
                        dashboard.money(),
                        dashboard.work(scope, functions),
                        dashboard.functions(scope),
                        dashboard.doors(front.api())))
                .build();
    }

    private static IWidget alarms(Construct scope) {
        return AlarmStatusWidget.Builder.create()
                .title("Alarms: each one's description names its runbook")
                .alarms(Observed.all(scope, Alarm.class))
                .width(WIDTH)
                .build();
    }

    private List<IWidget> seats() {
        return row(
                graph("Holds", counted("HoldPlaced", "HoldRefused", "HoldExpired", "BookingCancelled")),
                graph("How late holds end (ms)", timed("HoldExpiryLag", "p50", "p99", "Maximum")),
                graph("Deadlines found by the ticks", counted("DeadlinesFound")));
    }

    private List<IWidget> line() {
        return row(
                graph(
                        "Waitlists",
                        counted("WaitlistJoined", "WaitlistLeft", "OfferMade", "SeatMadePublic", "ShowQueueStalled")),
                graph("From freed to reallocated (ms)", timed("ReallocationTime", "p50", "p99", "Maximum")));
    }

    private List<IWidget> money() {
        return row(
                graph(
                        "Payments",
                        counted(
                                "PaymentCaptured.PAID",
                                "PaymentCaptured.LATE",
                                "PaymentCaptured.REFUNDING",
                                "PaymentCaptured.CASE_OPENED",
                                "PaymentFailed")),
                graph(
                        "Late payments and refunds",
                        counted("LatePaymentSeated", "LatePaymentRefunded", "PaymentRefunded", "RefundFailed")),
                graph(
                        "Forged notifications; notices without a webhook, or too late",
                        counted("NotificationForged", "NoticeUnsent", "NoticeTooLate")));
    }

    private List<IWidget> work(Construct scope, Functions functions) {
        return row(
                graph(
                        "Age of the oldest message (s)",
                        Observed.all(scope, ResilientQueue.class).stream()
                                .map(queue -> age(queue.queue()))
                                .toList()),
                graph(
                        "Dead letters",
                        Observed.all(scope, DeadLetterQueue.class).stream()
                                .map(OperationsDashboard::waiting)
                                .toList()),
                graph(
                        "How far the outbox is behind (ms)",
                        List.of(Observed.ofFunction(functions.outbox(), "IteratorAge", "Maximum"))));
    }

    private List<IWidget> functions(Construct scope) {
        return row(
                graph("Errors", ofFunctions(scope, "Errors", "Sum")),
                graph("Turned away for lack of concurrency", ofFunctions(scope, "Throttles", "Sum")),
                graph("Environments at work", ofFunctions(scope, "ConcurrentExecutions", "Maximum")),
                graph("Cold starts", counted("ColdStart")));
    }

    private List<IWidget> doors(HttpApi api) {
        MetricOptions sum = MetricOptions.builder()
                .statistic("Sum")
                .period(Duration.minutes(1))
                .build();
        return row(
                graph(
                        "HTTP API",
                        List.of(api.metricCount(sum), api.metricClientError(sum), api.metricServerError(sum))),
                graph("HTTP API: time to answer (ms)", List.of(latency(api, "p50"), latency(api, "p99"))),
                graph(
                        "Throttled by the database",
                        Stream.of("seat-claims", "bookings", "waitlist", "catalog")
                                .flatMap(table -> Stream.of("WriteThrottleEvents", "ReadThrottleEvents")
                                        .map(name -> (IMetric) Observed.ofTable(stage, table, name)))
                                .toList()));
    }

    private List<IMetric> counted(String... names) {
        return Stream.of(names)
                .map(name -> (IMetric) Observed.counted(stage, name))
                .toList();
    }

    private List<IMetric> timed(String name, String... statistics) {
        return Stream.of(statistics)
                .map(statistic -> (IMetric) Observed.timed(stage, name, statistic)
                        .with(MetricOptions.builder().label(statistic).build()))
                .toList();
    }

    private static List<IMetric> ofFunctions(Construct scope, String name, String statistic) {
        return Observed.all(scope, SeatlineFunction.class).stream()
                .map(function -> (IMetric) Observed.ofFunction(function, name, statistic))
                .toList();
    }

    private static IMetric age(Queue queue) {
        return queue.metricApproximateAgeOfOldestMessage(maximum());
    }

    private static IMetric waiting(Queue deadLetters) {
        return deadLetters.metricApproximateNumberOfMessagesVisible(maximum());
    }

    private static MetricOptions maximum() {
        return MetricOptions.builder()
                .statistic("Maximum")
                .period(Duration.minutes(1))
                .build();
    }

    private static IMetric latency(HttpApi api, String statistic) {
        return api.metricLatency(MetricOptions.builder()
                .statistic(statistic)
                .label(statistic)
                .period(Duration.minutes(1))
                .build());
    }

    private static GraphWidget.Builder graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create().title(title).left(metrics).height(HEIGHT);
    }

    /** Graphs side by side, over the whole width. */
    private static List<IWidget> row(GraphWidget.Builder... graphs) {
        return Stream.of(graphs)
                .map(graph -> (IWidget) graph.width(WIDTH / graphs.length).build())
                .toList();
    }
}
