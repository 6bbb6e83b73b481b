package io.seatline.local.rush;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * The closed model: so many workers, each of which asks again as soon as it is answered. It finds how much a system
 * takes, not how long a customer waits who comes when they like; that is {@link OpenLoad}'s.
 */
final class ClosedLoad {
    private final int workers;

    ClosedLoad(int workers) {
        this.workers = workers;
    }

    /** What a worker does again and again. */
    interface Act {
        /**
         * Does it once.
         *
         * @return the answer's status, or {@link #NO_MORE}
         */
        int once();
    }

    /** There is nothing left to do. */
    static final int NO_MORE = -1;

    /** Makes each worker's act, with what is its own, such as a connection. */
    interface Acts {
        Act of(int worker);
    }

    private record Share(Histogram nanos, Map<Integer, Long> answers) {}

    /**
     * Has the workers work for so long.
     *
     * @throws IllegalStateException with the cause, when a worker fails
     */
    Measured run(String what, Duration length, Acts acts) {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Share>> shares = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rush-", 0).factory())) {
            for (int worker = 0; worker < workers; worker++) {
                Act act = acts.of(worker);
                shares.add(threads.submit(() -> work(act, end, over)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Histogram nanos = new Histogram(3);
        Map<Integer, Long> answers = new TreeMap<>();
        for (Future<Share> share : shares) {
            Share done = done(share);
            nanos.add(done.nanos());
            done.answers().forEach((status, count) -> answers.merge(status, count, Long::sum));
        }
        return Measured.of(what, nanos, seconds, answers);
    }

    private static Share work(Act act, long end, AtomicBoolean over) {
        Histogram nanos = new Histogram(3);
        Map<Integer, Long> answers = new TreeMap<>();
        long now = System.nanoTime();
        while (now < end && !over.get()) {
            int status = act.once();
            long after = System.nanoTime();
            if (status == NO_MORE) {
                over.set(true);
            } else {
                nanos.recordValue(after - now);
                answers.merge(status, 1L, Long::sum);
            }
            now = after;
        }
        return new Share(nanos, answers);
    }

    private static Share done(Future<Share> share) {
        try {
            return share.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker of the rush failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the rush was interrupted", e);
        }
    }
}
