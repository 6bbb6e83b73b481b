package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Evaluates expressions against items, one node at a time. A missing value is null. */
final class Interpreter {
    /** Marks a list element that is removed at the end of the update. */
    private static final AttributeValue REMOVED = AttributeValue.fromS("an element that an update removed");

    private Interpreter() {}

    static boolean holds(Condition condition, Map<String, AttributeValue> item) {
        return switch (condition) {
            case And(Condition left, Condition right) -> holds(left, item) && holds(right, item);
            case Or(Condition left, Condition right) -> holds(left, item) || holds(right, item);
            case Not(Condition negated) -> !holds(negated, item);
            case Compare(String comparator, Operand left, Operand right) ->
                compares(comparator, value(left, item), value(right, item));
            case Between(Operand operand, Operand lower, Operand upper) -> {
                AttributeValue value = value(operand, item);
                yield compares("<=", value(lower, item), value) && compares("<=", value, value(upper, item));
            }
            case In(Operand operand, List<Operand> candidates) -> {
                AttributeValue value = value(operand, item);
                yield candidates.stream().anyMatch(candidate -> Plain.equal(value, value(candidate, item)));
            }
            case Call(String function, List<Operand> arguments) ->
                call(
                        function,
                        arguments.stream().map(a -> value(a, item)).toList().toArray(AttributeValue[]::new));
        };
    }

    private static boolean compares(String comparator, AttributeValue a, AttributeValue b) {
        return switch (comparator) {
            case "=" -> Plain.equal(a, b);
            case "<>" -> !Plain.equal(a, b);
            case "<" -> Plain.comparable(a, b) && Plain.compare(a, b) < 0;
            case "<=" -> Plain.comparable(a, b) && Plain.compare(a, b) <= 0;
            case ">" -> Plain.comparable(a, b) && Plain.compare(a, b) > 0;
            default -> Plain.comparable(a, b) && Plain.compare(a, b) >= 0;
        };
    }

    private static boolean call(String function, AttributeValue... arguments) {
        AttributeValue first = arguments[0];
        return switch (function) {
            case "attribute_exists" -> first != null;
            case "attribute_not_exists" -> first == null;
            case "attribute_type" -> first != null && Plain.type(first).equals(arguments[1].s());
            case "begins_with" -> isText(first, arguments[1]) && hex(first).startsWith(hex(arguments[1]));
            default -> first != null && arguments[1] != null && contains(first, arguments[1]);
        };
    }

    /** Tells whether both are strings or both are bytes. */
    private static boolean isText(AttributeValue a, AttributeValue b) {
        return Plain.comparable(a, b) && a.n() == null;
    }

    /** Returns hex with a separator before each byte: prefix and substring checks then match those on bytes. */
    private static String hex(AttributeValue value) {
        StringBuilder hex = new StringBuilder();
        for (byte one : Plain.bytes(value)) {
            hex.append(String.format(".%02x", one));
        }
        return hex.toString();
    }

    private static boolean contains(AttributeValue whole, AttributeValue part) {
        return isText(whole, part)
                ? hex(whole).contains(hex(part))
                : elements(whole).anyMatch(element -> Plain.equal(element, part));
    }

    /** Returns the elements of a list or a set. */
    private static Stream<AttributeValue> elements(AttributeValue value) {
        return switch (value.type()) {
            case L -> value.l().stream();
            case SS -> value.ss().stream().map(AttributeValue::fromS);
            case NS -> value.ns().stream().map(AttributeValue::fromN);
            case BS -> value.bs().stream().map(AttributeValue::fromB);
            default -> Stream.of();
        };
    }

