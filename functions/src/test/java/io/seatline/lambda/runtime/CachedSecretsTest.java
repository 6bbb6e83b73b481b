package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedSecretsTest {
    private final AtomicInteger reads = new AtomicInteger();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private boolean failing;
    private final CachedSecrets secrets = new CachedSecrets(
            id -> {
                reads.incrementAndGet();
                if (failing) {
                    throw new IllegalStateException("unreachable");
                }
                return id + " " + reads.get();
            },
            clock);

    @Test
    void secret_is_read_once_per_five_minutes_to_allow_rotation() {
        assertEquals("momo 1", secrets.get("momo"));
        clock.advance(CachedSecrets.KEPT.minusMillis(1));
        assertEquals("momo 1", secrets.get("momo"));
        clock.advance(Duration.ofMillis(1));
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void failing_store_is_read_once_per_ten_seconds() {
        failing = true;
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertEquals(1, reads.get());

        failing = false;
        clock.advance(CachedSecrets.FAILED);
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void last_secret_is_used_while_the_store_is_unreachable() {
        assertEquals("momo 1", secrets.get("momo"));
        failing = true;
        clock.advance(Duration.ofHours(1));
        assertEquals("momo 1", secrets.get("momo"));

        failing = false;
        clock.advance(CachedSecrets.FAILED);
        assertEquals("momo 3", secrets.get("momo"));
    }

    @Test
    void suspected_secret_is_read_again_at_once_but_not_twice_in_ten_seconds() {
        assertEquals("momo 1", secrets.get("momo"));
        clock.advance(CachedSecrets.FAILED);
        secrets.suspect("momo");
        assertEquals("momo 2", secrets.get("momo"));
        clock.advance(CachedSecrets.FAILED.minusMillis(1));
        secrets.suspect("momo");
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void suspicion_keeps_the_last_secret_of_an_unreachable_store() {
        assertEquals("momo 1", secrets.get("momo"));
        clock.advance(Duration.ofMinutes(1));
        failing = true;
        secrets.suspect("momo");
        assertEquals("momo 1", secrets.get("momo"));
    }
}
