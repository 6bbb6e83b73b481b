package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.Value;

/**
 * The key of an item in a table, or of an index entry with the item's key as {@code base}. Searches use a key
 * without its last parts and with an {@code edge}: before (-1) or after (1) all keys that begin with it.
 */
public record Key(int hash, Value partition, Value sort, Key base, int edge) implements Comparable<Key> {
    public static final int BEFORE = -1;
    public static final int AFTER = 1;
    private static final int SPREAD = 0x9E3779B9;

    public static Key of(Value partition, Value sort) {
        return ofEntry(partition, sort, null);
    }

    public static Key ofEntry(Value partition, Value sort, Key base) {
        return new Key(hash(partition), partition, sort, base, 0);
    }

    public static Key edge(Value partition, Value sort, int edge) {
        return new Key(hash(partition), partition, sort, null, edge);
    }

    public static Key edge(int hash, int edge) {
        return new Key(hash, null, null, null, edge);
    }

    /** Returns the same hash after a restart: the file is sorted by it. */
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

    /** Compares one part of the keys. If only one key has it, the other is an edge. */
    private <T extends Comparable<T>> int compareParts(T part, T otherPart, Key other) {
        if (part != null && otherPart != null) {
            return part.compareTo(otherPart);
        }
        return part == null && otherPart == null ? 0 : part == null ? edge : -other.edge;
    }
}