    static AttributeValue value(Operand operand, Map<String, AttributeValue> item) {
        return switch (operand) {
            case Constant(AttributeValue value) -> value;
            case Path(List<Object> steps) -> {
                AttributeValue value = AttributeValue.fromM(item);
                for (Object step : steps) {
                    value = value == null ? null : inside(value, step);
                }
                yield value;
            }
            case Size(Operand measured) -> size(value(measured, item));
            case Sum(String sign, Operand left, Operand right) ->
                sum(sign, required(left, item), required(right, item));
            case IfNotExists(Path path, Operand otherwise) -> {
                AttributeValue value = value(path, item);
                yield value == null ? value(otherwise, item) : value;
            }
            case ListAppend(Operand first, Operand second) -> {
                AttributeValue head = required(first, item);
                AttributeValue tail = required(second, item);
                if (!head.hasL() || !tail.hasL()) {
                    throw Refused.invalid("list_append to a value that is not a list");
                }
                yield AttributeValue.fromL(
                        Stream.concat(head.l().stream(), tail.l().stream()).toList());
            }
        };
    }

    private static AttributeValue required(Operand operand, Map<String, AttributeValue> item) {
        AttributeValue value = value(operand, item);
        if (value == null) {
            throw Refused.invalid("an operand without a value");
        }
        return value;
    }

    private static AttributeValue inside(AttributeValue value, Object step) {
        if (step instanceof Integer index) {
            return value.hasL() && index < value.l().size() ? value.l().get(index) : null;
        }
        return value.hasM() ? value.m().get(step) : null;
    }

