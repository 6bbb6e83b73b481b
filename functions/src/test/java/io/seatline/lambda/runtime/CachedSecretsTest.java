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
    void a_secret_is_asked_for_once_in_five_minutes_so_that_a_rotated_one_is_taken_up() {
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plus(CachedSecrets.KEPT).minusMillis(1);
        assertEquals("momo 1", secrets.get("momo"));
        now = now.plusMillis(1);
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void a_store_that_does_not_answer_is_asked_once_in_ten_seconds_so_that_who_asks_need_not_wait_for_it() {
        away = true;
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertThrows(IllegalStateException.class, () -> secrets.get("momo"));
        assertEquals(1, asked.get());

        away = false;
        now = now.plus(CachedSecrets.FAILED);
        assertEquals("momo 2", secrets.get("momo"));
    }

    @Test
    void while_the_store_is_away_the_last_text_serves_on() {
        assertEquals("momo 1", secrets.get("momo"));
        away = true;
        now = now.plus(Duration.ofHours(1));
        assertEquals("momo 1", secrets.get("momo"));

        away = false;
        now = now.plus(CachedSecrets.FAILED);
        assertEquals("momo 3", secrets.get("momo"));
    }
}
