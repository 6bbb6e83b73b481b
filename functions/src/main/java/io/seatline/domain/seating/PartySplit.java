package io.seatline.domain.seating;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.seatline.domain.Policies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A split of a party into blocks.
 *
 * @param sizes the sizes of the blocks, the largest first
 */
record PartySplit(List<Integer> sizes) {
    private static final Comparator<PartySplit> FEWER_BLOCKS_THEN_FEWER_ALONE =
            Comparator.<PartySplit>comparingInt(split -> split.sizes().size()).thenComparingLong(PartySplit::alone);

    private static final List<List<List<PartySplit>>> BY_PARTY = IntStream.rangeClosed(0, Policies.MAX_SEATS)
            .mapToObj(PartySplit::sorted)
            .toList();

    PartySplit {
        sizes = List.copyOf(sizes);
    }

    /** All splits of a party of at most {@link Policies#MAX_SEATS}, grouped by quality, the best group first. */
    static List<List<PartySplit>> bestFirst(int seats) {
        return BY_PARTY.get(seats);
    }

    /** Whether each block fits into its own run of free seats. The runs' lengths are given, the longest first. */
    boolean fitsInto(List<Integer> runs) {
        return sizes.size() <= runs.size()
                && IntStream.range(0, sizes.size()).allMatch(i -> sizes.get(i) <= runs.get(i));
    }

    int largest() {
        return sizes.getFirst();
    }

    List<Integer> differentSizes() {
        return sizes.stream().distinct().toList();
    }

    /** The sizes of the other blocks, the largest first. */
    List<Integer> without(int size) {
        List<Integer> others = new ArrayList<>(sizes);
        others.remove(Integer.valueOf(size));
        return others;
    }

    private long alone() {
        return sizes.stream().filter(size -> size == 1).count();
    }

    private static List<List<PartySplit>> sorted(int seats) {
        return List.copyOf(split(seats, seats)
                .map(PartySplit::new)
                .collect(groupingBy(
                        split -> split, () -> new TreeMap<>(FEWER_BLOCKS_THEN_FEWER_ALONE), toUnmodifiableList()))
                .values());
    }

    /** Lists all splits. Even splits come before uneven splits with the same number of blocks. */
    private static Stream<List<Integer>> split(int seats, int largest) {
        return seats == 0
                ? Stream.of(List.of())
                : IntStream.rangeClosed(1, Math.min(seats, largest)).boxed().flatMap(size -> split(seats - size, size)
                        .map(rest ->
                                Stream.concat(Stream.of(size), rest.stream()).toList()));
    }
}
