package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Creates random expressions. Most fit the items of {@link RandomPrograms}. */
final class RandomExpressions {
    /** Names in maps. */
    static final List<String> INNER = List.of("x", "y", "l", "in.dot");

    /** Attributes besides keys. */
    static final List<String> ATTRIBUTES = List.of("a", "b", "n", "l", "m", "t", "status", "x-y");

    private final Dice dice;
    private final RandomValues values;
    private final Dialect dialect;

    RandomExpressions(Dice dice, RandomValues values, Dialect dialect) {
        this.dice = dice;
        this.values = values;
        this.dialect = dialect;
    }

    private Constant constant(AttributeValue value) {
        return new Constant(value);
    }

    /** Creates a path, sometimes to one of the key attributes {@code keys}. */
    Path path(List<String> keys) {
        return switch (dice.below(12)) {
            case 0 -> Path.of(dice.pick(keys));
            case 1 -> Path.of("l", dice.below(5));
            case 2 -> Path.of("m", dice.pick(INNER));
            case 3 -> Path.of("m", "l", dice.below(3));
            case 4 -> Path.of("l", dice.below(2), dice.pick(INNER));
            case 5 -> Path.of("n");
            case 6 -> Path.of(dice.pick(ATTRIBUTES), dice.pick(INNER));
            default -> Path.of(dice.pick(ATTRIBUTES));
        };
    }

    Condition condition(List<String> keys, int depth) {
        return switch (dice.below(depth < 3 ? 12 : 8)) {
            case 0, 1, 2 -> comparison(keys);
            case 3 -> {
                Path path = path(keys);
                yield between(path, operandLike(path, keys), operandLike(path, keys));
            }
            case 4 -> {
                Path path = path(keys);
                List<Operand> candidates = new ArrayList<>();
                int size = dice.between(1, 4);
                for (int i = 0; i < size; i++) {
                    candidates.add(operandLike(path, keys));
                }
                yield new In(path, candidates);
            }
            case 5, 6, 7 -> call(keys);
            case 8, 9 -> new And(condition(keys, depth + 1), condition(keys, depth + 1));
            case 10 -> new Or(condition(keys, depth + 1), condition(keys, depth + 1));
            default -> new Not(condition(keys, depth + 1));
        };
    }

    /** Creates a BETWEEN, mostly with its bounds in order. */
    Between between(Operand operand, Operand one, Operand other) {
        boolean swap = one instanceof Constant(AttributeValue a)
                && other instanceof Constant(AttributeValue b)
                && Plain.comparable(a, b)
                && Plain.compare(a, b) > 0
                && dice.chance(90);
        return swap ? new Between(operand, other, one) : new Between(operand, one, other);
    }

    private Condition comparison(List<String> keys) {
        String comparator = dice.pick("=", "<>", "<", "<=", ">", ">=");
        Operand left = dialect == Dialect.FULL && dice.chance(20) ? new Size(path(keys)) : path(keys);
        Operand right =
                left instanceof Size && dice.chance(80) ? constant(Plain.n(dice.below(4))) : operandLike(left, keys);
        return dice.chance(20) ? new Compare(comparator, right, left) : new Compare(comparator, left, right);
    }

    /** Creates an operand to compare with another: mostly a constant of the likely type. */
    private Operand operandLike(Operand other, List<String> keys) {
        if (dialect == Dialect.FULL && dice.chance(15)) {
            return dice.chance(20) ? new Size(path(keys)) : path(keys);
        }
        if (other instanceof Path path && dice.chance(75)) {
            return switch (path.attribute()) {
                case "n" -> constant(values.number());
                case "a", "status" -> constant(values.text());
                case "t" -> constant(values.set("SS"));
                default -> constant(dice.chance(50) ? values.number() : values.text());
            };
        }
        return constant(values.any(1));
    }

    private Condition call(List<String> keys) {
        Path path = path(keys);
        return switch (dice.below(6)) {
            case 0 ->
                new Call(
                        "attribute_exists",
                        List.of(dialect == Dialect.MINISTACK || dice.chance(97) ? path : constant(values.any(2))));
            case 1 -> new Call("attribute_not_exists", List.of(path));
            case 2 -> {
                String type = dice.pick("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS", "S", "N", "X");
                yield new Call("attribute_type", List.of(path, dice.chance(95) ? constant(Plain.s(type)) : path(keys)));
            }
            case 3 -> {
                Operand prefix = dice.chance(85) ? constant(values.text()) : operandLike(path, keys);
                yield new Call("begins_with", List.of(path, prefix));
            }
            default ->
                new Call(
                        "contains",
                        List.of(
                                dialect == Dialect.MINISTACK || dice.chance(90) ? path : constant(values.any(1)),
                                operandLike(path, keys)));
        };
    }

