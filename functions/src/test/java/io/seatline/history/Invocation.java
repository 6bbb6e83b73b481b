package io.seatline.history;

import io.seatline.domain.seating.ShowSeat;
import io.seatline.events.message.ShowQueueMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * A function at work, in a thread of its own, of which one runs at a time: before any call to what is outside it, it can
 * stand still while others go on; and then go on itself, or die there.
 */
public final class Invocation {
    private static final ScopedValue<Invocation> CURRENT = ScopedValue.newInstance();

    private final Runnable work;
    private final Semaphore goes = new Semaphore(0);
    private final Semaphore stands = new Semaphore(0);
    private int calls;
    private boolean started;
    private boolean dies;
    private boolean ended;
    private Optional<Throwable> failure = Optional.empty();
    private Set<ShowSeat> taken = new HashSet<>();
    private List<ShowQueueMessage> messages = List.of();

    public Invocation(Runnable work) {
        this.work = work;
    }

    /** Not an exception: nothing that the function does about those may keep it alive. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The one that runs; none while the history looks at the tables itself. */
    static Optional<Invocation> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Where the one that runs may stand still. */
    static void beforeCall() {
        current().ifPresent(Invocation::call);
    }

    /** Goes on for so many calls, or to its end; whether it then stands still. */
    boolean goOn(int callsAtMost) {
        calls = callsAtMost;
        if (!started) {
            started = true;
            Thread.ofVirtual().start(() -> ScopedValue.where(CURRENT, this).run(this::run));
        }
        goes.release();
        stands.acquireUninterruptibly();
        failure.ifPresent(Invocation::rethrow);
        return !ended;
    }

    /** Dies where it stands. */
    void die() {
        dies = true;
        goOn(0);
    }

    private void run() {
        goes.acquireUninterruptibly();
        try {
            work.run();
        } catch (Death _) {
            // Its caller, its queue or a due time comes again.
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        }
        ended = true;
        stands.release();
    }

    private void call() {
        if (!dies && --calls < 0) {
            stands.release();
            goes.acquireUninterruptibly();
        }
        if (dies) {
            throw new Death();
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** It reads a show's waitlist. What it then does must be right for the seats that are free now. */
    void readsLine(Model now) {
        taken = new HashSet<>(now.taken());
    }

    /** It reads or writes claims: a seat that is taken now is not free to it, even if it becomes free again. */
    void readsClaims(Model now) {
        taken.addAll(now.taken());
    }

    /** The seats that it may think taken: they were, at some time since it last read a waitlist. */
    Set<ShowSeat> taken() {
        return taken;
    }

    /** It works through these messages of a show queue. */
    void takes(List<ShowQueueMessage> showQueue) {
        messages = showQueue;
    }

    List<ShowQueueMessage> messages() {
        return messages;
    }
}
