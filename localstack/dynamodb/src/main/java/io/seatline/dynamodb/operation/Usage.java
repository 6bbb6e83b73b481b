package io.seatline.dynamodb.operation;

import static java.util.stream.Collectors.*;

import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The capacity units that an operation used; see "DynamoDB read and write operations" in the developer guide. */
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

    /** An entry that moves is two writes. A global index is written after a transaction and costs no more in one. */
    static double indexUnits(Effect.Entry entry, Mode mode) {
        Mode here = entry.index().scope() == Index.Scope.LOCAL ? mode : Mode.STANDARD;
        boolean moves =
                entry.from() != null && entry.to() != null && !entry.from().equals(entry.to());
        return moves
                ? writeUnits(entry.before(), Item.NONE, here) + writeUnits(Item.NONE, entry.after(), here)
                : writeUnits(entry.before(), entry.after(), here);
    }

    Usage read(Table table, Optional<Index> index, double units) {
        parts.add(new Part(table.name(), index, units));
        return this;
    }

    /** Adds a write of an item without what it changes in the indexes, as AWS charges a refused one. */
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

    ConsumedCapacity answerOne(Parameters request) {
        List<ConsumedCapacity> answer = answer(request);
        return answer == null ? null : answer.getFirst();
    }

    List<ConsumedCapacity> answer(Parameters request) {
        String wanted = request.get("ReturnConsumedCapacity");
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        List<ConsumedCapacity> answer = answer(wanted.equals("INDEXES"));
        return answer.isEmpty() ? null : answer;
    }

    public List<ConsumedCapacity> answer(boolean detailed) {
        List<ConsumedCapacity> answers = new ArrayList<>();
        var tables = parts.stream().collect(groupingBy(Part::table, LinkedHashMap::new, toList()));
        tables.forEach((name, all) -> {
            var answer = capacity(ConsumedCapacity.builder().tableName(name), all);
            if (detailed) {
                List<Part> own = all.stream().filter(p -> p.index().isEmpty()).toList();
                answer.table(capacity(Capacity.builder(), own).build())
                        .globalSecondaryIndexes(ofIndexes(all, Index.Scope.GLOBAL))
                        .localSecondaryIndexes(ofIndexes(all, Index.Scope.LOCAL));
            }
            answers.add(answer.build());
        });
        return answers;
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

    private <B extends SdkPojo> B capacity(B answer, List<Part> parts) {
        double units = parts.stream().mapToDouble(Part::units).sum();
        if (mode == Mode.TRANSACTIONAL) {
            Parameters.set(answer, writes ? "WriteCapacityUnits" : "ReadCapacityUnits", units);
        }
        return Parameters.set(answer, "CapacityUnits", units);
    }
}
