package io.seatline.local.cost;

import io.seatline.local.cost.CapacityRules.Writing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * A table's keys and indexes, as far as they decide what a write costs.
 *
 * @param name the table
 * @param keys its key attributes
 * @param indexes its secondary indexes
 */
public record TableShape(String name, List<String> keys, List<Index> indexes) {

    /**
     * A secondary index.
     *
     * @param name the index
     * @param keys its key attributes
     * @param projected all attributes that an entry has; ignored if {@code all}
     * @param all whether an entry is the whole item
     * @param local whether it shares the table's partition key
     */
    public record Index(String name, List<String> keys, Set<String> projected, boolean all, boolean local) {

        /** The entry that an item has in this index; empty if it has none. */
        Map<String, AttributeValue> entry(Map<String, AttributeValue> item) {
            if (!item.keySet().containsAll(keys)) {
                return Map.of();
            }
            Map<String, AttributeValue> entry = new HashMap<>(item);
            if (!all) {
                entry.keySet().retainAll(projected);
            }
            return entry;
        }

        /**
         * What a change of an item costs here. Nothing where its entry stays; one write where an entry comes, goes or
         * changes besides its key; two, a delete and a put, where its key changes. A global index is written after the
         * transaction and costs no more in one; a local one is written with the item and costs twice, as the item does.
         */
        double write(Map<String, AttributeValue> before, Map<String, AttributeValue> after, Writing writing) {
            Map<String, AttributeValue> old = entry(before);
            Map<String, AttributeValue> fresh = entry(after);
            Writing here = local ? writing : Writing.STANDARD;
            if (old.equals(fresh)) {
                return 0;
            }
            if (old.isEmpty() || fresh.isEmpty() || sameKey(old, fresh)) {
                return CapacityRules.write(ItemSize.of(old), ItemSize.of(fresh), here);
            }
            return CapacityRules.write(ItemSize.of(old), 0, here) + CapacityRules.write(0, ItemSize.of(fresh), here);
        }

        private boolean sameKey(Map<String, AttributeValue> old, Map<String, AttributeValue> fresh) {
            return keys.stream().allMatch(key -> old.get(key).equals(fresh.get(key)));
        }
    }

    /** Reads it from what creates the table. */
    public static TableShape of(CreateTableRequest request) {
        List<String> keys = names(request.keySchema());
        List<Index> indexes = new ArrayList<>();
        request.globalSecondaryIndexes()
                .forEach(i -> indexes.add(index(i.indexName(), i.keySchema(), i.projection(), keys, false)));
        request.localSecondaryIndexes()
                .forEach(i -> indexes.add(index(i.indexName(), i.keySchema(), i.projection(), keys, true)));
        return new TableShape(request.tableName(), keys, List.copyOf(indexes));
    }

    private static Index index(
            String name, List<KeySchemaElement> schema, Projection projection, List<String> tableKeys, boolean local) {
        Set<String> projected = new HashSet<>(tableKeys);
        projected.addAll(names(schema));
        projected.addAll(projection.nonKeyAttributes());
        return new Index(
                name, names(schema), Set.copyOf(projected), projection.projectionType() == ProjectionType.ALL, local);
    }

    private static List<String> names(List<KeySchemaElement> schema) {
        return schema.stream().map(KeySchemaElement::attributeName).toList();
    }

    /** The key of an item. */
    Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(keys);
        return key;
    }
}
