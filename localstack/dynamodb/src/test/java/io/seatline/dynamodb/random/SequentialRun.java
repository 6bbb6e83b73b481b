package io.seatline.dynamodb.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the first difference between a target and the model in a program, and shrinks the program. */
final class SequentialRun {
    private static final int MAX_TRIES = 2_000;

    private SequentialRun() {}

    /** Describes the first difference between target and model, if any. Creates the tables and deletes them. */
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
            return finalDifference(program, model, target);
        } finally {
            program.tables().forEach(target::delete);
        }
    }

    /** Compares all tables, indexes and streams after the program. */
    private static Optional<String> finalDifference(Program program, Model model, Target target) {
        for (Shape shape : program.tables()) {
            List<Operation> scans = new ArrayList<>(List.of(FullScan.of(shape, null)));
            shape.indexes().forEach(index -> scans.add(FullScan.of(shape, index.name())));
            for (Operation scan : scans) {
                String expected = model.run(scan).parts().get("items");
                String actual = target.run(scan).parts().get("items");
                if (!expected.equals(actual)) {
                    return Optional.of("after the program, " + scan + "\nmodel:  " + expected + "\nengine: " + actual);
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

    /** Returns the program without the operations that the difference does not need. */
    static Program shrunk(Program program, Function<Program, Optional<String>> difference) {
        Program smallest = program;
        int tries = 0;
        for (int step = Math.max(1, program.operations().size() / 2); step >= 1; step /= 2) {
            int at = 0;
            while (at < smallest.operations().size() && tries++ < MAX_TRIES) {
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
