package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks DynamoDB's rules for expressions that do not depend on an item. */
final class Rules {
    private static final Set<String> ORDERED = Set.of("S", "N", "B");
    private static final Set<String> MEASURED = Set.of("S", "B", "SS", "NS", "BS", "L", "M");
    private static final Set<String> TYPES = Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");
    private static final String ANY = "any";

    private Rules() {}

    private static void require(boolean rule, String problem) {
        if (!rule) {
            throw Refused.invalid(problem);
        }
    }

    static void check(Condition condition) {
        switch (condition) {
            case And(Condition left, Condition right) -> {
                check(left);
                check(right);
            }
            case Or(Condition left, Condition right) -> {
                check(left);
                check(right);
            }
            case Not(Condition negated) -> check(negated);
            case Compare(String comparator, Operand left, Operand right) -> {
                requireDistinct(left, List.of(right));
                boolean equality = comparator.equals("=") || comparator.equals("<>");
                requireType(left, equality ? TYPES : ORDERED);
                requireType(right, equality ? TYPES : ORDERED);
            }
            case Between between -> check(between);
            case In(Operand operand, List<Operand> candidates) -> {
                requireDistinct(operand, candidates);
                requireType(operand, TYPES);
                candidates.forEach(candidate -> requireType(candidate, TYPES));
            }
            case Call(String function, List<Operand> arguments) -> check(function, arguments);
        }
    }

    private static void check(Between between) {
        List<Operand> bounds = List.of(between.lower(), between.upper());
        requireDistinct(between.operand(), bounds);
        requireType(between.operand(), ORDERED);
        bounds.forEach(bound -> requireType(bound, ORDERED));
        if (between.lower() instanceof Constant(AttributeValue low)
                && between.upper() instanceof Constant(AttributeValue high)) {
            require(Plain.comparable(low, high), "bounds of two types");
            require(Plain.compare(low, high) <= 0, "bounds in the wrong order");
        }
    }

    private static void check(String function, List<Operand> arguments) {
        Operand first = arguments.getFirst();
        requireDistinct(first, arguments.subList(1, arguments.size()));
        switch (function) {
            case "attribute_exists", "attribute_not_exists" -> require(first instanceof Path, "no path");
            case "attribute_type" -> {
                require(first instanceof Path, "no path");
                require(
                        arguments.get(1) instanceof Constant(AttributeValue type)
                                && type.s() != null
                                && TYPES.contains(type.s()),
                        "no type");
            }
            case "begins_with" -> arguments.forEach(argument -> requireType(argument, Set.of("S", "B")));
            default -> arguments.forEach(argument -> requireType(argument, TYPES));
        }
    }

    /** Refuses to compare a path with itself. */
    private static void requireDistinct(Operand first, List<Operand> others) {
        require(!(first instanceof Path) || !others.contains(first), "operands are not distinct");
    }

    private static void requireType(Operand operand, Set<String> allowed) {
        String type = type(operand);
        require(type.equals(ANY) || allowed.contains(type), "operand of type " + type);
    }

    /** Checks an operand and returns its type, or {@link #ANY} if the type depends on the item. */
    private static String type(Operand operand) {
        return switch (operand) {
            case Constant(AttributeValue value) -> Plain.type(value);
            case Path ignored -> ANY;
            case Size(Operand measured) -> {
                requireType(measured, MEASURED);
                yield "N";
            }
            case Sum(String sign, Operand left, Operand right) -> {
                requireType(left, Set.of("N"));
                requireType(right, Set.of("N"));
                yield ANY;
            }
            case IfNotExists(Path path, Operand otherwise) -> {
                requireType(otherwise, TYPES);
                yield ANY;
            }
            case ListAppend(Operand first, Operand second) -> {
                requireType(first, Set.of("L"));
                requireType(second, Set.of("L"));
                yield ANY;
            }
        };
    }

    private static boolean usesSize(Operand operand) {
        return switch (operand) {
            case Size ignored -> true;
            case IfNotExists(Path path, Operand otherwise) -> usesSize(otherwise);
            case ListAppend(Operand first, Operand second) -> usesSize(first) || usesSize(second);
            case Sum(String sign, Operand left, Operand right) -> usesSize(left) || usesSize(right);
            case Path ignored -> false;
            case Constant ignored -> false;
        };
    }

    static void check(List<Change> changes, List<String> keys) {
        checkPaths(changes.stream().map(Change::target).toList());
        for (Change change : changes) {
            switch (change.clause()) {
                case "SET" -> {
                    require(!usesSize(change.value()), "size in an update");
                    requireType(change.value(), TYPES);
                }
                case "ADD" -> requireType(change.value(), Set.of("N", "SS", "NS", "BS"));
                case "DELETE" -> requireType(change.value(), Set.of("SS", "NS", "BS"));
                default -> {}
            }
            require(!keys.contains(change.target().attribute()), "key attributes cannot change");
        }
    }

    /** Refuses paths that contain one another or use one value as a list and as a map. */
    static void checkPaths(List<Path> paths) {
        for (Path a : paths) {
            for (Path b : paths) {
                require(a.equals(b) || !clash(a.steps(), b.steps()), "paths clash");
            }
        }
        require(Set.copyOf(paths).size() == paths.size(), "the same path twice");
    }

    private static boolean clash(List<Object> a, List<Object> b) {
        int common = 0;
        while (common < Math.min(a.size(), b.size()) && a.get(common).equals(b.get(common))) {
            common++;
        }
        return common == a.size()
                || common == b.size()
                || a.get(common) instanceof Integer != b.get(common) instanceof Integer;
    }
}
