package io.seatline.domain.seating;

import static java.util.Comparator.comparingInt;

import io.seatline.domain.Policies;
import io.seatline.domain.seating.SeatGrid.Block;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Picks the best blocks of seats for a party, if more seats are free than it needs.
 *
 * <p>A party that must be split sits around an anchor: its largest block, or the block with its accessible seat. The
 * search tries every possible anchor. It then places the other blocks, the larger first, as near to the anchor as
 * possible. This does not search all combinations, but it always finds the smallest number of blocks: in such a split
 * no two blocks share a run of free seats, because they would form one block.
 */
final class BestSeats {
    /**
     * Penalty for an accessible seat that is not needed: higher than the sum of all gaps between the party's blocks.
     */
    private static final int ACCESSIBLE_SEAT = 100_000;

    /** Penalty if nobody sits beside the accessible seat: higher than the penalties for additional accessible seats. */
    private static final int ALONE = Policies.MAX_SEATS * ACCESSIBLE_SEAT + 1;

    private static final Comparator<Seating> BEST_FIRST = comparingInt(Seating::apart)
            .thenComparingInt(seating -> seating.distance() / SeatGrid.RING)
            .thenComparingInt(Seating::stranded)
            .thenComparingInt(Seating::distance);

    private final SeatGrid grid;
    private final boolean needsAccessible;
    private Seating best;

    private BestSeats(SeatGrid grid, boolean needsAccessible) {
        this.grid = grid;
        this.needsAccessible = needsAccessible;
    }

    /**
     * Picks the party's blocks.
     *
     * @param grid a grid in which the party fits
     * @param needsAccessible whether one seat must be accessible and as few others as possible; if false, accessible
     *     seats count like any other
     */
    static List<Block> pick(SeatGrid grid, int seats, boolean needsAccessible) {
        BestSeats search = new BestSeats(grid, needsAccessible);
        List<Integer> runs = grid.runs();
        for (List<PartySplit> equallyGood : PartySplit.bestFirst(seats)) {
            equallyGood.stream().filter(split -> split.fitsInto(runs)).forEach(search::tryAnchors);
            if (search.best != null) {
                return search.best.blocks();
            }
        }
        throw new IllegalArgumentException("a party of " + seats + " does not fit into the free seats");
    }

    private void tryAnchors(PartySplit split) {
        for (int size : needsAccessible ? split.differentSizes() : List.of(split.largest())) {
            List<Integer> others = split.without(size);
            for (List<Block> row : grid.blocks(size)) {
                for (Block anchor : row) {
                    if (!needsAccessible || anchor.accessible() > 0) {
                        seatAround(anchor, others);
                    }
                }
            }
        }
    }

    private void seatAround(Block anchor, List<Integer> others) {
        List<Block> blocks = new ArrayList<>(1 + others.size());
        BitSet takenRuns = new BitSet();
        blocks.add(anchor);
        takenRuns.set(anchor.run());
        int apart = apart(anchor, anchor) + (needsAccessible && anchor.size() == 1 ? ALONE : 0);
        for (int size : others) {
            Block nearest = nearest(anchor, size, takenRuns, leeway(apart));
            if (nearest == null) {
                return;
            }
            blocks.add(nearest);
            takenRuns.set(nearest.run());
            apart += apart(anchor, nearest);
        }
        if (leeway(apart) >= 0) {
            Seating seating = Seating.of(blocks, apart);
            if (best == null || BEST_FIRST.compare(seating, best) < 0) {
                best = seating;
            }
        }
    }

    /** How much the penalty may still grow before the seating is worse than the best one so far. */
    private int leeway(int apart) {
        return best == null ? Integer.MAX_VALUE : best.apart() - apart;
    }

    private int apart(Block anchor, Block other) {
        return anchor.gapTo(other) + (needsAccessible ? other.accessible() * ACCESSIBLE_SEAT : 0);
    }

    /** Finds the nearest place, row by row outwards from the anchor; {@code null} if none is within the leeway. */
    private Block nearest(Block anchor, int size, BitSet takenRuns, int leeway) {
        List<List<Block>> rows = grid.blocks(size);
        Block nearest = null;
        int least = leeway;
        for (int away = 0; away < rows.size() && away * SeatGrid.SEATS_A_ROW <= least; away++) {
            for (int row = anchor.row() - away; row <= anchor.row() + away; row += Math.max(1, 2 * away)) {
                for (Block block : row < 0 || row >= rows.size() ? List.<Block>of() : rows.get(row)) {
                    int apart = apart(anchor, block);
                    if (apart <= least
                            && !takenRuns.get(block.run())
                            && (apart < least || nearest == null || block.comparePlace(nearest) < 0)) {
                        nearest = block;
                        least = apart;
                    }
                }
            }
        }
        return nearest;
    }

    /**
     * A party's blocks, the anchor first.
     *
     * @param apart the penalty; lower is better. It sums the blocks' gaps to the anchor, in seats, and the larger
     *     penalties {@link #ACCESSIBLE_SEAT} and {@link #ALONE}
     * @param distance the mean distance of its seats from the hall's best place, in hundredths of a seat
     * @param stranded the number of seats that its blocks leave stranded
     */
    private record Seating(List<Block> blocks, int apart, int distance, int stranded) {
        static Seating of(List<Block> blocks, int apart) {
            int seats = 0;
            int distance = 0;
            int stranded = 0;
            for (Block block : blocks) {
                seats += block.size();
                distance += block.size() * block.distance();
                stranded += block.stranded();
            }
            return new Seating(blocks, apart, distance / seats, stranded);
        }
    }
}
