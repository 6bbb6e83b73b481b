package io.seatline.usecase.correlation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change, a message, an event or a deadline with the {@link Correlation} id.
 *
 * @param correlationId empty if it is unknown, or if it is about no booking or waitlist entry
 */
public record Correlated<T>(T value, Optional<String> correlationId) {

    /** With the id of the work at hand. */
    public static <T> Correlated<T> one(T value) {
        return new Correlated<>(value, Correlation.id());
    }

    /** Each with the id of the work at hand. */
    public static <T> List<Correlated<T>> all(List<? extends T> values) {
        return values.stream().map(Correlated::<T>one).toList();
    }

    /** Something else with the same id. */
    public <R> Correlated<R> map(Function<? super T, R> next) {
        return new Correlated<>(next.apply(value), correlationId);
    }
}
