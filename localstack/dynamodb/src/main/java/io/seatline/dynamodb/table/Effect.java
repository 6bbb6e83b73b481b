package io.seatline.dynamodb.table;

import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.value.Item;
import java.util.*;

/** What a write does to the item at a key and to its index entries. What does not exist is {@link Item#NONE}. */
public record Effect(Table table, Key key, Item before, Item after, List<Entry> entries) {

    /** What changes in an index; a place is null where there is no entry. */
    public record Entry(Index index, Key from, Item before, Key to, Item after) {
        public boolean moves() {
            return from != null && to != null && !from.equals(to);
        }

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
            Item fresh = index.entry(after);
            if (!old.equals(fresh)) {
                Key from = old.exists() ? index.key(old, key) : null;
                entries.add(new Entry(index, from, old, fresh.exists() ? index.key(fresh, key) : null, fresh));
            }
        }
        return new Effect(table, key, before, after, entries);
    }
}
