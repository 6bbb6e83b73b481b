package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.value.Item;
import java.util.Set;

/** A condition of a write or the filter of a query or a scan. */
public record Condition(Node node, Set<String> topLevelNames) {

    /** Reads a condition in the parameter {@code ConditionExpression} or {@code FilterExpression}. */
    public static Condition parse(String parameter, String text, Placeholders placeholders) {
        Kind kind = parameter.equals("FilterExpression") ? Kind.FILTER : Kind.CONDITION;
        Binder binder = new Binder(kind, placeholders);
        return new Condition(binder.bind(kind.parse(text).getFirst()), Path.attributes(binder.paths()));
    }

    /** Whether the condition holds for an item; for a missing item, pass {@link Item#NONE}. */
    public boolean test(Item item) {
        return Evaluator.test(node, item);
    }
}
