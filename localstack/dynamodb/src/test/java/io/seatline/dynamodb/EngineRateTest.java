package io.seatline.dynamodb;

import static io.seatline.dynamodb.TestTables.item;
import static io.seatline.dynamodb.TestTables.number;
import static io.seatline.dynamodb.TestTables.put;
import static io.seatline.dynamodb.TestTables.text;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Measures the transactions per second of 32 callers. A transaction writes six items; each has an entry in both indexes
 * and a stream record. Run it by hand: {@code -Dtest=EngineRateTest -Drate.seconds=8}.
 */
@EnabledIfSystemProperty(
        named = "rate.seconds",
        matches = "\\d+",
        disabledReason = "a measurement; run it with -Drate.seconds=8")
class EngineRateTest {
    private static final int CALLERS = 32;
    private static final int ITEMS = 6;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("rate.seconds", 1));

    private final AtomicLong next = new AtomicLong();

    @Test
    void transactions_a_second_in_memory() throws Exception {
        measure("in memory", Optional.empty());
    }

    @Test
    void transactions_a_second_in_a_directory(@TempDir Path directory) throws Exception {
        measure("in a directory", Optional.of(directory));
    }

    private void measure(String where, Optional<Path> directory) throws Exception {
        try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.in(directory))) {
            TestTables.create(engine.client());
            run(engine.client(), LENGTH.dividedBy(2));
            long[] nanos = run(engine.client(), LENGTH);
            assertTrue(nanos.length > 0);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d transactions a second, p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
                    where,
                    nanos.length / LENGTH.toSeconds(),
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
    }

    /** Returns the duration of each transaction in nanoseconds, sorted. */
    private long[] run(DynamoDbClient client, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Future<List<Long>>> callers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            Callable<List<Long>> caller = () -> call(client, end);
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(caller));
            }
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> caller : callers) {
            all.addAll(caller.get());
        }
        long[] nanos = all.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(nanos);
        return nanos;
    }

    private List<Long> call(DynamoDbClient client, long end) {
        List<Long> nanos = new ArrayList<>();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            List<TransactWriteItem> items = transaction(next.incrementAndGet());
            client.transactWriteItems(r -> r.transactItems(items));
            nanos.add(System.nanoTime() - now);
        }
        return nanos;
    }

    private static List<TransactWriteItem> transaction(long number) {
        Map<String, AttributeValue> attributes = Map.of(
                "owner", text("customer-" + number),
                "rank", number(number),
                "state", text("HELD"),
                "title", text("A film with a name of some length"),
                "until", number(1_790_000_000_000L + number));
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> put(item("show-" + number % 500, "seat-" + number + "-" + i, attributes)))
                .toList();
    }
}
