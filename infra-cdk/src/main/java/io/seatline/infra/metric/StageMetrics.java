package io.seatline.infra.metric;

import io.seatline.events.metric.Metric;
import io.seatline.infra.deployment.DeploymentStage;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The metrics that the functions of a stage record. */
public final class StageMetrics {
    /** The CloudWatch namespace that every function writes to. */
    public static final String NAMESPACE = "Seatline";

    private StageMetrics() {}

    /** The sum of a counter over each period. */
    public static software.amazon.awscdk.services.cloudwatch.Metric sum(
            DeploymentStage stage, Metric metric, Duration period) {
        return of(stage, metric, "Sum", period);
    }

    /** How often a shard of the deadline index was searched in each period. */
    public static software.amazon.awscdk.services.cloudwatch.Metric shardSearched(
            DeploymentStage stage, int shard, Duration period) {
        return sum(stage, Metric.SHARD_SEARCHED, period)
                .with(MetricOptions.builder()
                        .dimensionsMap(Map.of(Metric.DIMENSION, stage.stack(), Metric.SHARD, Integer.toString(shard)))
                        .build());
    }

    /** A metric with a statistic such as {@code p99} or {@code Maximum}. */
    public static software.amazon.awscdk.services.cloudwatch.Metric of(
            DeploymentStage stage, Metric metric, String statistic, Duration period) {
        return software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(metric.metricName())
                .dimensionsMap(Map.of(Metric.DIMENSION, stage.stack()))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
