package io.seatline.dynamodb.table;

import io.seatline.dynamodb.store.*;
import io.seatline.dynamodb.store.Store.Change;
import io.seatline.dynamodb.value.*;
import java.util.*;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.services.dynamodb.model.*;

/** A table with its items, its indexes and the shards of its stream; without a stream it has no shards. */
public record Table(
        TableDescription description,
        KeySchema keys,
        MVMap<Key, Item> items,
        List<Index> indexes,
        List<MVMap<Long, Change>> shards) {
    public String name() {
        return description.tableName();
    }

    public Item get(Key key) {
        Item item = items.get(key);
        return item == null ? Item.NONE : item;
    }

    public Key key(Item item) {
        return Key.of(item.get(keys.partition().name()), keys.sortValue(item));
    }

    public Optional<Index> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    public record Attribute(String name, String type) {}

    /** The key attributes of a table or an index: a partition key and optionally a sort key. */
    public record KeySchema(List<Attribute> attributes) {
        static KeySchema of(List<KeySchemaElement> elements, List<AttributeDefinition> definitions) {
            Map<String, String> types = new HashMap<>();
            definitions.forEach(
                    definition -> types.put(definition.attributeName(), definition.attributeTypeAsString()));
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
            return partition().name().equals(name)
                    || attributes.getLast().name().equals(name);
        }

        Value sortValue(Item item) {
            return attributes.size() > 1 ? item.get(attributes.getLast().name()) : null;
        }

        public Item of(Item item) {
            Map<String, Value> key = HashMap.newHashMap(2);
            for (Attribute attribute : attributes) {
                key.put(attribute.name(), item.get(attribute.name()));
            }
            return Item.of(key);
        }
    }

    /** A secondary index. Its entries have the {@code projected} attributes of their items, or {@code all}. */
    public record Index(
            String name, Scope scope, KeySchema keys, boolean all, Set<String> projected, MVMap<Key, Item> entries) {

        public enum Scope {
            GLOBAL,
            LOCAL
        }

        /** Returns the entry of an item; {@link Item#NONE} if the item lacks a key attribute. */
        public Item entry(Item item) {
            if (item.get(keys.partition().name()) == null
                    || item.get(keys.attributes().getLast().name()) == null) {
                return Item.NONE;
            }
            if (all) {
                return item;
            }
            Map<String, Value> entry = HashMap.newHashMap(projected.size());
            for (String name : projected) {
                Value value = item.get(name);
                if (value != null) {
                    entry.put(name, value);
                }
            }
            return Item.of(entry);
        }

        public Key key(Item entry, Key ofItem) {
            return Key.ofEntry(entry.get(keys.partition().name()), keys.sortValue(entry), ofItem);
        }
    }

    /** The change of an item and its index entries by a write. A missing item is {@link Item#NONE}. */
    public record Effect(Table table, Key key, Item before, Item after, List<Entry> entries) {
        /** A change in an index. A key is null if there is no entry. */
        public record Entry(Index index, Key from, Item before, Key to, Item after) {
            void apply() {
                if (from != null && !from.equals(to)) {
                    index.entries().remove(from);
                }
                if (to != null) {
                    index.entries().put(to, after);
                }
            }
        }

        public static Effect of(Table table, Key key, Item before, Item after) {
            List<Entry> entries = new ArrayList<>(table.indexes().size());
            for (Index index : table.indexes()) {
                Item old = index.entry(before);
                Item next = index.entry(after);
                if (!old.equals(next)) {
                    Key from = old.exists() ? index.key(old, key) : null;
                    entries.add(new Entry(index, from, old, next.exists() ? index.key(next, key) : null, next));
                }
            }
            return new Effect(table, key, before, after, entries);
        }
    }
}
