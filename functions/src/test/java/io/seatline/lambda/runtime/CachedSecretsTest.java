package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedSecretsTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private boolean away;
    private final CachedSecrets secrets = new CachedSecrets(
            id -> {
                asked.incrementAndGet();
                if (away) {
                    throw new IllegalStateException("no answer");
                }
                return id + " " + asked.get();
            },
            () -> now);

    @Test
    void secret_is_read_once_per_five_minutes_to_allow_rotation() {
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plus(CachedSecrets.KEPT).minusMillis(1);
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plusMillis(1);
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void failing_store_is_read_once_per_ten_seconds() {
        away = true;
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertEquals(1, asked.get());

        away = false;
        now = now.plus(CachedSecrets.FAILED);
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void last_secret_is_used_while_the_store_is_unreachable() {
        assertEquals("momo 1", secrets.get("momo"));
        away = true;
        now = now.plus(Duration.ofHours(1));
        assertEquals("momo 1", secrets.get("momo"));

        away = false;
        now = now.plus(CachedSecrets.FAILED);
        assertEquals("momo 3", secrets.get("momo"));
    }
}
