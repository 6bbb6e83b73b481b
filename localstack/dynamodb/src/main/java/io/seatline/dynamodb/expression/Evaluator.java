package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Node.Operator.*;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.Node.*;
import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.stream.Stream;

/** Evaluates bound nodes for an item. A missing value is null. */
final class Evaluator {
    private Evaluator() {}

    static boolean test(Node node, Item item) {
        Operation condition = (Operation) node;
        List<Node> operands = condition.operands();
        Node first = operands.getFirst();
        Node last = operands.getLast();
        return switch (condition.operator()) {
            case OR -> test(first, item) || test(last, item);
            case AND -> test(first, item) && test(last, item);
            case NOT -> !test(first, item);
            case ATTRIBUTE_EXISTS -> value(first, item) != null;
            case ATTRIBUTE_NOT_EXISTS -> value(first, item) == null;
            case BETWEEN ->
                compare(AT_LEAST, value(first, item), value(operands.get(1), item))
                        && compare(AT_MOST, value(first, item), value(last, item));
            case IN ->
                operands.stream().skip(1).anyMatch(other -> compare(EQUAL, value(first, item), value(other, item)));
            default -> compare(condition.operator(), value(first, item), value(last, item));
        };
    }

    /** Compares two values. Missing values and different types are unequal, and neither less nor greater. */
    private static boolean compare(Operator operator, Value a, Value b) {
        boolean ordered = a != null && b != null && a.isComparableTo(b);
        return switch (operator) {
            case EQUAL -> a != null && a.equals(b);
            case UNEQUAL -> a == null || !a.equals(b);
            case LESS -> ordered && a.compareTo(b) < 0;
            case AT_MOST -> ordered && a.compareTo(b) <= 0;
            case GREATER -> ordered && a.compareTo(b) > 0;
            case AT_LEAST -> ordered && a.compareTo(b) >= 0;
            case ATTRIBUTE_TYPE -> a != null && new Text(a.type()).equals(b);
            case BEGINS_WITH -> beginsWith(a, b);
            case CONTAINS -> contains(a, b);
            default -> throw new IllegalStateException("not a condition: " + operator);
        };
    }

    static boolean beginsWith(Value value, Value prefix) {
        return switch (value) {
            case Text(String text) -> prefix instanceof Text(String start) && text.startsWith(start);
            case Binary bytes -> prefix instanceof Binary start && latin1(bytes).startsWith(latin1(start));
            case null, default -> false;
        };
    }

    private static boolean contains(Value whole, Value part) {
        return switch (whole) {
            case Text(String all) -> part instanceof Text(String some) && all.contains(some);
            case Binary all -> part instanceof Binary some && latin1(all).contains(latin1(some));
            case ListOf(var elements) -> part != null && elements.contains(part);
            case SetOf(String type, var elements) -> part != null && elements.contains(part);
            case null, default -> false;
        };
    }

    private static String latin1(Binary bytes) {
        return new String(bytes.bytes().asByteArrayUnsafe(), StandardCharsets.ISO_8859_1);
    }

    private static Value value(Node operand, Item item) {
        return switch (operand) {
            case Path path -> path.of(item);
            case Constant(Value value) -> value;
            case Operation(var operator, var all) -> result(operator, all.getFirst(), all.getLast(), item);
            case Parameter parameter -> throw new IllegalStateException("unbound " + parameter);
        };
    }

    private static Value result(Operator operator, Node first, Node last, Item item) {
        return switch (operator) {
            case SIZE -> size(value(first, item));
            case IF_NOT_EXISTS -> value(value(first, item) != null ? first : last, item);
            default -> combined(operator, required(first, item), required(last, item));
        };
    }

    private static Value size(Value value) {
        int size =
                switch (value) {
                    case Text(String text) -> text.length();
                    case Binary(var bytes) -> bytes.asByteArrayUnsafe().length;
                    case ListOf(var elements) -> elements.size();
                    case MapOf(var entries) -> entries.size();
                    case SetOf(String type, var elements) -> elements.size();
                    case null, default -> -1;
                };
        return size < 0 ? null : new Num(BigDecimal.valueOf(size));
    }

    private static Value required(Node operand, Item item) {
        Value value = value(operand, item);
        String problem = "The provided expression refers to an attribute that does not exist in the item";
        Errors.refuseIf(value == null, problem);
        return value;
    }

    /** Returns the value that an action leaves at its path, or null if it removes the value. */
    static Value changed(Operation action, Item before) {
        Operator operator = action.operator();
        Value old = value(action.operands().getFirst(), before);
        if (operator == REMOVE || (operator == DELETE && old == null)) {
            return null;
        }
        Value given = required(action.operands().getLast(), before);
        return operator == SET || old == null ? given : combined(operator, old, given);
    }

    private static Value combined(Operator operator, Value a, Value b) {
        return switch (a) {
            case ListOf(var head)
            when operator == LIST_APPEND && b instanceof ListOf(var tail) ->
                new ListOf(Stream.concat(head.stream(), tail.stream()).toList());
            case Num(var x)
            when operator != LIST_APPEND && b instanceof Num(var y) ->
                new Num(operator == MINUS ? x.subtract(y) : x.add(y));
            case SetOf(String type, var elements)
            when ACTIONS.contains(operator) && type.equals(b.type()) -> {
                Set<Value> changed = new LinkedHashSet<>(elements);
                ((SetOf) b).elements().forEach(operator == ADD ? changed::add : changed::remove);
                yield changed.isEmpty() ? null : new SetOf(type, changed);
            }
            default -> throw Errors.validation("An operand in the update expression has an incorrect data type");
        };
    }
}
