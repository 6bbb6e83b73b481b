package io.seatline.usecase.deadline;

import io.seatline.domain.Policies;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.DeadlineIndex;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The Scheduler's tick: puts what ends within two minutes, or is overdue, on the delay queue, to the second. */
public final class FindDeadlines {
    private final List<DeadlineIndex> indexes;
    private final Queues queues;
    private final InstantSource clock;
    private final Metrics metrics;

    public FindDeadlines(List<DeadlineIndex> indexes, Queues queues, InstantSource clock, Metrics metrics) {
        this.indexes = List.copyOf(indexes);
        this.queues = queues;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Looks through one shard (0-based) of the index, two minutes ahead of the minute whose tick it is. What ends within the
     * first of them was found by the tick before, or sent by the outbox, and its message is under way: it is sent once more
     * for a little later, which finds nothing to do unless that message was lost. Finding the same again is harmless.
     */
    public void tick(int shard) {
        // Scheduler fires within the minute that a schedule names.
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        indexes.forEach(index -> index.forEachDeadline(
                shard, minute.plus(Policies.TICK_HORIZON), page -> putOnQueue(page, minute.plus(Policies.TICK))));
    }

    private void putOnQueue(List<PendingDeadline> page, Instant foundBefore) {
        // A page may come much later than the tick began; its delays count from now.
        Instant now = clock.instant();
        List<Delayed> delayed = page.stream()
                .map(item -> new Delayed(item, delay(item.deadline().at(), now, foundBefore)))
                .toList();
        queues.delay(delayed);
        metrics.count(Metric.DEADLINES_FOUND, delayed.size());
    }

    private static Duration delay(Instant at, Instant now, Instant foundBefore) {
        boolean underWay = at.isAfter(now) && !at.isAfter(foundBefore);
        return underWay ? untilDeadline(at, now).plus(Policies.ONCE_MORE) : untilDeadline(at, now);
    }

    public static Duration untilDeadline(Instant at, Instant now) {
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }
}
