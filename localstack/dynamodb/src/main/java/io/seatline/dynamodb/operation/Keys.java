package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;

/** Checks keys in requests, and items before they are stored. */
final class Keys {
    static final int MAX_ITEM = 400 * 1024;
    static final String NO_MATCH = "The provided key element does not match the schema";
    private static final String INVALID = "One or more parameter values are not valid. ";
    private static final int MAX_PARTITION_BYTES = 2048;
    private static final int MAX_SORT_BYTES = 1024;

    private Keys() {}

    static Item checkedKey(Table table, Item key) {
        Errors.refuseIf(key.attributes().size() != table.keys().attributes().size(), NO_MATCH);
        for (Attribute attribute : table.keys().attributes()) {
            Value value = key.get(attribute.name());
            Errors.refuseIf(value == null || !value.type().equals(attribute.type()), NO_MATCH);
            checkSize(table, attribute, value);
        }
        return key;
    }

    static Item checkedItem(Table table, Item item) {
        for (Attribute attribute : table.keys().attributes()) {
            Value value = item.get(attribute.name());
            if (value == null) {
                throw Errors.invalidParameter("Missing the key " + attribute.name() + " in the item");
            }
            if (!value.type().equals(attribute.type())) {
                throw Errors.invalidParameter("Type mismatch for key " + attribute.name() + " expected: "
                        + attribute.type() + " actual: " + value.type());
            }
            checkSize(table, attribute, value);
        }
        checkIndexKeys(table, item);
        Errors.refuseIf(item.size() > MAX_ITEM, "Item size has exceeded the maximum allowed size");
        return item;
    }

    private static void checkSize(Table table, Attribute attribute, Value value) {
        if (isEmpty(value)) {
            throw Errors.validation(INVALID + emptyKey(value) + " Key: " + attribute.name());
        }
        boolean partition = attribute.equals(table.keys().partition());
        if (value.size() > (partition ? MAX_PARTITION_BYTES : MAX_SORT_BYTES)) {
            throw Errors.invalidParameter(
                    partition
                            ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
                            : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }

    static void checkIndexKeys(Table table, Item item) {
        for (Index index : table.indexes()) {
            for (Attribute attribute : index.keys().attributes()) {
                Value value = item.get(attribute.name());
                if (value != null && !table.keys().has(attribute.name())) {
                    checkIndexKey(index, attribute, value);
                }
            }
        }
    }

    private static void checkIndexKey(Index index, Attribute attribute, Value value) {
        if (!value.type().equals(attribute.type())) {
            throw Errors.invalidParameter("Type mismatch for Index Key " + attribute.name() + " Expected: "
                    + attribute.type() + " Actual: " + value.type() + " IndexName: " + index.name());
        }
        if (isEmpty(value)) {
            throw Errors.validation(INVALID + "A value specified for a secondary index key is not supported. "
                    + emptyKey(value) + " IndexName: " + index.name() + ", IndexKey: " + attribute.name());
        }
        boolean partition = attribute.equals(index.keys().partition());
        int max = partition ? MAX_PARTITION_BYTES : MAX_SORT_BYTES;
        if (value.size() > max) {
            throw Errors.invalidParameter("Size of " + (partition ? "hash" : "range")
                    + "key has exceeded the maximum size limit of " + max + " bytes. IndexName: " + index.name());
        }
    }

    private static boolean isEmpty(Value value) {
        return (value instanceof Text || value instanceof Binary) && value.size() == 0;
    }

    private static String emptyKey(Value value) {
        return "The AttributeValue for a key attribute cannot contain an empty "
                + (value instanceof Text ? "string" : "binary") + " value.";
    }
}