    private static AttributeValue size(AttributeValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.type()) {
            case S -> Plain.n(value.s().length());
            case B -> Plain.n(value.b().asByteArray().length);
            case M -> Plain.n(value.m().size());
            case L, SS, NS, BS -> Plain.n(elements(value).count());
            default -> null;
        };
    }

    private static AttributeValue sum(String sign, AttributeValue left, AttributeValue right) {
        if (left.n() == null || right.n() == null) {
            throw Refused.invalid("a sum of values that are not numbers");
        }
        BigDecimal a = new BigDecimal(left.n());
        BigDecimal b = new BigDecimal(right.n());
        return number(sign.equals("+") ? a.add(b) : a.subtract(b));
    }

    /** Creates a number; refuses one outside DynamoDB's range. */
    private static AttributeValue number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        if (plain.signum() != 0 && (exponent > 125 || exponent < -130 || plain.precision() > 38)) {
            throw Refused.invalid("a number out of range");
        }
        return Plain.n(plain.toPlainString());
    }

    /** Returns the parts of an item at the paths. A list or map without any such part is left out. */
    static Map<String, AttributeValue> project(List<Path> paths, Map<String, AttributeValue> item) {
        AttributeValue part = project(paths.stream().map(Path::steps).toList(), AttributeValue.fromM(item));
        return part == null ? Map.of() : part.m();
    }

    private static AttributeValue project(List<List<Object>> paths, AttributeValue value) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return value;
        }
        Map<String, AttributeValue> entries = new HashMap<>();
        List<AttributeValue> elements = new ArrayList<>();
        List<Object> steps = paths.stream()
                .map(List::getFirst)
                .distinct()
                .sorted(Interpreter::inOrder)
                .toList();
        for (Object step : steps) {
            AttributeValue inner = inside(value, step);
            List<List<Object>> rest = paths.stream()
                    .filter(path -> path.getFirst().equals(step))
                    .map(path -> path.subList(1, path.size()))
                    .toList();
            AttributeValue part = inner == null ? null : project(rest, inner);
            if (part != null && step instanceof String name) {
                entries.put(name, part);
            } else if (part != null) {
                elements.add(part);
            }
        }
        if (!entries.isEmpty()) {
            return AttributeValue.fromM(entries);
        }
        return elements.isEmpty() ? null : AttributeValue.fromL(elements);
    }

    private static int inOrder(Object a, Object b) {
        return a instanceof Integer i && b instanceof Integer j
                ? Integer.compare(i, j)
                : a.toString().compareTo(b.toString());
    }

    /** Returns the item after an update. All its actions see the item before. */
    static Map<String, AttributeValue> update(List<Change> changes, Map<String, AttributeValue> before) {
        List<Change> sorted = new ArrayList<>(changes);
        // Values beyond the end of a list are appended in index order.
        sorted.sort(Comparator.comparingInt(
                change -> change.target().steps().getLast() instanceof Integer index ? index : 0));
        AttributeValue item = AttributeValue.fromM(before);
        for (Change change : sorted) {
            AttributeValue old = value(change.target(), before);
            item = replaced(item, change.target().steps(), changed(change, old, before), before, List.of());
        }
        return withoutRemoved(item).m();
    }

    /** Returns the new value of an action's target; null to remove it. */
    private static AttributeValue changed(Change change, AttributeValue old, Map<String, AttributeValue> before) {
        return switch (change.clause()) {
            case "SET" -> required(change.value(), before);
            case "REMOVE" -> null;
            case "ADD" -> added(old, ((Constant) change.value()).value());
            default -> deleted(old, ((Constant) change.value()).value());
        };
    }

    private static AttributeValue added(AttributeValue old, AttributeValue added) {
        if (old == null) {
            return added;
        }
        if (old.type() != added.type()) {
            throw Refused.invalid("ADD of another type");
        }
        return old.n() != null
                ? sum("+", old, added)
                : set(old, Stream.concat(elements(old), elements(added)).toList());
    }

    private static AttributeValue deleted(AttributeValue old, AttributeValue deleted) {
        if (old == null) {
            return null;
        }
        if (old.type() != deleted.type()) {
            throw Refused.invalid("DELETE of another type");
        }
        List<AttributeValue> rest = elements(old)
                .filter(one -> elements(deleted).noneMatch(other -> Plain.equal(one, other)))
                .toList();
        return rest.isEmpty() ? null : set(old, rest);
    }

    /** Creates a set with the type of {@code like}, without duplicates. */
    private static AttributeValue set(AttributeValue like, List<AttributeValue> elements) {
        Map<String, AttributeValue> once = new HashMap<>();
        elements.forEach(element -> once.put(Plain.text(element), element));
        return switch (like.type()) {
            case SS ->
                AttributeValue.fromSs(
                        once.values().stream().map(AttributeValue::s).toList());
            case NS ->
                AttributeValue.fromNs(
                        once.values().stream().map(AttributeValue::n).toList());
            default ->
                AttributeValue.fromBs(
                        once.values().stream().<SdkBytes>map(AttributeValue::b).toList());
        };
    }

    /** Returns {@code in} with the value at a path replaced; {@code walked} is the path so far. */
    private static AttributeValue replaced(
            AttributeValue in,
            List<Object> path,
            AttributeValue by,
            Map<String, AttributeValue> before,
            List<Object> walked) {
        if (path.isEmpty()) {
            return by;
        }
        Object step = path.getFirst();
        List<Object> here = Stream.concat(walked.stream(), Stream.of(step)).toList();
        // The old item decides whether an element exists; actions may have appended others since.
        AttributeValue old = value(new Path(here), before);
        boolean fits = in != null && (step instanceof Integer ? in.hasL() : in.hasM());
        if (!fits || (path.size() > 1 && old == null)) {
            throw Refused.invalid("the path does not exist");
        }
        AttributeValue inner = step instanceof Integer && old == null ? null : inside(in, step);
        AttributeValue fresh = replaced(inner, path.subList(1, path.size()), by, before, here);
        if (step instanceof Integer index) {
            List<AttributeValue> elements = new ArrayList<>(in.l());
            if (old != null) {
                elements.set(index, fresh == null ? REMOVED : fresh);
            } else if (fresh != null) {
                elements.add(fresh);
            }
            return AttributeValue.fromL(elements);
        }
        Map<String, AttributeValue> entries = new HashMap<>(in.m());
        entries.remove(step);
        if (fresh != null) {
            entries.put((String) step, fresh);
        }
        return AttributeValue.fromM(entries);
    }

    private static AttributeValue withoutRemoved(AttributeValue value) {
        if (value.hasL()) {
            return AttributeValue.fromL(value.l().stream()
                    .filter(element -> !element.equals(REMOVED))
                    .map(Interpreter::withoutRemoved)
                    .toList());
        }
        if (value.hasM()) {
            Map<String, AttributeValue> entries = new HashMap<>();
            value.m().forEach((name, entry) -> entries.put(name, withoutRemoved(entry)));
            return AttributeValue.fromM(entries);
        }
        return value;
    }
}
