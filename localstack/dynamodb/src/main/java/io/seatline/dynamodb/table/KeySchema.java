package io.seatline.dynamodb.table;

import io.seatline.dynamodb.value.*;
import java.util.*;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The key attributes of a table or an index: one that chooses the partition and perhaps one that sorts within it. */
public record KeySchema(List<Attribute> attributes) {

    /** A key attribute; its type is {@code S}, {@code N} or {@code B}. */
    public record Attribute(String name, String type) {}

    /** Reads a schema that has been checked. */
    static KeySchema of(List<KeySchemaElement> elements, List<AttributeDefinition> definitions) {
        Map<String, String> types = new HashMap<>();
        definitions.forEach(definition -> types.put(definition.attributeName(), definition.attributeTypeAsString()));
        return new KeySchema(elements.stream()
                .map(element -> new Attribute(element.attributeName(), types.get(element.attributeName())))
                .toList());
    }

    public Attribute partition() {
        return attributes.getFirst();
    }

    public Optional<Attribute> sort() {
        return attributes.stream().skip(1).findFirst();
    }

    public List<String> names() {
        return attributes.stream().map(Attribute::name).toList();
    }

    public boolean has(String name) {
        return partition().name().equals(name) || attributes.getLast().name().equals(name);
    }

    /** The value that an item has for sorting, or null where the schema has no sort key. */
    Value sortValue(Item item) {
        return attributes.size() > 1 ? item.get(attributes.getLast().name()) : null;
    }

    /** Whether an item has all key attributes. */
    boolean covers(Item item) {
        return item.get(partition().name()) != null
                && item.get(attributes.getLast().name()) != null;
    }

    /** The key attributes of an item that has them. */
    public Item of(Item item) {
        Map<String, Value> key = HashMap.newHashMap(2);
        for (Attribute attribute : attributes) {
            key.put(attribute.name(), item.get(attribute.name()));
        }
        return Item.of(key);
    }
}
