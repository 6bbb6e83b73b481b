package io.seatline.adapter.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Formats items and values for assertions: {@code S:text}, {@code N:number}, {@code BOOL:true}, {@code L:[..]} and
 * {@code M:{..}}, sorted by name.
 */
final class ItemText {
    private ItemText() {}

    static Map<String, String> asText(Map<String, AttributeValue> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> asText(e.getValue()), (a, _) -> a, TreeMap::new));
    }

    /** The key of an item that is replaced, and what it gets. */
    static Map<String, String> asItem(Update update) {
        Map<String, AttributeValue> item = new HashMap<>(update.key());
        String set = update.updateExpression().split(" REMOVE ", 2)[0].substring("SET ".length());
        for (String assignment : set.split(", ", -1)) {
            String[] sides = assignment.split(" = ", -1);
            item.put(
                    update.expressionAttributeNames().get(sides[0]),
                    update.expressionAttributeValues().get(sides[1]));
        }
        return asText(item);
    }

    /** What an item that is replaced loses. */
    static List<String> lostBy(Update update) {
        String[] parts = update.updateExpression().split(" REMOVE ", 2);
        return parts.length == 1
                ? List.of()
                : Stream.of(parts[1].split(", ", -1))
                        .map(update.expressionAttributeNames()::get)
                        .toList();
    }

    /** The values that the condition of an update compares with. */
    static Map<String, String> expectedBy(Update update) {
        Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
        values.keySet().removeIf(name -> name.startsWith(":new_"));
        return asText(values);
    }

    private static String asText(AttributeValue value) {
        return switch (value.type()) {
            case S -> "S:" + value.s();
            case N -> "N:" + value.n();
            case BOOL -> "BOOL:" + value.bool();
            case L -> "L:" + value.l().stream().map(ItemText::asText).toList();
            case M -> "M:" + asText(value.m());
            default -> value.toString();
        };
    }

    /**
     * The shard of a key among four, as the index stores it. The hash must stay the same in every version of Seatline.
     */
    static String shard(String key) {
        return "S:" + Math.floorMod(key.hashCode(), 4);
    }
}
