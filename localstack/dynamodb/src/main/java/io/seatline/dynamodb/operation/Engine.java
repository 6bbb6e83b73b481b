package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.store.Store;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.Item;
import io.seatline.dynamodb.value.Value.Num;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.*;

/**
 * What all operations work with. {@code written} gets the names of the tables after each write, and {@code meter} what
 * each operation used, both also where it was refused.
 */
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

    /** The same engine for a client whose use is metered. */
    public Engine metered(Consumer<Usage> by) {
        return new Engine(store, tables, inFlight, throttle, clock, written, by);
    }

    /** Does a write, alone, and returns when it can no longer be lost. */
    <T> T write(Collection<Table> touched, Supplier<T> work) {
        try {
            return store.write(work);
        } finally {
            written.accept(touched.stream().map(Table::name).distinct().toList());
        }
    }

    /** Notes what an operation used. */
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
        over.forEach(item -> tables.expire(table, item));
        return over.size();
    }
}
