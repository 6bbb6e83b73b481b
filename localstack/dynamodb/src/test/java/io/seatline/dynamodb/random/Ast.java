package io.seatline.dynamodb.random;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Expressions as trees. {@link Printer} writes them, {@link Interpreter} evaluates them. */
interface Ast {

    /** An expression with a value. */
    sealed interface Operand {}

    /** A document path: names are strings, list indexes integers. */
    record Path(List<Object> steps) implements Operand {
        static Path of(Object... steps) {
            return new Path(List.of(steps));
        }

        String attribute() {
            return (String) steps.getFirst();
        }
    }

    record Constant(AttributeValue value) implements Operand {}

    record Size(Operand measured) implements Operand {}

    /** A sum or a difference; {@code sign} is + or -. */
    record Sum(String sign, Operand left, Operand right) implements Operand {}

    record IfNotExists(Path path, Operand otherwise) implements Operand {}

    record ListAppend(Operand first, Operand second) implements Operand {}

    /** An expression that is true or false for an item. */
    sealed interface Condition {}

    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition negated) implements Condition {}

    record Compare(String comparator, Operand left, Operand right) implements Condition {}

    record Between(Operand operand, Operand lower, Operand upper) implements Condition {}

    record In(Operand operand, List<Operand> candidates) implements Condition {}

    /** A function by its name, such as {@code begins_with}. */
    record Call(String function, List<Operand> arguments) implements Condition {}

    /** One action of an update; {@code value} is null for REMOVE. */
    record Change(String clause, Path target, Operand value) {}
}
