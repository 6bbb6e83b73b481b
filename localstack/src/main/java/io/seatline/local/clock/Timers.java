package io.seatline.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks at an instant of the cloud's clock, also when that clock is moved. */
public final class Timers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    /** How often to check the clock, for one that jumps without notice. */
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private record Entry(Instant when, long order, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final InstantSource clock;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Runnable listener = this::wake;
    private final Thread thread;
    private long order;
    private boolean running;
    private boolean closed;

    /**
     * Starts the timers.
     *
     * @param clock the clock of the instants
     */
    public Timers(InstantSource clock) {
        this.clock = clock;
        if (clock instanceof MovableClock movable) {
            movable.onMove(listener);
        }
        this.thread = Thread.ofPlatform().daemon().name("timers").start(this::run);
    }

    /**
     * Runs a task when the clock has reached an instant.
     *
     * @param when the instant; at once if it has passed
     * @param task a short task, because it delays the others
     */
    public synchronized void at(Instant when, Runnable task) {
        entries.add(new Entry(when, order++, task));
        notifyAll();
    }

    /** Whether no task is due or running. */
    public synchronized boolean quiet() {
        return !running && (entries.isEmpty() || entries.peek().when().isAfter(clock.instant()));
    }

    private synchronized void wake() {
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                Runnable task = next();
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("A timer's task failed", e);
                }
            }
        } catch (InterruptedException e) {
            // close() ends it.
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        running = false;
        while (!closed) {
            if (entries.isEmpty()) {
                wait();
                continue;
            }
            Duration left = Duration.between(clock.instant(), entries.peek().when());
            if (!left.isPositive()) {
                running = true;
                return entries.remove().task();
            }
            wait(Math.min(left.toMillis() + 1, CHECK_EVERY.toMillis()));
        }
        throw new InterruptedException();
    }

    @Override
    public void close() {
        if (clock instanceof MovableClock movable) {
            movable.forget(listener);
        }
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
    }
}
