package io.seatline.local.clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Wakes one reader when there may be something new; raising it twice before the reader checks has the same effect as once. */
public final class Signal {

    private long raised;
    private long seen;

    /** Wakes the reader. */
    public synchronized void raise() {
        raised++;
        notifyAll();
    }

    /** How often it was raised; a reader gets this count before it checks for work. */
    public synchronized long raised() {
        return raised;
    }

    /**
     * Records that the reader has seen everything up to a count.
     *
     * @param count the value of {@link #raised} before the reader checked
     */
    public synchronized void seen(long count) {
        seen = Math.max(seen, count);
    }

    /** Whether the reader has seen everything. */
    public synchronized boolean quiet() {
        return seen >= raised;
    }

    /**
     * Waits until it has been raised since the reader last saw everything.
     *
     * @throws InterruptedException when the reader is stopped
     */
    public synchronized void await() throws InterruptedException {
        while (quiet()) {
            wait();
        }
    }

    /**
     * Waits until it has been raised since the reader last saw everything.
     *
     * @param atMost how long to wait, by the machine's clock
     * @throws InterruptedException when the reader is stopped
     */
    public synchronized void await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); quiet() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
