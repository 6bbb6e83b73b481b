package io.seatline.dynamodb.random;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of the model: its items by the text of their keys, and a log of all changes. */
final class ModelTable {
    private static final int MAX_ITEM_BYTES = 400 * 1024;
    private static final int MAX_PARTITION_BYTES = 2048;
    private static final int MAX_SORT_BYTES = 1024;

    /** A change as in the stream. A missing item is empty. */
    record LoggedChange(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}

    private final Shape shape;
    private final TreeMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final List<LoggedChange> log = new ArrayList<>();

    ModelTable(Shape shape) {
        this.shape = shape;
    }

    ModelTable copy() {
        ModelTable copy = new ModelTable(shape);
        copy.items.putAll(items);
        copy.log.addAll(log);
        return copy;
    }

    Shape shape() {
        return shape;
    }

    List<LoggedChange> log() {
        return log;
    }

    static String keyOf(Shape.Key key, Map<String, AttributeValue> item) {
        return key.names().stream()
                .map(name -> Plain.text(item.get(name)))
                .toList()
                .toString();
    }

    /** Returns the item with the key of {@code keyOrItem}; empty if there is none. */
    Map<String, AttributeValue> get(Map<String, AttributeValue> keyOrItem) {
        return items.getOrDefault(keyOf(shape.key(), keyOrItem), Map.of());
    }

    void replace(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        if (Plain.text(before).equals(Plain.text(after))) {
            return;
        }
        if (after.isEmpty()) {
            items.remove(keyOf(shape.key(), before));
        } else {
            items.put(keyOf(shape.key(), after), after);
        }
        log.add(new LoggedChange(before, after));
    }

    /** Returns all items, or all entries of an index, sorted by their sort keys. */
    List<Map<String, AttributeValue>> entries(Optional<Shape.Index> index) {
        List<Map<String, AttributeValue>> entries = new ArrayList<>();
        for (Map<String, AttributeValue> item : items.values()) {
            Map<String, AttributeValue> entry = index.map(i -> entry(i, item)).orElse(item);
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        index.map(Shape.Index::key)
                .orElse(shape.key())
                .sort()
                .ifPresent(sort -> entries.sort(Comparator.comparing(e -> e.get(sort.name()), Plain::compare)));
        return entries;
    }

    /** Returns the index entry of an item; empty if there is none. */
    Map<String, AttributeValue> entry(Shape.Index index, Map<String, AttributeValue> item) {
        if (!item.keySet().containsAll(index.key().names())) {
            return Map.of();
        }
        Map<String, AttributeValue> entry = new HashMap<>(item);
        if (!index.all()) {
            entry.keySet().retainAll(projected(index));
        }
        return entry;
    }

    /** Returns the attributes that an index projects unless it projects all. */
    Set<String> projected(Shape.Index index) {
        Set<String> projected = new HashSet<>(index.included());
        projected.addAll(shape.key().names());
        projected.addAll(index.key().names());
        return projected;
    }

    void checkKey(Map<String, AttributeValue> key) {
        require(key.keySet().equals(Set.copyOf(shape.key().names())), "the key's attributes");
        check(shape.key(), key);
    }

    /** Refuses an item that cannot be stored. */
    void checkItem(Map<String, AttributeValue> item) {
        require(item.keySet().containsAll(shape.key().names()), "an item without its key");
        check(shape.key(), item);
        shape.indexes().forEach(index -> check(index.key(), item));
        require(Plain.size(item) <= MAX_ITEM_BYTES, "an item too large");
    }

    /** Checks the types and sizes of the key attributes that an item has. */
    private static void check(Shape.Key key, Map<String, AttributeValue> item) {
        for (Shape.Attribute attribute : key.attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value != null) {
                require(Plain.type(value).equals(attribute.type()), "a key of the wrong type");
                int size = value.n() != null ? 1 : Plain.size(value);
                int max = attribute.equals(key.partition()) ? MAX_PARTITION_BYTES : MAX_SORT_BYTES;
                require(size > 0 && size <= max, "a key that is empty or too long");
            }
        }
    }

    private static void require(boolean rule, String problem) {
        if (!rule) {
            throw Refused.invalid(problem);
        }
    }
}
