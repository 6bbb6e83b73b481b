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
 * The engine answers random programs as the model does. {@code -Drandom.programs=10000} runs more of them, {@code
 * -Drandom.seed=…} others.
 */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("random.programs", 150);
    private static final int MOST_REPORTED = 3;
    private static final long SEED = Long.getLong("random.seed", 1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void engine_answers_every_program_as_the_model_does() {
        int operations = 0;
        List<String> differences = new ArrayList<>();
        try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.inMemory())) {
            for (long seed = SEED; seed < SEED + PROGRAMS && differences.size() < MOST_REPORTED; seed++) {
                Program program = RandomPrograms.of(seed);
                operations += program.operations().size();
                if (difference(engine, program).isPresent()) {
                    Program shrunk = SequentialRun.shrunk(program, p -> difference(engine, p));
                    differences.add(difference(engine, shrunk).orElse("not again") + "\n" + shrunk);
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
