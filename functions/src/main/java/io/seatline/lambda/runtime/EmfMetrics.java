package io.seatline.lambda.runtime;

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
    /** The one dimension: two stages may share an account. */
    private static final String DIMENSION = "Service";

    /** What one line may hold of a metric. */
    private static final int MOST_VALUES = 100;

    private final String namespace;
    private final String service;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Map<String, Values> measured = new LinkedHashMap<>();
    private boolean started;

    private record Values(String unit, List<Double> values) {}

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
    public synchronized void count(String metric, int value) {
        add(metric, "Count", value);
    }

    @Override
    public synchronized void time(String metric, Duration value) {
        add(metric, "Milliseconds", (double) value.toMillis());
    }

    private void add(String metric, String unit, double value) {
        List<Double> values = measured.computeIfAbsent(metric, _ -> new Values(unit, new ArrayList<>()))
                .values();
        values.add(value);
        if (values.size() == MOST_VALUES) {
            write();
        }
    }

    /** At the end of its first invocation an environment counts itself. */
    @Override
    public synchronized void flush() {
        if (!started) {
            started = true;
            count("ColdStart", 1);
        }
        if (!measured.isEmpty()) {
            write();
        }
    }

    private void write() {
        List<Map<String, String>> metrics = new ArrayList<>();
        Map<String, Object> line = new LinkedHashMap<>();
        measured.forEach((name, of) -> metrics.add(Map.of("Name", name, "Unit", of.unit())));
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
                                List.of(List.of(DIMENSION)),
                                "Metrics",
                                metrics))));
        line.put(DIMENSION, service);
        measured.forEach((name, of) ->
                line.put(name, of.values().size() == 1 ? of.values().getFirst() : of.values()));
        log.accept(Http.write(line));
        measured.clear();
    }
}
