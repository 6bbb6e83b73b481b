package io.seatline.dynamodb.random;

import java.util.List;
import java.util.stream.Collectors;

/** Tables, and the operations to run on them in order. */
record Program(long seed, List<Shape> tables, List<Operation> operations) {

    Program with(List<Operation> others) {
        return new Program(seed, tables, others);
    }

    @Override
    public String toString() {
        return "program of seed " + seed + "\n"
                + tables.stream().map(Shape::toString).collect(Collectors.joining("\n")) + "\n"
                + operations.stream().map(Operation::toString).collect(Collectors.joining("\n"));
    }
}
