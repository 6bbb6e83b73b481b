package io.seatline.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Deadline WORKER_DEADLINE = Deadline.forWorker(Deadline.Kind.REALLOCATE, NOW);

    /**
     * By then the worker is normally done, so no message is needed; the outbox puts earlier deadlines on the delay
     * queue.
     */
    @Test
    void worker_deadline_is_beyond_the_horizon_of_tick_and_outbox() {
        Instant seenByOutbox = NOW.plusSeconds(30);

        assertTrue(WORKER_DEADLINE.at().isAfter(seenByOutbox.plus(Policies.TICK_HORIZON)));
        assertEquals(NOW, WORKER_DEADLINE.since());
    }

    @Test
    void backing_off_doubles_the_wait_up_to_half_an_hour() {
        List<Long> minutes = Stream.iterate(WORKER_DEADLINE, deadline -> deadline.backedOff(deadline.at()))
                .limit(8)
                .map(deadline -> Duration.between(NOW, deadline.at()).toMinutes())
                .toList();

        assertEquals(List.of(3L, 6L, 12L, 24L, 48L, 78L, 108L, 138L), minutes);
    }

    @Test
    void backing_off_late_counts_from_the_current_time() {
        Instant recovered = NOW.plus(Duration.ofHours(5));

        assertEquals(
                new Deadline(Deadline.Kind.REALLOCATE, recovered.plus(Duration.ofMinutes(30)), NOW),
                WORKER_DEADLINE.backedOff(recovered));
    }

    /** Clocks of two functions differ. */
    @Test
    void backing_off_early_waits_no_less_than_the_first_time() {
        assertEquals(
                NOW.plusSeconds(170),
                WORKER_DEADLINE.backedOff(NOW.minusSeconds(10)).at());
    }
}
