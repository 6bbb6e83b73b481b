package io.seatline.dynamodb.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Compares the engine with the model on random programs. {@code -Drandom.programs=10000} runs more programs, {@code
 * -Drandom.seed=…} other ones.
 */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("random.programs", 150);
    private static final int MAX_REPORTED = 3;
    private static final long SEED = Long.getLong("random.seed", 1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void engine_and_model_answer_every_program_alike() {
        int operations = 0;
        List<String> differences = new ArrayList<>();
        try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.inMemory())) {
            for (long seed = SEED; seed < SEED + PROGRAMS && differences.size() < MAX_REPORTED; seed++) {
                Program program = RandomPrograms.of(seed);
                operations += program.operations().size();
                if (difference(engine, program).isPresent()) {
                    Program shrunk = SequentialRun.shrunk(program, p -> difference(engine, p));
                    differences.add(difference(engine, shrunk).orElse("not reproducible") + "\n" + shrunk);
                }
            }
        }
        assertEquals("", String.join("\n\n", differences));
        System.out.println("Random programs: " + PROGRAMS + " with " + operations + " operations, seeds from " + SEED);
    }

    private Optional<String> difference(DynamoDbEngine engine, Program program) {
        Target target = new Target(engine.client(), engine.streams(), Integer.toString(runs.incrementAndGet()));
        return SequentialRun.difference(program, target);
    }
}
