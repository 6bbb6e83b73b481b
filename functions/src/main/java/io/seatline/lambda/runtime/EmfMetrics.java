package io.seatline.lambda.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/** Writes metrics to the function's log in CloudWatch's embedded metric format at the end of each invocation. */
final class EmfMetrics implements Metrics {
    private final String namespace;
    private final String service;
    private final InstantSource clock;
    private final Consumer<String> log;
    private MetricsContext collected;
    private boolean isEmpty = true;
    private boolean started;

    /**
     * @param namespace the namespace of the metrics
     * @param service the value of their common dimension
     * @param log receives one line of JSON per flush, and more if a metric has over 100 values
     */
    EmfMetrics(String namespace, String service, InstantSource clock, Consumer<String> log) {
        this.namespace = namespace;
        this.service = service;
        this.clock = clock;
        this.log = log;
        collected = newContext();
    }

    @Override
    public void count(Metric metric, int value) {
        add(metric, value);
    }

    @Override
    public void time(Metric metric, Duration value) {
        add(metric, (double) value.toMillis());
    }

    private synchronized void add(Metric metric, double value) {
        collected.putMetric(
                metric.metricName(), value, Unit.valueOf(metric.unit().name()));
        isEmpty = false;
    }

    /** Counts a cold start at the end of an environment's first invocation. */
    @Override
    public synchronized void flush() {
        if (!started) {
            started = true;
            count(Metric.COLD_START, 1);
        }
        if (isEmpty) {
            return;
        }
        write(collected);
        collected = newContext();
        isEmpty = true;
    }

    /** Writes a line of its own at once, since the dimensions of a line hold for all its metrics. */
    @Override
    public void shardSearched(int shard) {
        MetricsContext context =
                context(DimensionSet.of(Metric.DIMENSION, service, Metric.SHARD, Integer.toString(shard)));
        context.putMetric(Metric.SHARD_SEARCHED.metricName(), 1, Unit.COUNT);
        write(context);
    }

    private void write(MetricsContext context) {
        context.setTimestamp(clock.instant());
        try {
            context.serialize().forEach(log);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metrics cannot be written as JSON", e);
        }
    }

    private MetricsContext newContext() {
        return context(DimensionSet.of(Metric.DIMENSION, service));
    }

    private MetricsContext context(DimensionSet dimensions) {
        MetricsContext context = new MetricsContext();
        context.setNamespace(namespace);
        context.setDimensions(dimensions);
        return context;
    }
}
