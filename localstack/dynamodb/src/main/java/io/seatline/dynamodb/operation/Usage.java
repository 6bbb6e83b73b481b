package io.seatline.dynamodb.operation;

import static java.util.stream.Collectors.groupingBy;

import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The capacity units that an operation used; see "DynamoDB read and write operations" in the developer guide. */
public final class Usage {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4 * 1024;

    /** How an operation was asked for, which multiplies its units. */
    enum Mode {
        EVENTUAL(0.5),
        STANDARD(1),
        TRANSACTIONAL(2);

        private final double factor;

        Mode(double factor) {
            this.factor = factor;
        }

        /** Of a read, where {@code ConsistentRead} is null if it was left out. */
        static Mode ofRead(Boolean consistent) {
            return Boolean.TRUE.equals(consistent) ? STANDARD : EVENTUAL;
        }
    }

    /** Units of a table, or of one of its indexes. */
    private record Part(String table, Optional<Index> index, double units) {}

    private final Mode mode;
    private final List<Part> parts = new ArrayList<>();
    private boolean writes;

    Usage(Mode mode) {
        this.mode = mode;
    }

    /** Units of a read of so many bytes; at least one unit's worth, also where nothing was found. */
    static double readUnits(long bytes, Mode mode) {
        return mode.factor * Math.max(1, (bytes + READ_UNIT - 1) / READ_UNIT);
    }

    /** Units of a write of an item; at least one unit's worth, also where nothing changes. */
    static double writeUnits(Item before, Item after, Mode mode) {
        int bytes = Math.max(before.size(), after.size());
        return mode.factor * Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
    }

    /** An entry that moves is two writes. A global index is written after a transaction and costs no more in one. */
    static double indexUnits(Effect.Entry entry, Mode mode) {
        Mode here = entry.index().scope() == Index.Scope.LOCAL ? mode : Mode.STANDARD;
        return entry.moves()
                ? writeUnits(entry.before(), Item.NONE, here) + writeUnits(Item.NONE, entry.after(), here)
                : writeUnits(entry.before(), entry.after(), here);
    }

    /** Adds a read of a table or an index. */
    Usage read(Table table, Optional<Index> index, double units) {
        parts.add(new Part(table.name(), index, units));
        return this;
    }

    /** Adds a write with what it changes in the indexes. */
    Usage write(Effect effect) {
        writes = true;
        String table = effect.table().name();
        parts.add(new Part(table, Optional.empty(), writeUnits(effect.before(), effect.after(), mode)));
        for (Effect.Entry entry : effect.entries()) {
            parts.add(new Part(table, Optional.of(entry.index()), indexUnits(entry, mode)));
        }
        return this;
    }

    /** Adds a write that was refused, which is charged for the item alone. */
    Usage refused(Effect effect) {
        writes = true;
        double units = writeUnits(effect.before(), effect.after(), mode);
        parts.add(new Part(effect.table().name(), Optional.empty(), units));
        return this;
    }

    double total() {
        return parts.stream().mapToDouble(Part::units).sum();
    }

    /** As the API answers it for one table; null where the request does not ask for it. */
    ConsumedCapacity answerOne(Parameters request) {
        List<ConsumedCapacity> answer = answer(request);
        return answer == null ? null : answer.getFirst();
    }

    /** As the API answers it, for each table that was used; null where there is none or the request does not ask. */
    List<ConsumedCapacity> answer(Parameters request) {
        String wanted = request.get("ReturnConsumedCapacity");
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        List<ConsumedCapacity> answer = answer(wanted.equals("INDEXES"));
        return answer.isEmpty() ? null : answer;
    }

    /** Each table's units, with those of its indexes. */
    public List<ConsumedCapacity> detailed() {
        return answer(true);
    }

    private List<ConsumedCapacity> answer(boolean detailed) {
        Map<String, List<Part>> tables =
                parts.stream().collect(groupingBy(Part::table, LinkedHashMap::new, Collectors.toList()));
        List<ConsumedCapacity> answers = new ArrayList<>();
        tables.forEach((name, all) -> {
            ConsumedCapacity.Builder answer =
                    capacity(ConsumedCapacity.builder().tableName(name), all);
            if (detailed) {
                List<Part> ofTable =
                        all.stream().filter(part -> part.index().isEmpty()).toList();
                answer.table(capacity(Capacity.builder(), ofTable).build())
                        .globalSecondaryIndexes(ofIndexes(all, Index.Scope.GLOBAL))
                        .localSecondaryIndexes(ofIndexes(all, Index.Scope.LOCAL));
            }
            answers.add(answer.build());
        });
        return answers;
    }

    /** By name; null where there are none. */
    private Map<String, Capacity> ofIndexes(List<Part> parts, Index.Scope scope) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        parts.stream()
                .filter(part -> part.index().isPresent() && part.index().get().scope() == scope)
                .collect(groupingBy(part -> part.index().get().name()))
                .forEach((name, here) ->
                        capacities.put(name, capacity(Capacity.builder(), here).build()));
        return capacities.isEmpty() ? null : capacities;
    }

    /** Transactions alone tell reads and writes apart. */
    private <B extends SdkPojo> B capacity(B answer, List<Part> parts) {
        double units = parts.stream().mapToDouble(Part::units).sum();
        if (mode == Mode.TRANSACTIONAL) {
            Parameters.set(answer, writes ? "WriteCapacityUnits" : "ReadCapacityUnits", units);
        }
        return Parameters.set(answer, "CapacityUnits", units);
    }
}
