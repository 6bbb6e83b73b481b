package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.value.Value;
import java.util.*;
import java.util.stream.Stream;

/** The items that a query reads: one partition, and a range of its sort keys if {@code sort} is present. */
public record Range(Value partition, Optional<Sort> sort) {

    public record Bound(Value value, boolean inclusive) {}

    /** A range of sort keys without gaps. One with a prefix begins at it and ends where {@code test} first fails. */
    public record Sort(Optional<Bound> lower, Optional<Bound> upper, Optional<Value> prefix) {

        /** The values of the request, whose types must match the key's. */
        public List<Value> values() {
            return Stream.of(lower, upper)
                    .flatMap(Optional::stream)
                    .map(Bound::value)
                    .toList();
        }

        /** Whether a sort key, of the type of the values, is in the range. */
        public boolean test(Value key) {
            boolean above = lower.isEmpty()
                    || key.compareTo(lower.get().value()) >= (lower.get().inclusive() ? 0 : 1);
            boolean below = upper.isEmpty()
                    || key.compareTo(upper.get().value()) <= (upper.get().inclusive() ? 0 : -1);
            return above && below && (prefix.isEmpty() || Evaluator.beginsWith(key, prefix.get()));
        }
    }
}
