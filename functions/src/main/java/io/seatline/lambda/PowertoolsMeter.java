package io.seatline.lambda;

import io.seatline.usecase.Meter;
import java.time.Duration;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Metrics as CloudWatch's embedded metric format in the function's log; namespace and service come from the template. */
final class PowertoolsMeter implements Meter {
    private final Metrics metrics = MetricsFactory.getMetricsInstance();

    @Override
    public void count(String metric, int value) {
        metrics.addMetric(metric, value, MetricUnit.COUNT);
    }

    @Override
    public void time(String metric, Duration value) {
        metrics.addMetric(metric, (double) value.toMillis(), MetricUnit.MILLISECONDS);
    }

    @Override
    public void flush() {
        metrics.flush();
    }
}
