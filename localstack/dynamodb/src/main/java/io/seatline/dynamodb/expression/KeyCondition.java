package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.error.Errors.*;
import static io.seatline.dynamodb.expression.Node.Operator.*;

import io.seatline.dynamodb.expression.KeyCondition.Range.*;
import io.seatline.dynamodb.expression.Node.*;
import io.seatline.dynamodb.value.Value;
import java.util.*;
import java.util.stream.Stream;

/** The key condition of a query, by attribute: one partition key and optionally a range of sort keys. */
public record KeyCondition(Map<String, Operation> conditions) {
    private static final String INVALID = "Invalid condition in KeyConditionExpression: ";

    public static KeyCondition parse(String text, Placeholders placeholders) {
        KeyCondition condition = new KeyCondition(new HashMap<>());
        Node parsed = Kind.KEY_CONDITION.parse(text).getFirst();
        condition.add((Operation) new Binder(Kind.KEY_CONDITION, placeholders, new ArrayList<>()).bind(parsed));
        refuseIf(condition.conditions.size() > 2, "Conditions can be of length 1 or 2 only");
        return condition;
    }

    private void add(Operation condition) {
        Operator operator = condition.operator();
        switch (operator) {
            case AND -> condition.operands().forEach(part -> add((Operation) part));
            case EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, BETWEEN, BEGINS_WITH -> {
                boolean repeated = conditions.put(attribute(condition), condition) != null;
                refuseIf(repeated, "KeyConditionExpressions must only contain one condition per key");
            }
            default -> throw validation("Invalid operator used in KeyConditionExpression: " + operator.symbol);
        }
    }

    private static String attribute(Operation condition) {
        Operator operator = condition.operator();
        if (operator == BETWEEN || operator == BEGINS_WITH) {
            String problem = operator.symbol + " operator must have the key attribute as its first operand";
            refuseIf(condition.operands().getFirst() instanceof Constant, INVALID + problem);
        }
        List<Path> paths = condition.all(Path.class);
        boolean nested = !condition.all(Operation.class).isEmpty();
        refuseIf(nested, "KeyConditionExpressions cannot contain nested operations");
        refuseIf(paths.isEmpty(), INVALID + "No key attribute specified");
        refuseIf(paths.size() > 1, INVALID + "Multiple attribute names used in one condition");
        List<Path.Step> steps = paths.getFirst().steps();
        refuseIf(steps.size() > 1, "KeyConditionExpressions cannot have conditions on nested attributes");
        return steps.getFirst().text();
    }

    /** Returns the range for a table or index with this key. The caller checks the types of the values. */
    public Range resolve(String partitionName, Optional<String> sortName) {
        Operation partition = condition(partitionName);
        boolean unsupported = partition.operator() != EQUAL || (conditions.size() > 1 && sortName.isEmpty());
        refuseIf(unsupported, "Query key condition not supported");
        Value value = partition.all(Constant.class).getFirst().value();
        Optional<String> sort = sortName.filter(name -> conditions.size() > 1);
        return new Range(value, sort.map(name -> range(condition(name))));
    }

    private Operation condition(String attribute) {
        refuseIf(!conditions.containsKey(attribute), "Query condition missed key schema element: " + attribute);
        return conditions.get(attribute);
    }

    private static Sort range(Operation condition) {
        Operator operator = condition.operator();
        List<Constant> values = condition.all(Constant.class);
        boolean inclusive = operator != LESS && operator != GREATER;
        Optional<Bound> first = Optional.of(new Bound(values.getFirst().value(), inclusive));
        Optional<Bound> last = Optional.of(new Bound(values.getLast().value(), inclusive));
        boolean valueFirst = condition.operands().getFirst() instanceof Constant;
        boolean isUpper = (operator == LESS || operator == AT_MOST) != valueFirst;
        return switch (operator) {
            case EQUAL, BETWEEN -> new Sort(first, last, Optional.empty());
            case BEGINS_WITH -> new Sort(first, Optional.empty(), first.map(Bound::value));
            default -> new Sort(first.filter(b -> !isUpper), first.filter(b -> isUpper), Optional.empty());
        };
    }

    public record Range(Value partition, Optional<Sort> sort) {
        public record Bound(Value value, boolean inclusive) {}

        /** A contiguous range of sort keys. A range with a prefix ends at the first key that fails {@link #test}. */
        public record Sort(Optional<Bound> lower, Optional<Bound> upper, Optional<Value> prefix) {
            public List<Value> values() {
                return Stream.of(lower, upper)
                        .flatMap(Optional::stream)
                        .map(Bound::value)
                        .toList();
            }

            public boolean test(Value key) {
                boolean above = lower.isEmpty()
                        || key.compareTo(lower.get().value()) >= (lower.get().inclusive() ? 0 : 1);
                boolean below = upper.isEmpty()
                        || key.compareTo(upper.get().value()) <= (upper.get().inclusive() ? 0 : -1);
                return above && below && (prefix.isEmpty() || Evaluator.beginsWith(key, prefix.get()));
            }
        }
    }
}
