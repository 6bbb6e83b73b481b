package io.seatline.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptSecretsTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final KeptSecrets secrets = new KeptSecrets(id -> id + " " + asked.incrementAndGet(), () -> now);

    @Test
    void a_secret_is_asked_for_once_in_five_minutes_so_that_a_rotated_one_is_taken_up() {
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plus(KeptSecrets.KEPT).minusMillis(1);
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plusMillis(1);
        assertEquals("momo 2", secrets.get("momo"));
    }
}
