package io.seatline.dynamodb.operation;

import static java.util.stream.Collectors.*;

import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The capacity units that an operation consumes; see "DynamoDB read and write operations" in the developer guide. */
public final class Usage {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4 * 1024;

    enum Mode {
        EVENTUAL(0.5),
        STANDARD(1),
        TRANSACTIONAL(2);

        private final double factor;

        Mode(double factor) {
            this.factor = factor;
        }

        static Mode ofRead(Boolean consistent) {
            return Boolean.TRUE.equals(consistent) ? STANDARD : EVENTUAL;
        }
    }

    private record Part(String table, Optional<Index> index, double units) {}

    private final Mode mode;
    private final List<Part> parts = new ArrayList<>();
    private boolean writes;

    Usage(Mode mode) {
        this.mode = mode;
    }

    static double readUnits(long bytes, Mode mode) {
        return mode.factor * Math.max(1, (bytes + READ_UNIT - 1) / READ_UNIT);
    }

    static double writeUnits(Item before, Item after, Mode mode) {
        int bytes = Math.max(before.size(), after.size());
        return mode.factor * Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
    }

    /** A moved entry is two writes. A transaction does not double global indexes: they are written after it. */
    static double indexUnits(Effect.Entry entry, Mode mode) {
        Mode indexMode = entry.index().scope() == Index.Scope.LOCAL ? mode : Mode.STANDARD;
        boolean moves =
                entry.from() != null && entry.to() != null && !entry.from().equals(entry.to());
        return moves
                ? writeUnits(entry.before(), Item.NONE, indexMode) + writeUnits(Item.NONE, entry.after(), indexMode)
                : writeUnits(entry.before(), entry.after(), indexMode);
    }

    Usage read(Table table, Optional<Index> index, double units) {
        parts.add(new Part(table.name(), index, units));
        return this;
    }

    /** Adds a write of an item without its index entries, as AWS charges a refused one. */
    Usage write(Table table, Item before, Item after) {
        writes = true;
        return read(table, Optional.empty(), writeUnits(before, after, mode));
    }

    Usage write(Effect effect) {
        write(effect.table(), effect.before(), effect.after());
        for (Effect.Entry entry : effect.entries()) {
            read(effect.table(), Optional.of(entry.index()), indexUnits(entry, mode));
        }
        return this;
    }

    double total() {
        return parts.stream().mapToDouble(Part::units).sum();
    }

    ConsumedCapacity reportOne(Parameters request) {
        List<ConsumedCapacity> consumed = report(request);
        return consumed == null ? null : consumed.getFirst();
    }

    List<ConsumedCapacity> report(Parameters request) {
        String requested = request.get("ReturnConsumedCapacity");
        if (requested == null || requested.equals("NONE")) {
            return null;
        }
        List<ConsumedCapacity> consumed = report(requested.equals("INDEXES"));
        return consumed.isEmpty() ? null : consumed;
    }

    public List<ConsumedCapacity> report(boolean detailed) {
        List<ConsumedCapacity> reports = new ArrayList<>();
        var tables = parts.stream().collect(groupingBy(Part::table, LinkedHashMap::new, toList()));
        tables.forEach((name, all) -> {
            var consumed = capacity(ConsumedCapacity.builder().tableName(name), all);
            if (detailed) {
                List<Part> own = all.stream().filter(p -> p.index().isEmpty()).toList();
                consumed.table(capacity(Capacity.builder(), own).build())
                        .globalSecondaryIndexes(ofIndexes(all, Index.Scope.GLOBAL))
                        .localSecondaryIndexes(ofIndexes(all, Index.Scope.LOCAL));
            }
            reports.add(consumed.build());
        });
        return reports;
    }

    private Map<String, Capacity> ofIndexes(List<Part> parts, Index.Scope scope) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        parts.stream()
                .filter(part -> part.index().map(Index::scope).equals(Optional.of(scope)))
                .collect(groupingBy(part -> part.index().get().name()))
                .forEach((name, own) ->
                        capacities.put(name, capacity(Capacity.builder(), own).build()));
        return capacities.isEmpty() ? null : capacities;
    }

    private <B extends SdkPojo> B capacity(B consumed, List<Part> parts) {
        double units = parts.stream().mapToDouble(Part::units).sum();
        if (mode == Mode.TRANSACTIONAL) {
            Parameters.set(consumed, writes ? "WriteCapacityUnits" : "ReadCapacityUnits", units);
        }
        return Parameters.set(consumed, "CapacityUnits", units);
    }
}
