package io.seatline.local.clock;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one reader when there may be something new; raising it twice before the reader checks has the same effect as once. */
public final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long raised;
    private long seen;

    /** Wakes the reader. */
    public void raise() {
        lock.lock();
        try {
            raised++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it was raised; a reader gets this count before it checks for work. */
    public long raised() {
        lock.lock();
        try {
            return raised;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records that the reader has seen everything up to a count.
     *
     * @param count the value of {@link #raised} before the reader checked
     */
    public void seen(long count) {
        lock.lock();
        try {
            seen = Math.max(seen, count);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has seen everything. */
    public boolean quiet() {
        lock.lock();
        try {
            return seen >= raised;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it has been raised since the reader last saw everything.
     *
     * @throws InterruptedException when the reader is stopped
     */
    public void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (seen >= raised) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it has been raised since the reader last saw everything.
     *
     * @param atMost how long to wait, by the machine's clock
     * @throws InterruptedException when the reader is stopped
     */
    public void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (seen >= raised && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
