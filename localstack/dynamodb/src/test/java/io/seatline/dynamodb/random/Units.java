package io.seatline.dynamodb.random;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Capacity units by table and part: the table itself or an index. */
final class Units {
    static final String TABLE = "table";

    private final Map<String, Map<String, Double>> units = new TreeMap<>();

    Units add(String table, String part, double used) {
        if (used > 0) {
            units.computeIfAbsent(table, t -> new TreeMap<>()).merge(part, used, Double::sum);
        }
        return this;
    }

    /** Adds the units in a response. */
    Units add(List<ConsumedCapacity> answers) {
        for (ConsumedCapacity answer : answers) {
            String table = answer.tableName();
            if (answer.table() == null) {
                add(table, TABLE, answer.capacityUnits());
            } else {
                add(table, TABLE, answer.table().capacityUnits());
                add(table, answer.globalSecondaryIndexes());
                add(table, answer.localSecondaryIndexes());
            }
        }
        return this;
    }

    private void add(String table, Map<String, Capacity> indexes) {
        indexes.forEach((index, capacity) -> add(table, index, capacity.capacityUnits()));
    }

    /** Returns the units in the requested detail. */
    String text(ReturnConsumedCapacity wanted) {
        return switch (wanted) {
            case INDEXES -> units.toString();
            case TOTAL -> {
                Map<String, Double> totals = new TreeMap<>();
                units.forEach((table, parts) -> totals.put(
                        table,
                        parts.values().stream().mapToDouble(Double::doubleValue).sum()));
                yield totals.toString();
            }
            case null, default -> "{}";
        };
    }
}
