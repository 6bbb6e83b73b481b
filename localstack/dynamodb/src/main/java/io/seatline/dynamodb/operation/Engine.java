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

/** What operations work with; {@code written} and {@code meter} hear of writes and units, refused ones too. */
public record Engine(
        Store store,
        Tables tables,
        InFlight inFlight,
        Throttle throttle,
        InstantSource clock,
        Consumer<Collection<String>> written,
        Consumer<Usage> meter) {
    /** What passed longer ago is a mistake, not a time to live. */
    private static final Duration OLDEST = Duration.ofDays(5 * 365);

    public Engine metered(Consumer<Usage> by) {
        return new Engine(store, tables, inFlight, throttle, clock, written, by);
    }

    <T> T write(Collection<Table> touched, Supplier<T> work) {
        try {
            return store.write(work);
        } finally {
            written.accept(touched.stream().map(Table::name).distinct().toList());
        }
    }

    Usage used(Usage usage) {
        meter.accept(usage);
        return usage;
    }

    /** Deletes the items whose time to live has passed; tells how many. AWS does so within some days. */
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
        BigDecimal oldest = now.subtract(BigDecimal.valueOf(OLDEST.toSeconds()));
        List<Item> over = table.items().values().stream()
                .filter(item -> item.get(attribute) instanceof Num(var until)
                        && until.compareTo(now) < 0
                        && until.compareTo(oldest) > 0)
                .toList();
        over.forEach(item -> tables.apply(Effect.of(table, table.key(item), item, Item.NONE), true));
        return over.size();
    }

    /** The items of transactions under way, which take a set time; with zero, none meets another. */
    public record InFlight(Duration time, Set<Place> taken) {
        static final String ONGOING = "Transaction is ongoing for the item";

        record Place(String table, Key key) {}

        void refuseIfTaken(Write write) {
            if (time.isPositive() && isTaken(write.place())) {
                throw Errors.of(TransactionConflictException.builder(), ONGOING);
            }
        }

        synchronized boolean isTaken(Place place) {
            return taken.contains(place);
        }

        /** Takes items and stays for the set time; takes none, but returns the conflicts, if others hold some. */
        List<Place> enter(List<Place> places) {
            if (!time.isPositive()) {
                return List.of();
            }
            List<Place> conflicts = take(places);
            if (!conflicts.isEmpty()) {
                return conflicts;
            }
            try {
                Thread.sleep(time);
                return List.of();
            } catch (InterruptedException e) {
                leave(places);
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted while a transaction was under way", e);
            }
        }

        private synchronized List<Place> take(List<Place> places) {
            List<Place> conflicts = places.stream().filter(taken::contains).toList();
            if (conflicts.isEmpty()) {
                taken.addAll(places);
            }
            return conflicts;
        }

        synchronized void leave(List<Place> places) {
            places.forEach(taken::remove);
        }
    }

    /** Limits what one partition, which is all items of a partition key value, takes in a second. */
    public static final class Throttle {
        private static final double WRITES = 1_000;
        private static final double READS = 3_000;
        private static final String MESSAGE =
                "Throughput exceeds the current capacity of your table or index. DynamoDB is"
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
}
