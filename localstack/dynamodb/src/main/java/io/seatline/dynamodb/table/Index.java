package io.seatline.dynamodb.table;

import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.value.*;
import java.util.*;
import org.h2.mvstore.MVMap;

/** A secondary index. Its entries have the {@code projected} attributes of their items, or {@code all}. */
public record Index(
        String name, Scope scope, KeySchema keys, boolean all, Set<String> projected, MVMap<Key, Item> entries) {

    /** Global indexes have partitions of their own and may lag; local ones have the table's. */
    public enum Scope {
        GLOBAL,
        LOCAL
    }

    /** The entry of an item; {@link Item#NONE} if the item lacks a key attribute. */
    public Item entry(Item item) {
        if (!keys.covers(item)) {
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

    /** Where an entry stands. */
    public Key key(Item entry, Key ofItem) {
        return Key.ofEntry(entry.get(keys.partition().name()), keys.sortValue(entry), ofItem);
    }
}
