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

/** MoMo's secret, which an operator or a policy may break. */
class MomoSecretTest {
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void that_it_cannot_be_read_is_counted_and_no_notification_is_taken_for_forged() {
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
