package io.seatline.adapter.dynamodb;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