    /** Creates the actions of an update. A few target key attributes of the table or its indexes. */
    List<Change> changes(Shape shape) {
        List<Change> changes = new ArrayList<>();
        List<String> keys = shape.indexes().stream()
                .flatMap(index -> index.key().names().stream())
                .filter(name -> !shape.key().names().contains(name))
                .toList();
        int size = dice.between(1, 4);
        for (int i = 0; i < size; i++) {
            Change change = change(keys.isEmpty() ? List.of("b") : keys, shape);
            boolean repeated = changes.stream()
                    .anyMatch(other ->
                            other.target().attribute().equals(change.target().attribute()));
            // Overlapping or repeated paths are invalid; create them sometimes.
            if (!repeated || dice.chance(30)) {
                changes.add(change);
            }
        }
        if (dice.chance(2)) {
            changes.add(new Change("SET", Path.of(dice.pick(shape.key().names())), constant(values.any(1))));
        }
        return changes;
    }

    private Change change(List<String> keys, Shape shape) {
        Path target = path(keys);
        if (keys.contains(target.attribute()) && target.steps().size() == 1) {
            return dice.chance(30)
                    ? new Change("REMOVE", target, null)
                    : new Change("SET", target, constant(indexValue(shape, target.attribute())));
        }
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> new Change("SET", target, assigned(target, keys));
            case 4 -> new Change("SET", Path.of("n"), sum(keys));
            case 5 -> new Change("SET", Path.of("l"), appended(keys, 0));
            case 6 -> new Change("REMOVE", target, null);
            case 7 -> new Change("ADD", Path.of("n"), constant(values.number()));
            case 8 ->
                dice.chance(70)
                        ? new Change("ADD", Path.of("t"), constant(values.set("SS")))
                        : new Change("ADD", target, constant(values.any(1)));
            default ->
                dice.chance(80)
                        ? new Change("DELETE", Path.of("t"), constant(values.set("SS")))
                        : new Change("DELETE", target, constant(values.any(1)));
        };
    }

    /** Creates a value for a key attribute of an index, mostly of the right type. */
    AttributeValue indexValue(Shape shape, String name) {
        Optional<String> type = shape.indexes().stream()
                .flatMap(index -> index.key().attributes().stream())
                .filter(attribute -> attribute.name().equals(name))
                .map(Shape.Attribute::type)
                .findFirst();
        return type.isPresent() && dice.chance(96) ? values.key(type.get()) : values.any(2);
    }

    private Operand assigned(Path target, List<String> keys) {
        return switch (dice.below(6)) {
            case 0 -> new IfNotExists(dice.chance(50) ? target : path(keys), operandLike(target, keys));
            case 1 -> path(keys);
            case 2 -> target.attribute().equals("m") ? constant(values.map(0)) : constant(values.list(0));
            default -> operandLike(target, keys) instanceof Constant fit ? fit : constant(values.any(0));
        };
    }

    private Operand sum(List<String> keys) {
        Operand left = dice.chance(60) ? Path.of("n") : new IfNotExists(Path.of("n"), constant(values.number()));
        Operand right = dice.chance(85) ? constant(values.number()) : path(keys);
        String sign = dice.pick("+", "-");
        return dice.chance(80) ? new Sum(sign, left, right) : new Sum(sign, right, left);
    }

    private Operand appended(List<String> keys, int depth) {
        Operand list = dice.chance(60) ? Path.of("l") : new IfNotExists(Path.of("l"), constant(values.list(1)));
        Operand more = depth == 0 && dice.chance(15)
                ? appended(keys, 1)
                : dice.chance(92) ? constant(values.list(1)) : operandLike(path(keys), keys);
        return dice.chance(70) ? new ListAppend(list, more) : new ListAppend(more, list);
    }

    /** Creates the paths of a projection. */
    List<Path> projection(List<String> keys) {
        List<Path> paths = new ArrayList<>();
        int size = dice.between(1, 4);
        for (int i = 0; i < size; i++) {
            Path path = path(keys);
            boolean repeated =
                    paths.stream().anyMatch(other -> other.attribute().equals(path.attribute()));
            if (!repeated || dice.chance(35)) {
                paths.add(path);
            }
        }
        return paths;
    }
}
