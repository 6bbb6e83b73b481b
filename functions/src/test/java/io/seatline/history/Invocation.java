package io.seatline.history;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.events.message.ShowQueueMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * One function invocation in its own thread. Only one invocation runs at a time. It can be paused before any call to a
 * port while others run, and then resumed or killed.
 */
public final class Invocation {
    private static final ScopedValue<Invocation> CURRENT = ScopedValue.newInstance();

    private final Runnable work;
    private final Semaphore resumed = new Semaphore(0);
    private final Semaphore paused = new Semaphore(0);
    private int calls;
    private boolean started;
    private boolean killed;
    private boolean ended;
    private Optional<Throwable> failure = Optional.empty();
    private Set<ShowSeat> taken = new HashSet<>();
    private final Map<ShowId, SalesControl> sales = new HashMap<>();
    private List<ShowQueueMessage> messages = List.of();

    public Invocation(Runnable work) {
        this.work = work;
    }

    /** An error rather than an exception, so that no handler of exceptions keeps the invocation alive. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The running invocation; empty while the history itself reads the tables. */
    static Optional<Invocation> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Pauses the running invocation if its calls are used up. */
    static void beforeCall() {
        current().ifPresent(Invocation::countCall);
    }

    /** Resumes for at most this many calls. Returns whether the invocation is then paused, not ended. */
    boolean resume(int callsAtMost) {
        calls = callsAtMost;
        if (!started) {
            started = true;
            Thread.ofVirtual().start(() -> ScopedValue.where(CURRENT, this).run(this::run));
        }
        resumed.release();
        paused.acquireUninterruptibly();
        failure.ifPresent(Invocation::rethrow);
        return !ended;
    }

    /** Kills the paused invocation. */
    void kill() {
        killed = true;
        resume(0);
    }

    private void run() {
        resumed.acquireUninterruptibly();
        try {
            work.run();
        } catch (Killed _) {
            // The caller, the queue or a deadline triggers the work again.
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        }
        ended = true;
        paused.release();
    }

    private void countCall() {
        if (!killed && --calls < 0) {
            paused.release();
            resumed.acquireUninterruptibly();
        }
        if (killed) {
            throw new Killed();
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /**
     * The invocation reads a show's waitlist state; from here on its decisions must suit the seats that are free now.
     */
    void readsWaitlistState(Model now) {
        taken = new HashSet<>(now.taken());
    }

    /**
     * The invocation reads or writes claims. Seats taken at this moment count as taken for it, even if they are freed
     * later.
     */
    void readsClaims(Model now) {
        taken.addAll(now.taken());
    }

    /**
     * Seats that the invocation may see as taken, because they were at some time since it last read a waitlist state.
     */
    Set<ShowSeat> taken() {
        return taken;
    }

    /** The invocation reads the last decision about a show's sales. */
    void readsSales(SalesChange change) {
        sales.put(change.show(), change.control());
    }

    /** The decisions that it read. */
    Map<ShowId, SalesControl> sales() {
        return sales;
    }

    /** The invocation received these messages from a show queue. */
    void receives(List<ShowQueueMessage> batch) {
        messages = batch;
    }

    List<ShowQueueMessage> messages() {
        return messages;
    }
}
