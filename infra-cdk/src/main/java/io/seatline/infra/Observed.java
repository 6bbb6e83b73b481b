package io.seatline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.IConstruct;

/** What can be seen of a running stage: what its functions count, and what AWS measures of them. */
final class Observed {
    private static final String LAMBDA = "AWS/Lambda";

    private Observed() {}

    /** How often something happened, as the functions count it; one dimension, the service. */
    static Metric counted(DeploymentStage stage, String name) {
        return business(stage, name).statistic("Sum").build();
    }

    /** How long something took, in milliseconds: a statistic such as {@code p99}. */
    static Metric timed(DeploymentStage stage, String name, String statistic) {
        return business(stage, name).statistic(statistic).build();
    }

    private static Metric.Builder business(DeploymentStage stage, String name) {
        return Metric.Builder.create()
                .namespace(Functions.METRICS_NAMESPACE)
                .metricName(name)
                .dimensionsMap(Map.of("Service", stage.stack()))
                .period(Duration.minutes(1));
    }

    /** What Lambda measures of a function, whatever its version. */
    static Metric ofFunction(SeatlineFunction function, String name, String statistic) {
        IFunction lambda = function.live().getLambda();
        return Metric.Builder.create()
                .namespace(LAMBDA)
                .metricName(name)
                .dimensionsMap(Map.of("FunctionName", lambda.getFunctionName()))
                .statistic(statistic)
                .period(Duration.minutes(1))
                .build();
    }

    /** What DynamoDB measures of a table and its indexes. */
    static Metric ofTable(DeploymentStage stage, String table, String name) {
        return Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName(name)
                .dimensionsMap(Map.of("TableName", stage.nameOf(table)))
                .statistic("Sum")
                .period(Duration.minutes(1))
                .build();
    }

    /** All constructs of a kind, in the order in which they were made. */
    static <T> List<T> all(IConstruct scope, Class<T> kind) {
        return scope.getNode().findAll().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
