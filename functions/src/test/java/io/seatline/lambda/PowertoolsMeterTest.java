package io.seatline.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.metrics.Metrics;

class PowertoolsMeterTest {
    private final List<String> written = new ArrayList<>();
    private final PowertoolsMeter meter = new PowertoolsMeter((Metrics) Proxy.newProxyInstance(
            Metrics.class.getClassLoader(), new Class<?>[] {Metrics.class}, (_, method, arguments) -> {
                written.add(
                        method.getName().equals("flush")
                                ? "flush"
                                : arguments[0] + " " + arguments[1] + " " + arguments[2]);
                return null;
            }));

    @Test
    void an_environment_counts_its_start_with_its_first_invocation_and_never_again() {
        meter.count("HoldPlaced", 1);
        meter.flush();
        assertEquals(List.of("HoldPlaced 1.0 COUNT", "ColdStart 1.0 COUNT", "flush"), written);

        written.clear();
        meter.time("HoldExpiryLag", Duration.ofSeconds(2));
        meter.flush();
        assertEquals(List.of("HoldExpiryLag 2000.0 MILLISECONDS", "flush"), written);
    }

    @Test
    void an_invocation_that_measures_nothing_writes_nothing() {
        meter.flush();
        written.clear();
        meter.flush();
        assertEquals(List.of(), written);
    }
}
