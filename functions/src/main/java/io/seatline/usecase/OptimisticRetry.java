package io.seatline.usecase;

import java.util.Optional;
import java.util.function.Supplier;

/** Reads, decides and commits, and does so again where another write came between. */
public final class OptimisticRetry {
    private static final int TRIES = 8;

    private OptimisticRetry() {}

    /**
     * The result of the first attempt that gives one; an attempt gives none where its transaction was cancelled.
     *
     * @throws IllegalStateException if other writes came between every time; whoever asked tries again later
     */
    public static <T> T repeat(String what, Supplier<Optional<T>> attempt) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IllegalStateException(what + " met other writes " + TRIES + " times; it is tried again");
    }
}
