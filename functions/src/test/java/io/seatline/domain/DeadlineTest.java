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
    private static final Deadline TOLD = Deadline.forWorker(Deadline.Kind.REALLOCATE, NOW);

    /** By then nearly all is done and costs no message; what is due sooner, the outbox puts on the delay queue. */
    @Test
    void what_the_writer_is_told_of_is_due_well_after_what_a_tick_and_the_outbox_look_ahead() {
        Instant outboxSeesIt = NOW.plusSeconds(30);

        assertTrue(TOLD.at().isAfter(outboxSeesIt.plus(Policies.TICK_HORIZON)));
        assertEquals(NOW, TOLD.since());
    }

    @Test
    void the_writer_is_told_again_after_as_long_as_it_was_waited_for_already_and_at_least_each_half_hour() {
        List<Long> minutes = Stream.iterate(TOLD, deadline -> deadline.backedOff(deadline.at()))
                .limit(8)
                .map(deadline -> Duration.between(NOW, deadline.at()).toMinutes())
                .toList();

        assertEquals(List.of(3L, 6L, 12L, 24L, 48L, 78L, 108L, 138L), minutes);
    }

    @Test
    void however_late_the_writer_is_told_again_its_next_time_counts_from_then() {
        Instant recovered = NOW.plus(Duration.ofHours(5));

        assertEquals(
                new Deadline(Deadline.Kind.REALLOCATE, recovered.plus(Duration.ofMinutes(30)), NOW),
                TOLD.backedOff(recovered));
    }

    /** Clocks differ. */
    @Test
    void told_again_early_it_waits_no_less_than_the_first_time() {
        assertEquals(NOW.plusSeconds(170), TOLD.backedOff(NOW.minusSeconds(10)).at());
    }
}
