package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.store.*;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.Num;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.*;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The parts that operations share. Both listeners are also called for refused writes. */
public record Engine(
        Store store,
        Tables tables,
        InFlight inFlight,
        Throttle throttle,
        InstantSource clock,
        Consumer<Collection<String>> writeListener,
        Consumer<Usage> usageListener) {
    /** A time that passed longer ago is treated as a mistake, not as a time to live. */
    private static final Duration MAX_AGE = Duration.ofDays(5 * 365);

    public Engine withUsageListener(Consumer<Usage> listener) {
        return new Engine(store, tables, inFlight, throttle, clock, writeListener, listener);
    }

    <T> T write(Collection<Table> touched, Supplier<T> work) {
        try {
            return store.write(work);
        } finally {
            writeListener.accept(touched.stream().map(Table::name).distinct().toList());
        }
    }

    Usage used(Usage usage) {
        usageListener.accept(usage);
        return usage;
    }

    /** Deletes the items whose time to live has passed and returns their number. AWS takes some days for it. */
    public int expire() {
        int expired = 0;
        for (Table table : tables.all()) {
            Optional<String> attribute = tables.timeToLive(table);
            expired += attribute.isEmpty() ? 0 : write(List.of(table), () -> expire(table, attribute.get()));
        }
        return expired;
    }

    private int expire(Table table, String attribute) {
        BigDecimal now = BigDecimal.valueOf(clock.instant().getEpochSecond());
        BigDecimal oldest = now.subtract(BigDecimal.valueOf(MAX_AGE.toSeconds()));
        List<Item> expired = table.items().values().stream()
                .filter(item -> item.get(attribute) instanceof Num(var until)
                        && until.compareTo(now) < 0
                        && until.compareTo(oldest) > 0)
                .toList();
        expired.forEach(item -> tables.apply(Effect.of(table, table.key(item), item, Item.NONE), true));
        return expired.size();
    }

    /** The items of transactions in flight. A transaction takes {@code time}; with zero, none conflict. */
    public record InFlight(Duration time, Set<ItemRef> taken) {
        static final String ONGOING = "Transaction is ongoing for the item";

        record ItemRef(String table, Key key) {}

        void refuseIfTaken(Write write) {
            if (time.isPositive() && isTaken(write.ref())) {
                throw Errors.of(TransactionConflictException.builder(), ONGOING);
            }
        }

        synchronized boolean isTaken(ItemRef item) {
            return taken.contains(item);
        }

        /** Marks items and sleeps for {@code time}. If others are using some of them, marks none and returns those. */
        List<ItemRef> begin(List<ItemRef> items) {
            if (!time.isPositive()) {
                return List.of();
            }
            List<ItemRef> conflicts = take(items);
            if (!conflicts.isEmpty()) {
                return conflicts;
            }
            try {
                Thread.sleep(time);
                return List.of();
            } catch (InterruptedException e) {
                end(items);
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted while a transaction was in flight", e);
            }
        }

        private synchronized List<ItemRef> take(List<ItemRef> items) {
            List<ItemRef> conflicts = items.stream().filter(taken::contains).toList();
            if (conflicts.isEmpty()) {
                taken.addAll(items);
            }
            return conflicts;
        }

        synchronized void end(List<ItemRef> items) {
            items.forEach(taken::remove);
        }
    }

    /** Limits the units of a partition, all items with one partition key value, in a second. */
    public static final class Throttle {
        private static final double MAX_WRITES = 1_000;
        private static final double MAX_READS = 3_000;
        private static final String MESSAGE =
                "Throughput exceeds the current capacity of your table or index. DynamoDB is"
                        + " automatically scaling your table or index so please try again shortly.";

        private record Partition(String table, Optional<String> index, Value value, double limit) {}

        private final boolean limits;
        private final InstantSource clock;
        private final Map<Partition, Double> used = new HashMap<>();
        private long second;

        public Throttle(boolean limits, InstantSource clock) {
            this.limits = limits;
            this.clock = clock;
        }

        void write(Effect effect, Usage.Mode mode) {
            if (!limits) {
                return;
            }
            double units = Usage.writeUnits(effect.before(), effect.after(), mode);
            take(effect.table(), Optional.empty(), effect.key().partition(), units, MAX_WRITES);
            for (Effect.Entry entry : effect.entries()) {
                if (entry.index().scope() == Index.Scope.GLOBAL) {
                    Value value = (entry.to() == null ? entry.from() : entry.to()).partition();
                    take(effect.table(), Optional.of(entry.index()), value, Usage.indexUnits(entry, mode), MAX_WRITES);
                }
            }
        }

        void read(Table table, Optional<Index> index, Value partition, double units) {
            if (limits) {
                take(table, index, partition, units, MAX_READS);
            }
        }

        private synchronized void take(Table table, Optional<Index> index, Value value, double units, double limit) {
            Partition partition = new Partition(table.name(), index.map(Index::name), value, limit);
            long now = clock.instant().getEpochSecond();
            if (now != second) {
                second = now;
                used.clear();
            }
            if (used.merge(partition, units, Double::sum) > limit) {
                used.merge(partition, -units, Double::sum);
                throw Errors.of(ThrottlingException.builder(), MESSAGE);
            }
        }
    }
}
