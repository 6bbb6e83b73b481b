package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.Value;

/**
 * The place of an item in a table or an index. Keys sort by the hash of their partition, which spreads partitions as
 * DynamoDB does, then by sort value, then, in an index, by {@code base}, the item's key in its table.
 *
 * <p>With an {@code edge}, a key that leaves out its last parts is the place before (-1) or after (1) all keys that
 * begin with it; only searches use those.
 */
public record Key(int hash, Value partition, Value sort, Key base, int edge) implements Comparable<Key> {
    public static final int BEFORE = -1;
    public static final int AFTER = 1;

    private static final int SPREAD = 0x9E3779B9;

    /** The key of an item in a table; {@code sort} is null if the table has no sort key. */
    public static Key of(Value partition, Value sort) {
        return ofEntry(partition, sort, null);
    }

    public static Key ofEntry(Value partition, Value sort, Key base) {
        return new Key(hash(partition), partition, sort, base, 0);
    }

    /** The place before or after all items of a partition, or, with a sort value, all that have it as well. */
    public static Key edge(Value partition, Value sort, int edge) {
        return new Key(hash(partition), partition, sort, null, edge);
    }

    /** The place before or after all partitions of a hash. */
    public static Key edge(int hash, int edge) {
        return new Key(hash, null, null, null, edge);
    }

    /** The same for the same value, now and after a restart. */
    private static int hash(Value partition) {
        int hash = partition.hashCode() * SPREAD;
        return hash ^ (hash >>> 15);
    }

    @Override
    public int compareTo(Key other) {
        int order = Integer.compareUnsigned(hash, other.hash);
        order = order != 0 ? order : compareParts(partition, other.partition, other);
        order = order != 0 ? order : compareParts(sort, other.sort, other);
        order = order != 0 ? order : compareParts(base, other.base, other);
        return order != 0 ? order : Integer.compare(edge, other.edge);
    }

    /** Compares by one part; where only one key has it, the other is an edge. */
    private <T extends Comparable<T>> int compareParts(T part, T otherPart, Key other) {
        if (part != null && otherPart != null) {
            return part.compareTo(otherPart);
        }
        return part == null && otherPart == null ? 0 : part == null ? edge : -other.edge;
    }
}
