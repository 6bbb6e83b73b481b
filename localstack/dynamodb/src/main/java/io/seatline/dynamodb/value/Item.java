package io.seatline.dynamodb.value;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An immutable item: values by attribute name. An item that does not exist is {@link #NONE}. */
public final class Item {
    /** No item, and an item without attributes, which DynamoDB does not store. */
    public static final Item NONE = new Item(Map.of());

    private final Map<String, Value> attributes;
    private int size = -1;

    private Item(Map<String, Value> attributes) {
        this.attributes = attributes;
    }

    /** An item of these attributes; the map must not change after this. */
    public static Item of(Map<String, Value> attributes) {
        return attributes.isEmpty() ? NONE : new Item(attributes);
    }

    /** Reads and checks the attributes of a request. */
    public static Item read(Map<String, AttributeValue> attributes) {
        return of(Value.read(attributes, 0));
    }

    public boolean exists() {
        return !attributes.isEmpty();
    }

    /** An attribute's value, or null if the item does not have it. */
    public Value get(String name) {
        return attributes.get(name);
    }

    /** All attributes; unmodifiable by convention. */
    public Map<String, Value> attributes() {
        return attributes;
    }

    public int size() {
        if (size < 0) {
            size = Value.size(attributes);
        }
        return size;
    }

    public Map<String, AttributeValue> toSdk() {
        return Value.toSdk(attributes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Item item && attributes.equals(item.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }
}
