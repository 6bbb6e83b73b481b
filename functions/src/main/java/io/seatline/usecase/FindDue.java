package io.seatline.usecase;

import io.seatline.domain.Policies;
import io.seatline.usecase.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The Scheduler's tick: puts what ends within two minutes, or is overdue, on the delay queue, to the second. */
public final class FindDue {
    private final List<DueIndex> indexes;
    private final Queues queues;
    private final InstantSource clock;
    private final Meter meter;

    public FindDue(List<DueIndex> indexes, Queues queues, InstantSource clock, Meter meter) {
        this.indexes = List.copyOf(indexes);
        this.queues = queues;
        this.clock = clock;
        this.meter = meter;
    }

    /** Looks through one shard (0-based) of the index. Finding the same again is harmless. */
    public void tick(int shard) {
        Instant horizon = clock.instant().plus(Policies.TICK_HORIZON);
        indexes.forEach(index -> index.forEachDue(shard, horizon, this::putOnQueue));
    }

    private void putOnQueue(List<DueItem> page) {
        // A page may come much later than the tick began; its delays count from now.
        Instant now = clock.instant();
        List<Delayed> delayed = page.stream()
                .map(item -> new Delayed(item, untilDue(item.due().at(), now)))
                .toList();
        queues.delay(delayed);
        meter.count("DueFound", delayed.size());
    }

    static Duration untilDue(Instant at, Instant now) {
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }
}
