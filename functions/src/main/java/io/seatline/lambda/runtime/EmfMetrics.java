package io.seatline.lambda.runtime;

import io.seatline.events.metric.Metric;
import io.seatline.lambda.http.Http;
import io.seatline.usecase.port.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics as CloudWatch's embedded metric format in the function's log, in one line at the end of an invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     Embedded metric format</a>
 */
final class EmfMetrics implements Metrics {
    /** How many values of a metric one line may hold. */
    private static final int MOST_VALUES = 100;

    private final String namespace;
    private final String service;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Map<Metric, List<Double>> values = new LinkedHashMap<>();
    private boolean started;

    /**
     * @param namespace of the metrics
     * @param service the value of their dimension
     * @param log takes a line
     */
    EmfMetrics(String namespace, String service, InstantSource clock, Consumer<String> log) {
        this.namespace = namespace;
        this.service = service;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public synchronized void count(Metric metric, int value) {
        add(metric, value);
    }

    @Override
    public synchronized void time(Metric metric, Duration value) {
        add(metric, (double) value.toMillis());
    }

    private void add(Metric metric, double value) {
        List<Double> line = values.computeIfAbsent(metric, _ -> new ArrayList<>());
        line.add(value);
        if (line.size() == MOST_VALUES) {
            write();
        }
    }

    /** At the end of its first invocation an environment counts itself. */
    @Override
    public synchronized void flush() {
        if (!started) {
            started = true;
            count(Metric.COLD_START, 1);
        }
        if (!values.isEmpty()) {
            write();
        }
    }

    private void write() {
        List<Map<String, String>> metrics = new ArrayList<>();
        Map<String, Object> line = new LinkedHashMap<>();
        values.keySet()
                .forEach(metric -> metrics.add(Map.of(
                        "Name", metric.metricName(), "Unit", metric.unit().unitName())));
        line.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        clock.millis(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace",
                                namespace,
                                "Dimensions",
                                List.of(List.of(Metric.DIMENSION)),
                                "Metrics",
                                metrics))));
        line.put(Metric.DIMENSION, service);
        values.forEach((metric, all) -> line.put(metric.metricName(), all.size() == 1 ? all.getFirst() : all));
        log.accept(Http.write(line));
        values.clear();
    }
}
