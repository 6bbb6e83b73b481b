package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.expression.*;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Collects a page of a query or scan: up to a limit of items, or a megabyte, looked at. */
final class Page {
    private static final long LARGEST = 1024 * 1024;

    /** What is read and shown; with {@code fetches}, an index that lacks attributes reads the items in the table. */
    record Selection(
            Table table,
            Optional<Index> index,
            Optional<Condition> filter,
            Optional<Projection> shown,
            boolean fetches,
            int limit) {}

    /** Keys from one to another; a prefix has no upper edge and is told by its sort range alone. */
    record Stretch(Key low, Key high, boolean forward, Optional<Range.Sort> sort) {
        boolean contains(Key key) {
            return low.compareTo(key) <= 0 && high.compareTo(key) >= 0 && has(key);
        }

        boolean has(Key key) {
            return sort.isEmpty() || sort.get().test(key.sort());
        }
    }

    final List<Map<String, AttributeValue>> items = new ArrayList<>();
    final Usage usage = new Usage(Usage.Mode.STANDARD);
    int scanned;

    private final Selection selection;
    private final Usage.Mode mode;
    private long bytes;
    private Item last = Item.NONE;

    Page(Selection selection, Usage.Mode mode) {
        this.selection = selection;
        this.mode = mode;
    }

    /** Reads a stretch from its beginning or after a key. */
    Page read(Stretch stretch, Optional<Key> after) {
        MVMap<Key, Item> map =
                selection.index().map(Index::entries).orElse(selection.table().items());
        Key from = stretch.forward() ? stretch.low() : stretch.high();
        Key to = stretch.forward() ? stretch.high() : stretch.low();
        Cursor<Key, Item> cursor = map.cursor(after.orElse(from), to, !stretch.forward());
        while (cursor.hasNext() && hasRoom()) {
            Key key = cursor.next();
            last = Item.NONE;
            if (stretch.has(key)) {
                if (after.isEmpty() || !key.equals(after.get())) {
                    look(key, cursor.getValue());
                    last = cursor.getValue();
                }
            } else if (stretch.forward()) {
                break;
            }
        }
        if (hasRoom()) {
            last = Item.NONE;
        }
        usage.read(selection.table(), selection.index(), Usage.readUnits(bytes, mode));
        return this;
    }

    private boolean hasRoom() {
        return scanned < selection.limit() && bytes < LARGEST;
    }

    private void look(Key key, Item entry) {
        scanned++;
        bytes += entry.size();
        Item item = entry;
        if (selection.fetches()) {
            // A read of its own in the table, which costs as one.
            item = selection.table().get(key.base());
            usage.read(selection.table(), Optional.empty(), Usage.readUnits(item.size(), mode));
        }
        if (selection.filter().isEmpty() || selection.filter().get().test(item)) {
            items.add(Parameters.shown(item, selection.shown()));
        }
    }

    /** Where the next page begins; null where there is none. */
    Map<String, AttributeValue> lastKey() {
        if (!last.exists()) {
            return null;
        }
        Map<String, AttributeValue> key =
                new HashMap<>(selection.table().keys().of(last).toSdk());
        selection.index().ifPresent(index -> key.putAll(index.keys().of(last).toSdk()));
        return key;
    }
}
