package io.seatline.local.rush;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** Generates load, on a virtual thread for each worker or customer. */
final class Load {
    /** Returned in place of a status when nothing is left to request. */
    static final int EXHAUSTED = -1;

    private Load() {}

    /** A simulated customer of the open model. */
    interface Arrival {
        /**
         * Runs the whole visit.
         *
         * @param number from 0
         * @param scheduled the arrival ({@link System#nanoTime}), from which waits count
         */
        void run(int number, long scheduled);
    }

    /**
     * Runs the closed model: each worker sends its next request as soon as the last one is answered. It measures
     * throughput. Use the open model to measure how long customers wait who come at random times.
     *
     * @param requests makes a worker's request, which returns its status or {@link #EXHAUSTED}
     * @throws IllegalStateException if a worker fails
     */
    static LoadResult closed(String kind, int workers, Duration length, IntFunction<IntSupplier> requests) {
        Timings timings = new Timings();
        AtomicBoolean exhausted = new AtomicBoolean();
        List<Future<?>> running = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < workers; worker++) {
                IntSupplier request = requests.apply(worker);
                running.add(threads.submit(() -> {
                    for (long sent = System.nanoTime(); sent < end && !exhausted.get(); sent = System.nanoTime()) {
                        int status = request.getAsInt();
                        if (status == EXHAUSTED) {
                            exhausted.set(true);
                        } else {
                            timings.record(kind, sent, status);
                        }
                    }
                }));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        running.forEach(Load::requireSuccess);
        return timings.result(kind, seconds);
    }

    /**
     * Runs the open model: each customer comes at a scheduled time, even if earlier customers still wait for an answer.
     *
     * @param offsets the arrivals in nanoseconds from now, ascending
     * @param gone counts the customers who have left
     * @throws IllegalStateException if a customer fails
     */
    static void open(List<Long> offsets, AtomicInteger gone, Arrival arrival) {
        List<Future<?>> running = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int customer = 0; customer < offsets.size(); customer++) {
                int number = customer;
                long scheduled = start + offsets.get(customer);
                sleepUntil(scheduled);
                running.add(threads.submit(() -> {
                    arrival.run(number, scheduled);
                    gone.incrementAndGet();
                }));
            }
        }
        running.forEach(Load::requireSuccess);
    }

    private static void requireSuccess(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load generator failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the rush was interrupted", e);
        }
    }

    /** Sleeps until a {@link System#nanoTime}. */
    static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
