package io.seatline.domain.seating;

import static java.util.Comparator.comparingInt;

import io.seatline.domain.Policies;
import io.seatline.domain.seating.SeatGrid.Block;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Picks seats for a party where there is a choice.
 *
 * <p>A party that must be split sits around its anchor: its largest block, or the one with its accessible seat. Every
 * block that can be the anchor is tried, and each further block, the larger first, takes the nearest place that is
 * left. That is no search of all combinations, yet it finds the fewest blocks: in the fewest, no two share a run of free
 * seats, since together they would be one.
 */
final class BestSeats {
    /** What counts against an accessible seat, if another would do: more than all gaps between the party's blocks. */
    private static final int ACCESSIBLE_SEAT = 100_000;

    /** What counts against nobody beside the accessible seat: more than further accessible seats. */
    private static final int ALONE = Policies.MAX_SEATS * ACCESSIBLE_SEAT + 1;

    private static final Comparator<Seating> BEST_FIRST = comparingInt(Seating::apart)
            .thenComparingInt(seating -> seating.distance() / SeatGrid.RING)
            .thenComparingInt(Seating::stranded)
            .thenComparingInt(Seating::distance);

    private final SeatGrid grid;
    private final boolean asks;
    private Seating best;

    private BestSeats(SeatGrid grid, boolean asks) {
        this.grid = grid;
        this.asks = asks;
    }

    /**
     * The party's blocks.
     *
     * @param grid where it fits
     * @param asks whether one of the seats must be accessible, and no more than needed; otherwise any seat is as good
     */
    static List<Block> pick(SeatGrid grid, int seats, boolean asks) {
        BestSeats search = new BestSeats(grid, asks);
        List<Integer> runs = grid.runs();
        for (List<PartySplit> equallyGood : PartySplit.bestFirst(seats)) {
            equallyGood.stream().filter(split -> split.fitsInto(runs)).forEach(search::tryAnchors);
            if (search.best != null) {
                return search.best.blocks();
            }
        }
        throw new IllegalArgumentException("a party of " + seats + " does not fit");
    }

    private void tryAnchors(PartySplit split) {
        for (int size : asks ? split.differentSizes() : List.of(split.largest())) {
            List<Integer> others = split.without(size);
            for (List<Block> row : grid.blocks(size)) {
                for (Block anchor : row) {
                    if (!asks || anchor.accessible() > 0) {
                        sitAround(anchor, others);
                    }
                }
            }
        }
    }

    private void sitAround(Block anchor, List<Integer> others) {
        List<Block> blocks = new ArrayList<>(1 + others.size());
        BitSet takenRuns = new BitSet();
        blocks.add(anchor);
        takenRuns.set(anchor.run());
        int apart = apart(anchor, anchor) + (asks && anchor.size() == 1 ? ALONE : 0);
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

    /** How much further apart a party may sit before it is worse off than in the best seating so far. */
    private int leeway(int apart) {
        return best == null ? Integer.MAX_VALUE : best.apart() - apart;
    }

    private int apart(Block anchor, Block other) {
        return anchor.gapTo(other) + (asks ? other.accessible() * ACCESSIBLE_SEAT : 0);
    }

    /** Searches the rows from the anchor's outwards; {@code null} if no place is left within the leeway. */
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
     * A party's blocks, its anchor first.
     *
     * @param apart what counts against it, the more the worse: how far the blocks stand from the anchor, in seats, and
     *     more than that, accessible seats and nobody beside them
     * @param distance from the hall's best place, in hundredths of a seat, the mean of all seats
     * @param stranded how many seats its blocks leave stranded
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
