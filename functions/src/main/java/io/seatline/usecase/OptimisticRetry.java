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
     * @throws IllegalStateException if all eight attempts were cancelled; the message or request must be retried later
     */
    public static <T> T repeat(String what, Supplier<Optional<T>> attempt) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IllegalStateException(what + ": other writes cancelled all " + TRIES + " attempts; retry later");
    }
}
