package io.seatline.usecase.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.events.metric.Metric;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.Fixture;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.port.DeadlineIndex;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The heartbeat of a shard; what a tick sends is tested with the deadlines. */
class FindDeadlinesTest {
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void a_shard_counts_as_searched_after_both_indexes_are_read() {
        tick((_, _, _) -> {}, (_, _, _) -> {});

        assertEquals(Map.of(Metric.SHARD_SEARCHED, 1), metrics.counts());
    }

    @Test
    void a_shard_whose_search_fails_does_not_count() {
        DeadlineIndex unavailable = (_, _, _) -> {
            throw new IllegalStateException("throttled");
        };

        assertThrows(IllegalStateException.class, () -> tick((_, _, _) -> {}, unavailable));
        assertEquals(Map.of(), metrics.counts());
    }

    private void tick(DeadlineIndex bookings, DeadlineIndex entries) {
        new FindDeadlines(List.of(bookings, entries), new RecordingQueues(), InstantSource.fixed(Fixture.NOW), metrics)
                .tick(3);
    }
}
