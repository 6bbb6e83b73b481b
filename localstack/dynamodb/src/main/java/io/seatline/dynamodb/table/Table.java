package io.seatline.dynamodb.table;

import io.seatline.dynamodb.store.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A table with its items, its indexes and the shards of its stream, which are none where it has no stream. */
public record Table(
        TableDescription description,
        KeySchema keys,
        MVMap<Key, Item> items,
        List<Index> indexes,
        List<MVMap<Long, Change>> shards) {

    public String name() {
        return description.tableName();
    }

    /** The item at a key; {@link Item#NONE} if there is none. */
    public Item get(Key key) {
        Item item = items.get(key);
        return item == null ? Item.NONE : item;
    }

    /** The place of an item that has the key attributes. */
    public Key key(Item item) {
        return Key.of(item.get(keys.partition().name()), keys.sortValue(item));
    }

    public Optional<Index> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }
}
