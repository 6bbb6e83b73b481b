package io.seatline.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that tests and benchmarks move. Everything that waits for a time in the embedded cloud (delayed messages,
 * visibility timeouts, schedules, retries) happens as soon as the clock has passed that time.
 */
public final class MovableClock implements InstantSource {

    private final InstantSource base;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Duration offset = Duration.ZERO;

    private MovableClock(InstantSource base) {
        this.base = base;
    }

    /**
     * Makes a clock that stands still until it is moved.
     *
     * @param start its first instant
     */
    public static MovableClock standingAt(Instant start) {
        return new MovableClock(InstantSource.fixed(start));
    }

    /**
     * Makes a clock that runs with another one and can be moved ahead of it.
     *
     * @param base e.g. {@link InstantSource#system()}
     */
    public static MovableClock runningWith(InstantSource base) {
        return new MovableClock(base);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset);
    }

    /**
     * Moves the clock forward.
     *
     * @param duration by how much; not negative
     * @throws IllegalArgumentException when the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The clock cannot go back: " + duration);
        }
        synchronized (listeners) {
            offset = offset.plus(duration);
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * Calls a listener whenever the clock has been moved.
     *
     * @param listener called on the thread that moves the clock; must not block
     */
    public void onMove(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Removes a listener.
     *
     * @param listener the one given to {@link #onMove}
     */
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
