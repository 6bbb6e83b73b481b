package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.*;
import java.time.InstantSource;
import java.util.*;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/**
 * Limits what one partition takes in a second: 1,000 write units and 3,000 read units. Every partition key value counts
 * as a partition of its own, which is where AWS ends up when it splits hot ones;
 * see "Designing partition keys" in its developer guide.
 */
public final class Throttle {
    private static final double WRITES = 1_000;
    private static final double READS = 3_000;
    private static final String MESSAGE = "Throughput exceeds the current capacity of your table or index. DynamoDB is"
            + " automatically scaling your table or index so please try again shortly.";

    private record Partition(String table, Optional<String> index, Value value, double atMost) {}

    private final boolean limits;
    private final InstantSource clock;
    private final Map<Partition, Double> used = new HashMap<>();
    private long second;

    public Throttle(boolean limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes the units of a write from the item's partition and its global indexes'; throws where too few are left. */
    void write(Effect effect, Usage.Mode mode) {
        if (!limits) {
            return;
        }
        double units = Usage.writeUnits(effect.before(), effect.after(), mode);
        take(effect.table(), Optional.empty(), effect.key().partition(), units, WRITES);
        for (Effect.Entry entry : effect.entries()) {
            if (entry.index().scope() == Index.Scope.GLOBAL) {
                Value partition = (entry.to() == null ? entry.from() : entry.to()).partition();
                take(effect.table(), Optional.of(entry.index()), partition, Usage.indexUnits(entry, mode), WRITES);
            }
        }
    }

    /** Takes the units of a read from a partition; throws where there are not enough. */
    void read(Table table, Optional<Index> index, Value partition, double units) {
        if (limits) {
            take(table, index, partition, units, READS);
        }
    }

    private synchronized void take(Table table, Optional<Index> index, Value value, double units, double atMost) {
        Partition partition = new Partition(table.name(), index.map(Index::name), value, atMost);
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            used.clear();
        }
        if (used.merge(partition, units, Double::sum) > atMost) {
            used.merge(partition, -units, Double::sum);
            throw Errors.of(ThrottlingException.builder(), MESSAGE);
        }
    }
}
