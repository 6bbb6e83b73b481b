package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.value.Item;
import java.util.*;

/** A condition of a write or the filter of a query or a scan. */
public record Condition(Node node, Set<String> topLevelNames) {
    public static Condition parse(String parameter, String text, Placeholders placeholders) {
        Kind kind = parameter.equals("FilterExpression") ? Kind.FILTER : Kind.CONDITION;
        Binder binder = new Binder(kind, placeholders, new ArrayList<>());
        return new Condition(binder.bind(kind.parse(text).getFirst()), Path.attributes(binder.paths()));
    }

    public boolean test(Item item) {
        return Evaluator.test(node, item);
    }
}
