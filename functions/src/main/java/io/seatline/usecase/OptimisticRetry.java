package io.seatline.usecase;

import java.util.Optional;
import java.util.function.Supplier;

/** Optimistic concurrency: reads, decides and commits, again and again until no other write comes between. */
public final class OptimisticRetry {
    private static final int TRIES = 8;

    private OptimisticRetry() {}

    /**
     * Makes attempts until one gives a result.
     *
     * @param what names the work in the exception
     * @param attempt gives nothing where its transaction was cancelled by another write
     * @throws IllegalStateException if all eight attempts were cancelled; the caller's caller tries again later
     */
    public static <T> T repeat(String what, Supplier<Optional<T>> attempt) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IllegalStateException(
                what + " lost against other writes " + TRIES + " times; it is tried again later");
    }
}
