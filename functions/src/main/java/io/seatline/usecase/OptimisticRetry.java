package io.seatline.usecase;

import java.util.Optional;
import java.util.function.Supplier;

/** Repeats read, decide and commit until no other write interferes (optimistic concurrency). */
public final class OptimisticRetry {
    private static final int TRIES = 8;

    private OptimisticRetry() {}

    /**
     * Repeats an attempt until it returns a result.
     *
     * @param what the work's name, for the exception
     * @param attempt returns empty if another write cancelled its transaction, or if it read half of one
     * @throws Exhausted if all eight attempts were cancelled
     */
    public static <T> T repeat(String what, Supplier<Optional<T>> attempt) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new Exhausted(what + ": other writes cancelled all " + TRIES + " attempts; retry later");
    }

    /** Other writes cancelled every attempt; the message or request must be retried later. */
    public static final class Exhausted extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private Exhausted(String message) {
            super(message);
        }
    }
}
