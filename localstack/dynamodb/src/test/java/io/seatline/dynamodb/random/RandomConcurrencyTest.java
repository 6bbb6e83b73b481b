package io.seatline.dynamodb.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that concurrent operations on a few items have a serial order. */
class RandomConcurrencyTest {
    private static final int THREADS = 4;
    private static final int STEPS = 60;
    private static final int ROUNDS = Math.max(1, Integer.getInteger("random.programs", 150) / 30);
    private static final long SEED = Long.getLong("random.seed", 1);

    @TempDir
    Path directory;

    @Test
    void threads_in_memory_have_a_serial_order() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(0, run(SEED + round, EngineOptions.inMemory()).conflicts());
        }
        printResult("in memory", 0);
    }

    @Test
    void threads_in_a_directory_have_a_serial_order() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            EngineOptions options = EngineOptions.in(Optional.of(directory.resolve("round" + round)));
            SerialOrder order = run(SEED + round, options);
            assertEquals(0, order.conflicts());
            try (DynamoDbEngine opened = new DynamoDbEngine(options)) {
                assertSameState(order.finalState(), new Target(opened.client(), opened.streams(), "0"));
            }
        }
        printResult("in a directory", 0);
    }

    @Test
    void slow_transactions_conflict_and_stay_atomic() throws Exception {
        int conflicts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            EngineOptions options = EngineOptions.inMemory().transactionTime(Duration.ofMillis(1));
            conflicts += run(SEED + round, options).conflicts();
        }
        assertTrue(conflicts > 0, "no transactions conflicted");
        printResult("with transactions of 1 ms", conflicts);
    }

    private static void printResult(String how, int conflicts) {
        System.out.println("Random concurrent programs " + how + ": " + ROUNDS + " with " + ROUNDS * THREADS * STEPS
                + " operations, " + conflicts + " conflicts, seeds from " + SEED);
    }

    /** Runs the threads of a seed and checks their serial order. */
    private static SerialOrder run(long seed, EngineOptions options) throws Exception {
        List<ConcurrentOperations.Done> all = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        try (DynamoDbEngine engine = new DynamoDbEngine(options);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Target target = new Target(engine.client(), engine.streams(), "0");
            target.create(ConcurrentOperations.TABLE);
            List<Callable<List<ConcurrentOperations.Done>>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                ConcurrentOperations operations = new ConcurrentOperations(seed, thread, target, clock);
                tasks.add(() -> operations.run(STEPS));
            }
            for (Future<List<ConcurrentOperations.Done>> thread : threads.invokeAll(tasks)) {
                all.addAll(thread.get());
            }
            SerialOrder order = new SerialOrder(all, target.stream(ConcurrentOperations.TABLE));
            assertEquals(Optional.empty(), order.problem().map(problem -> "seed " + seed + ": " + problem));
            assertSameState(order.finalState(), target);
            return order;
        }
    }

    /** Checks that table, index and stream equal the model's. */
    private static void assertSameState(Model model, Target target) {
        for (String index : new String[] {null, ConcurrentOperations.INDEX}) {
            Operation whole = FullScan.of(ConcurrentOperations.TABLE, index);
            assertEquals(
                    model.run(whole).parts().get("items"),
                    target.run(whole).parts().get("items"));
        }
        assertEquals(
                Target.records(model.table(ConcurrentOperations.TABLE.name())),
                target.records(ConcurrentOperations.TABLE));
    }
}
