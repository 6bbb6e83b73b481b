package io.seatline.local.rush;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * The open model: customers come when they like, whether or not those before them have been answered. When each comes is
 * drawn beforehand, so a slow system makes nobody come later, and the wait is counted from then.
 */
final class OpenLoad {
    private final double perSecond;
    private final RandomGenerator random;

    /**
     * @param perSecond how many come a second, on average; the times between two are exponential
     */
    OpenLoad(double perSecond, RandomGenerator random) {
        this.perSecond = perSecond;
        this.random = random;
    }

    /** What a customer does. */
    interface Coming {
        /**
         * Comes, does it all, and goes.
         *
         * @param number which customer, from 0
         * @param meant when the customer comes, {@link System#nanoTime}
         */
        void come(int number, long meant);
    }

    /**
     * Lets so many come, each on a thread of its own, and waits until all have gone.
     *
     * @param gone counts those who have gone
     * @throws IllegalStateException with the cause, when one fails
     */
    void run(int customers, Coming coming, AtomicInteger gone) {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long meant = System.nanoTime();
            for (int customer = 0; customer < customers && failure.get() == null; customer++) {
                meant += (long) (-Math.log(1 - random.nextDouble()) / perSecond * TimeUnit.SECONDS.toNanos(1));
                waitUntil(meant);
                int number = customer;
                long at = meant;
                threads.execute(() -> {
                    try {
                        coming.come(number, at);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        gone.incrementAndGet();
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a customer of the rush failed: " + failure.get(), failure.get());
        }
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How long it takes until all have come, about. */
    Duration length(int customers) {
        return Duration.ofMillis((long) (customers / perSecond * 1_000));
    }
}
