package io.seatline.dynamodb.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the first difference between what a program gets from a target and from the model, and shrinks the program. */
final class SequentialRun {
    private static final int MOST_TRIES = 2_000;

    private SequentialRun() {}

    /** How the target's answers differ from the model's; empty if they do not. Creates the tables and deletes them. */
    static Optional<String> difference(Program program, Target target) {
        Model model = new Model(program.tables());
        program.tables().forEach(target::create);
        try {
            for (Operation operation : program.operations()) {
                Outcome expected = model.run(operation);
                Outcome actual = target.run(operation);
                List<String> parts =
                        expected.differences(actual, expected.parts().keySet());
                if (!parts.isEmpty()) {
                    return Optional.of(parts + " of " + operation + "\nmodel:  " + expected + "\nengine: " + actual);
                }
            }
            return afterwards(program, model, target);
        } finally {
            program.tables().forEach(target::delete);
        }
    }

    /** Whether all indexes and streams agree with the tables. */
    private static Optional<String> afterwards(Program program, Model model, Target target) {
        for (Shape shape : program.tables()) {
            List<Operation> scans = new ArrayList<>(List.of(Whole.of(shape, null)));
            shape.indexes().forEach(index -> scans.add(Whole.of(shape, index.name())));
            for (Operation scan : scans) {
                String expected = model.run(scan).parts().get("items");
                String actual = target.run(scan).parts().get("items");
                if (!expected.equals(actual)) {
                    return Optional.of("in the end " + scan + "\nmodel:  " + expected + "\nengine: " + actual);
                }
            }
            if (shape.stream().isPresent()) {
                List<String> expected = Target.records(model.table(shape.name()));
                List<String> actual = target.records(shape);
                if (!expected.equals(actual)) {
                    return Optional.of("stream of " + shape + "\nmodel:  " + String.join("\n        ", expected)
                            + "\nengine: " + String.join("\n        ", actual));
                }
            }
        }
        return Optional.empty();
    }

    /** The program without the operations that the difference does not need. */
    static Program shrunk(Program program, Function<Program, Optional<String>> difference) {
        Program smallest = program;
        int tries = 0;
        for (int step = Math.max(1, program.operations().size() / 2); step >= 1; step /= 2) {
            int at = 0;
            while (at < smallest.operations().size() && tries++ < MOST_TRIES) {
                List<Operation> fewer = new ArrayList<>(smallest.operations());
                fewer.subList(at, Math.min(fewer.size(), at + step)).clear();
                Program candidate = smallest.with(fewer);
                if (difference.apply(candidate).isPresent()) {
                    smallest = candidate;
                } else {
                    at += step;
                }
            }
        }
        return smallest;
    }
}
