package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.events.metric.Metric;
import io.seatline.lambda.Deployment;
import io.seatline.testing.CountingMetrics;
import io.seatline.usecase.port.IpnReader;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Behaviour if MoMo's secret cannot be read, for example because an operator or a policy broke it. */
class MomoSecretTest {
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void unreadable_secret_is_counted_and_no_ipn_is_called_forged() {
        Wiring wiring = new Wiring(new Platform(
                Map.of("MOMO_SECRET_ID", "seatline-test-momo"),
                InstantSource.system(),
                new Random(1),
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                _ -> {
                    throw new IllegalStateException("access denied");
                },
                metrics));
        IpnReader ipnReader = wiring.ipnReader();
        String body = Deployment.call("notify.json").getBody();

        assertThrows(IllegalStateException.class, () -> ipnReader.read(body));
        assertEquals(Map.of(Metric.MOMO_SECRET_UNREADABLE, 1), metrics.counts());
    }
}
