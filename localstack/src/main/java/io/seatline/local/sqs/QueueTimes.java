package io.seatline.local.sqs;

import io.seatline.local.clock.MovableClock;
import io.seatline.local.clock.Signal;
import io.seatline.local.clock.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.elasticmq.util.NowProvider;

/** The time of queues: the cloud's clock, and the signals raised when a message may have become visible. */
final class QueueTimes {

    /** Wake-ups are rounded to this many milliseconds, so that a burst of messages shares a timer. */
    private static final long GRAIN = 20;

    /** SQS forgets a deduplication id after five minutes. */
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private record Sent(OffsetDateTime machine, Instant clock) {}

    private final InstantSource clock;
    private final Deque<Sent> sends = new ConcurrentLinkedDeque<>();
    private final Timers timers;
    private final Map<String, Signal> signals = new ConcurrentHashMap<>();
    private final Map<String, Set<Long>> wakeUps = new ConcurrentHashMap<>();
    private final Runnable moved = this::raiseAll;

    QueueTimes(InstantSource clock, Timers timers) {
        this.clock = clock;
        this.timers = timers;
        if (clock instanceof MovableClock movable) {
            movable.onMove(moved);
        }
    }

    private void raiseAll() {
        signals.values().forEach(Signal::raise);
    }

    long nowMillis() {
        return clock.millis();
    }

    /** Records that a message is being sent to a FIFO queue. */
    void sent() {
        sends.addLast(new Sent(OffsetDateTime.now(ZoneOffset.UTC), clock.instant()));
    }

    /**
     * The time to expire deduplication ids at. ElasticMQ dates them by the machine's clock, so this is the machine time at
     * which exactly the ids that are too old by the cloud's clock are too old.
     */
    OffsetDateTime deduplicationNow() {
        Instant oldest = clock.instant().minus(DEDUPLICATION);
        Sent first = sends.peekFirst();
        while (first != null && first.clock().isBefore(oldest)) {
            sends.pollFirst();
            first = sends.peekFirst();
        }
        OffsetDateTime stillKnown = first == null ? OffsetDateTime.now(ZoneOffset.UTC) : first.machine();
        return stillKnown.plus(DEDUPLICATION);
    }

    NowProvider nowProvider() {
        return new NowProvider() {
            @Override
            public long nowMillis() {
                return QueueTimes.this.nowMillis();
            }

            @Override
            public OffsetDateTime now() {
                return deduplicationNow();
            }
        };
    }

    Signal signal(String queue) {
        return signals.computeIfAbsent(queue, _ -> new Signal());
    }

    /** Raises a queue's signal when a message becomes visible, in epoch milliseconds. */
    void visibleAt(String queue, long millis) {
        if (millis <= nowMillis()) {
            signal(queue).raise();
            return;
        }
        long rounded = (millis + GRAIN - 1) / GRAIN * GRAIN;
        Set<Long> known = wakeUps.computeIfAbsent(queue, _ -> ConcurrentHashMap.newKeySet());
        if (known.add(rounded)) {
            timers.at(Instant.ofEpochMilli(rounded), () -> {
                known.remove(rounded);
                signal(queue).raise();
            });
        }
    }

    void close() {
        if (clock instanceof MovableClock movable) {
            movable.forget(moved);
        }
    }
}
