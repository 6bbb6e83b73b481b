package io.seatline.lambda;

import io.seatline.usecase.Meter;
import java.time.Duration;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Metrics as CloudWatch's embedded metric format in the function's log; namespace and service come from the template. */
final class PowertoolsMeter implements Meter {
    private final Metrics metrics;
    private boolean started;
    private boolean measured;

    PowertoolsMeter() {
        this(MetricsFactory.getMetricsInstance());
    }

    PowertoolsMeter(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void count(String metric, int value) {
        measured = true;
        metrics.addMetric(metric, value, MetricUnit.COUNT);
    }

    @Override
    public void time(String metric, Duration value) {
        measured = true;
        metrics.addMetric(metric, (double) value.toMillis(), MetricUnit.MILLISECONDS);
    }

    /** At the end of its first invocation an environment counts itself. An empty flush would write a warning. */
    @Override
    public void flush() {
        if (!started) {
            started = true;
            count("ColdStart", 1);
        }
        if (measured) {
            measured = false;
            metrics.flush();
        }
    }
}
