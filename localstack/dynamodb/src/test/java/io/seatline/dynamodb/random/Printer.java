package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes the expressions of one request in random equivalent forms and collects their placeholders. */
final class Printer {
    private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final String RESERVED = "status";

    private final Dice dice;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    Printer(Dice dice) {
        this.dice = dice;
    }

    /** Returns the name placeholders; null if there are none, as requests require. */
    Map<String, String> names() {
        return names.isEmpty() ? null : Map.copyOf(names);
    }

    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : Map.copyOf(values);
    }

    /** Makes the placeholders invalid: adds an unused one or removes a used one. */
    void makeInvalid() {
        List<String> used = new ArrayList<>(names.keySet());
        used.addAll(values.keySet());
        if (!used.isEmpty() && dice.chance(50)) {
            String missing = dice.pick(used);
            names.remove(missing);
            values.remove(missing);
        } else if (dice.chance(50)) {
            names.put("#unused", "a");
        } else {
            values.put(":unused", Plain.s("a"));
        }
    }

    String condition(Condition condition) {
        return switch (condition) {
            case Or(Condition left, Condition right) -> condition(left) + word(" OR ") + condition(right);
            case And(Condition left, Condition right) -> ofAnd(left) + word(" AND ") + ofAnd(right);
            case Not(Condition negated) ->
                word("NOT ") + (isJoined(negated) ? "(" + condition(negated) + ")" : condition(negated));
            default -> dice.chance(10) ? "(" + leaf(condition) + ")" : leaf(condition);
        };
    }

    private String ofAnd(Condition condition) {
        return condition instanceof Or || (condition instanceof And && dice.chance(30))
                ? "(" + condition(condition) + ")"
                : condition(condition);
    }

    private static boolean isJoined(Condition condition) {
        return condition instanceof Or || condition instanceof And;
    }

    private String leaf(Condition condition) {
        return switch (condition) {
            case Compare(String comparator, Operand left, Operand right) ->
                operand(left) + space() + comparator + space() + operand(right);
            case Between(Operand operand, Operand lower, Operand upper) ->
                operand(operand) + word(" BETWEEN ") + operand(lower) + word(" AND ") + operand(upper);
            case In(Operand operand, List<Operand> candidates) ->
                operand(operand) + word(" IN ") + "(" + all(candidates) + ")";
            case Call(String function, List<Operand> arguments) -> function + space() + "(" + all(arguments) + ")";
            default -> throw new IllegalArgumentException("not a leaf: " + condition);
        };
    }

    private String word(String keyword) {
        return dice.chance(20) ? keyword.toLowerCase(java.util.Locale.ROOT) : keyword;
    }

    private String space() {
        return dice.pick("", " ", "  ", "\n");
    }

    private String all(List<Operand> operands) {
        return operands.stream().map(this::operand).collect(Collectors.joining("," + space()));
    }

    private String operand(Operand operand) {
        return switch (operand) {
            case Path path -> path(path);
            case Constant(AttributeValue value) -> placeholder(value);
            case Size(Operand measured) -> "size(" + operand(measured) + ")";
            case Sum(String sign, Operand left, Operand right) ->
                operand(left) + space() + sign + space() + operand(right);
            case IfNotExists(Path path, Operand otherwise) ->
                "if_not_exists(" + path(path) + "," + space() + operand(otherwise) + ")";
            case ListAppend(Operand first, Operand second) ->
                "list_append(" + operand(first) + "," + space() + operand(second) + ")";
        };
    }

    private String placeholder(AttributeValue value) {
        for (Map.Entry<String, AttributeValue> known : values.entrySet()) {
            if (known.getValue().equals(value) && dice.chance(50)) {
                return known.getKey();
            }
        }
        String fresh = ":v" + values.size();
        values.put(fresh, value);
        return fresh;
    }

    private String path(Path path) {
        StringBuilder text = new StringBuilder();
        for (Object step : path.steps()) {
            if (step instanceof Integer index) {
                text.append("[").append(index).append("]");
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name((String) step));
            }
        }
        return text.toString();
    }

    private String name(String name) {
        if (BARE.matcher(name).matches() && !name.equals(RESERVED) && dice.chance(70)) {
            return name;
        }
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (known.getValue().equals(name)) {
                return known.getKey();
            }
        }
        String fresh = "#n" + names.size();
        names.put(fresh, name);
        return fresh;
    }

    String projection(List<Path> paths) {
        return paths.stream().map(this::path).collect(Collectors.joining("," + space()));
    }

    /** Writes the sections of an update, each with all its actions. */
    String update(List<Change> changes) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (Change change : changes) {
            String text = path(change.target())
                    + switch (change.clause()) {
                        case "SET" -> space() + "=" + space() + operand(change.value());
                        case "REMOVE" -> "";
                        default -> " " + operand(change.value());
                    };
            sections.computeIfAbsent(change.clause(), c -> new ArrayList<>()).add(text);
        }
        return sections.entrySet().stream()
                .map(section -> word(section.getKey() + " ") + String.join("," + space(), section.getValue()))
                .collect(Collectors.joining(" "));
    }
}
