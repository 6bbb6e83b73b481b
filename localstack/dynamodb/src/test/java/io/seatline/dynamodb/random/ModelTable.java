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

/** A table of the model: its items by the texts of their keys, and all that was changed. */
final class ModelTable {
    private static final int LARGEST_ITEM = 400 * 1024;
    private static final int LARGEST_PARTITION = 2048;
    private static final int LARGEST_SORT = 1024;

    /** A change as the stream tells it; no item is an empty one. */
    record Logged(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}

    private final Shape shape;
    private final TreeMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final List<Logged> log = new ArrayList<>();

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

    List<Logged> log() {
        return log;
    }

    static String keyOf(Shape.Key key, Map<String, AttributeValue> item) {
        return key.names().stream()
                .map(name -> Plain.text(item.get(name)))
                .toList()
                .toString();
    }

    /** The item at the place of a key or of another item; empty if there is none. */
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
        log.add(new Logged(before, after));
    }

    /** All items, or all entries of an index, in the order of their sort values. */
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

    /** What an index has of an item; empty for nothing. */
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

    /** The attributes that an index which does not take all projects. */
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

    /** Refuses what may not be stored. */
    void checkItem(Map<String, AttributeValue> item) {
        require(item.keySet().containsAll(shape.key().names()), "an item without its key");
        check(shape.key(), item);
        shape.indexes().forEach(index -> check(index.key(), item));
        require(Plain.size(item) <= LARGEST_ITEM, "an item too large");
    }

    /** Checks the types and sizes of the key attributes that an item has. */
    private static void check(Shape.Key key, Map<String, AttributeValue> item) {
        for (Shape.Attribute attribute : key.attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value != null) {
                require(Plain.type(value).equals(attribute.type()), "a key of the wrong type");
                int size = value.n() != null ? 1 : Plain.size(value);
                int largest = attribute.equals(key.partition()) ? LARGEST_PARTITION : LARGEST_SORT;
                require(size > 0 && size <= largest, "a key that is empty or too long");
            }
        }
    }

    private static void require(boolean rule, String otherwise) {
        if (!rule) {
            throw Refused.invalid(otherwise);
        }
    }
}
