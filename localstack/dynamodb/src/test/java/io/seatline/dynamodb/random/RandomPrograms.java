package io.seatline.dynamodb.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Creates the program of a seed: one or two random tables, and operations on them. */
final class RandomPrograms {
    private RandomPrograms() {}

    static Program of(long seed) {
        return of(seed, Dialect.FULL);
    }

    static Program of(long seed, Dialect dialect) {
        Dice dice = new Dice(seed);
        List<Shape> tables = new ArrayList<>();
        int count = dice.between(1, 2);
        for (int i = 0; i < count; i++) {
            tables.add(shape("table" + i, dice));
        }
        RandomOperations operations = new RandomOperations(dice, tables, dialect);
        List<Operation> all = new ArrayList<>();
        int length = dice.between(20, 200);
        for (int i = 0; i < length; i++) {
            all.add(operations.next());
        }
        return new Program(seed, tables, all);
    }

    private static Shape shape(String name, Dice dice) {
        Shape.Attribute partition = new Shape.Attribute("pk", dice.pick("S", "N", "B"));
        Optional<Shape.Attribute> sort =
                dice.chance(65) ? Optional.of(new Shape.Attribute("sk", dice.pick("S", "N", "B"))) : Optional.empty();
        Shape.Key key = new Shape.Key(partition, sort);
        List<Shape.Attribute> candidates = new ArrayList<>(key.attributes());
        candidates.add(new Shape.Attribute("g1", dice.pick("S", "N", "B")));
        candidates.add(new Shape.Attribute("g2", dice.pick("S", "N", "B")));
        List<Shape.Index> indexes = new ArrayList<>();
        int global = dice.between(0, 3);
        for (int i = 0; i < global; i++) {
            Shape.Attribute hash = dice.pick(candidates);
            Shape.Attribute range = dice.pick(candidates);
            Shape.Key ofIndex =
                    new Shape.Key(hash, dice.chance(60) && !hash.equals(range) ? Optional.of(range) : Optional.empty());
            indexes.add(index("global" + i, true, ofIndex, dice));
        }
        int local = sort.isPresent() ? dice.between(0, 2) : 0;
        for (int i = 0; i < local; i++) {
            Shape.Attribute range = dice.pick(candidates.subList(2, candidates.size()));
            indexes.add(index("local" + i, false, new Shape.Key(partition, Optional.of(range)), dice));
        }
        Optional<StreamViewType> stream = dice.chance(70)
                ? Optional.of(dice.pick(
                        StreamViewType.NEW_AND_OLD_IMAGES,
                        StreamViewType.NEW_AND_OLD_IMAGES,
                        StreamViewType.NEW_IMAGE,
                        StreamViewType.OLD_IMAGE,
                        StreamViewType.KEYS_ONLY))
                : Optional.empty();
        return new Shape(name, key, indexes, stream);
    }

    private static Shape.Index index(String name, boolean global, Shape.Key key, Dice dice) {
        boolean all = dice.chance(40);
        Set<String> included = new HashSet<>();
        if (!all && dice.chance(50)) {
            included.add(dice.pick("a", "n", "m"));
            included.add(dice.pick("l", "t", "x-y"));
        }
        return new Shape.Index(name, global, key, all, included);
    }
}
