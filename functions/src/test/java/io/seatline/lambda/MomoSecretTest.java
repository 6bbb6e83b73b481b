package io.seatline.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.testing.CountingMeter;
import io.seatline.usecase.Notifications;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** MoMo's secret, which an operator or a policy may break. */
class MomoSecretTest {
    private final CountingMeter meter = new CountingMeter();

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
                meter));
        Notifications notifications = wiring.notifications();
        String body = Deployment.call("notify.json").getBody();

        assertThrows(IllegalStateException.class, () -> notifications.read(body));
        assertEquals(Map.of("MomoSecretUnreadable", 1), meter.counts());
    }
}
