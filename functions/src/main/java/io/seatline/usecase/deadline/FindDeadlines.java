package io.seatline.usecase.deadline;

import io.seatline.domain.Policies;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.correlation.Correlated;
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
import java.util.Optional;

/**
 * Handles a Scheduler tick: sends deadlines within two minutes, and overdue ones, to the delay queue, to the second.
 */
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
     * Reads one shard (0-based) of the index, up to two minutes after the start of the tick's minute.
     *
     * <p>A deadline in the first of these minutes already has a message, sent by the previous tick or the outbox. This
     * tick sends a second one with {@link Policies#RESEND_DELAY}, which finds nothing to do unless the first one was
     * lost. Repeated messages are harmless.
     */
    public void tick(int shard) {
        // Scheduler invokes this within the scheduled minute.
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        indexes.forEach(index -> index.forEachDeadline(
                shard, minute.plus(Policies.TICK_HORIZON), page -> putOnQueue(page, minute.plus(Policies.TICK))));
        // An alarm per shard watches this: without it, nobody would notice that a shard is not searched.
        metrics.shardSearched(shard);
    }

    private void putOnQueue(List<PendingDeadline> page, Instant foundBefore) {
        // A page can arrive long after the tick started, so its delays count from now.
        Instant now = clock.instant();
        List<Correlated<Delayed>> delayed = page.stream()
                // Without the id of the item's first request, which is read with the item when the deadline is met.
                .map(item -> new Correlated<>(
                        new Delayed(item, delay(item.deadline().at(), now, foundBefore)), Optional.empty()))
                .toList();
        queues.delay(delayed);
        metrics.count(Metric.DEADLINES_FOUND, delayed.size());
    }

    private static Duration delay(Instant at, Instant now, Instant foundBefore) {
        boolean alreadySent = at.isAfter(now) && !at.isAfter(foundBefore);
        return alreadySent ? untilDeadline(at, now).plus(Policies.RESEND_DELAY) : untilDeadline(at, now);
    }

    /** The time until a deadline; zero if it has passed. */
    public static Duration untilDeadline(Instant at, Instant now) {
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }
}
