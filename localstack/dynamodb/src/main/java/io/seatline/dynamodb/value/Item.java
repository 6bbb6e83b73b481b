package io.seatline.dynamodb.value;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An immutable item: values by attribute name, and their size in bytes. A missing item is {@link #NONE}. */
public record Item(Map<String, Value> attributes, int size) {
    /** A missing item. An item without attributes, which DynamoDB does not store, is the same. */
    public static final Item NONE = of(Map.of());

    /** Creates an item. The map must not change afterwards. */
    public static Item of(Map<String, Value> attributes) {
        return new Item(attributes, Value.size(attributes));
    }

    public static Item read(Map<String, AttributeValue> attributes) {
        return of(Value.read(attributes, 0));
    }

    public boolean exists() {
        return !attributes.isEmpty();
    }

    public Value get(String name) {
        return attributes.get(name);
    }

    public Map<String, AttributeValue> toSdk() {
        return Value.toSdk(attributes);
    }
}
