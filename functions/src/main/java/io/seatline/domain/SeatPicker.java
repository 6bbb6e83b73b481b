package io.seatline.domain;

import static java.util.Comparator.comparing;

import io.seatline.domain.HallLayout.Seat;
import io.seatline.domain.SeatGrid.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Picks the best seats for a party among the free ones. What matters, the most important first:
 *
 * <ol>
 *   <li>Accessible seats: a party that asks for them gets at least one, and one that does not gets as many as there are
 *       too few other seats.
 *   <li>Together: as few blocks of neighbours as possible; of those, as few people as possible who sit alone; of those,
 *       for a party that asks, someone beside its accessible seat and no more accessible seats than needed; then blocks
 *       that stand close to each other.
 *   <li>The place: how far the party sits from the best place of the hall, in {@linkplain SeatGrid#RING rings}.
 *   <li>What it leaves behind: as few {@linkplain Block#stranded() stranded} seats as possible.
 *   <li>The exact place, then the row from the screen, then the column from the left.
 * </ol>
 *
 * A party that must be split sits around its anchor: its largest block, or the one with its accessible seat. Every block
 * that can be the anchor is tried, and each further block, the larger first, takes the nearest place that is left. That
 * finds the fewest blocks, since with the fewest no two of them ever stand in one run of free seats: together they would
 * be one block. It costs a search of the rows nearby for each anchor, never one of all combinations.
 *
 * <p>The same hall, free seats and party always give the same seats.
 */
public final class SeatPicker {
    private static final Comparator<Seating> BEST_FIRST = comparing(Seating::isAnchorAlone)
            .thenComparingInt(Seating::accessible)
            .thenComparingInt(Seating::spread)
            .thenComparingInt(seating -> seating.distance() / SeatGrid.RING)
            .thenComparingInt(Seating::stranded)
            .thenComparingInt(Seating::distance);

    private final SeatGrid grid;
    private final boolean accessible;

    private SeatPicker(SeatGrid grid, boolean accessible) {
        this.grid = grid;
        this.accessible = accessible;
    }

    /**
     * The seats for a party, or nothing where it does not fit.
     *
     * @param free what may be picked; a seat that the hall does not have is ignored
     * @param seats how large the party is, 1 to {@link Policies#MAX_SEATS}; throws {@link IllegalArgumentException}
     *     otherwise
     * @param accessible whether the party asks for accessible seats
     * @return the seats in their order
     */
    public static Optional<List<SeatNumber>> pick(
            HallLayout layout, Set<SeatNumber> free, int seats, boolean accessible) {
        if (!fits(layout, free, seats, accessible)) {
            return Optional.empty();
        }
        SeatGrid all = new SeatGrid(layout, free);
        SeatGrid others = all.withoutAccessible();
        Stream<Block> picked;
        if (accessible || others.size() == 0) {
            picked = new SeatPicker(all, accessible).bestBlocks(seats);
        } else if (others.size() >= seats) {
            picked = new SeatPicker(others, false).bestBlocks(seats);
        } else {
            picked = LastSeats.pick(all, seats - others.size());
        }
        return Optional.of(picked.flatMap(all::seats).map(Seat::number).sorted().toList());
    }

    /**
     * Whether a party fits: exactly where {@link #pick} gives seats. One that asks for accessible seats fits where enough
     * seats are free and one of them is accessible; any other, where enough are free. It looks at each free seat once, at
     * most.
     */
    public static boolean fits(HallLayout layout, Set<SeatNumber> free, int seats, boolean accessible) {
        if (seats < 1 || seats > Policies.MAX_SEATS) {
            throw new IllegalArgumentException("a party has 1-" + Policies.MAX_SEATS + " seats, not " + seats);
        }
        int missing = seats;
        boolean accessibleMissing = accessible;
        for (SeatNumber number : free) {
            Seat seat = layout.seats().get(number);
            if (seat != null) {
                missing--;
                accessibleMissing &= seat.category() != SeatCategory.ACCESSIBLE;
                if (missing <= 0 && !accessibleMissing) {
                    return true;
                }
            }
        }
        return false;
    }

    private Stream<Block> bestBlocks(int seats) {
        return PartySplit.bestFirst(seats).stream()
                .flatMap(equallyGood -> best(equallyGood).stream())
                .findFirst()
                .orElseThrow()
                .blocks()
                .stream();
    }

    private Optional<Seating> best(List<PartySplit> equallyGood) {
        return equallyGood.stream()
                .filter(split -> split.fitsInto(grid.runs()))
                .flatMap(this::seatings)
                .min(BEST_FIRST);
    }

    /** A seating for each possible anchor, by its row and column. */
    private Stream<Seating> seatings(PartySplit split) {
        Stream<Integer> anchors = accessible
                ? split.sizes().stream().distinct()
                : split.sizes().stream().limit(1);
        return anchors.flatMap(anchor -> {
            List<Integer> others = split.without(anchor);
            return grid.blocks(anchor).stream()
                    .flatMap(List::stream)
                    .filter(block -> !accessible || block.accessible() > 0)
                    .flatMap(block -> around(block, others).stream());
        });
    }

    private Optional<Seating> around(Block anchor, List<Integer> others) {
        List<Block> blocks = new ArrayList<>(List.of(anchor));
        for (int size : others) {
            Block nearest = nearest(anchor, size, blocks);
            if (nearest == null) {
                return Optional.empty();
            }
            blocks.add(nearest);
        }
        return Optional.of(Seating.of(blocks));
    }

    /** Searches the rows from the anchor's outwards; {@code null} if no run of free seats is left that is long enough. */
    private Block nearest(Block anchor, int size, List<Block> taken) {
        List<List<Block>> rows = grid.blocks(size);
        Block best = null;
        for (int away = 0; away < rows.size(); away++) {
            if (best != null && best.accessible() == 0 && best.gapTo(anchor) < away * SeatGrid.SEATS_A_ROW) {
                return best;
            }
            best = nearest(anchor, rows, anchor.row() - away, taken, best);
            if (away > 0) {
                best = nearest(anchor, rows, anchor.row() + away, taken, best);
            }
        }
        return best;
    }

    private static Block nearest(Block anchor, List<List<Block>> rows, int row, List<Block> taken, Block bestSoFar) {
        Block best = bestSoFar;
        if (row >= 0 && row < rows.size()) {
            for (Block block : rows.get(row)) {
                if (isFree(block, taken) && (best == null || compareAround(anchor, block, best) < 0)) {
                    best = block;
                }
            }
        }
        return best;
    }

    private static boolean isFree(Block block, List<Block> taken) {
        for (Block other : taken) {
            if (other.run() == block.run()) {
                return false;
            }
        }
        return true;
    }

    private static int compareAround(Block anchor, Block a, Block b) {
        int byAccessible = Integer.compare(a.accessible(), b.accessible());
        if (byAccessible != 0) {
            return byAccessible;
        }
        int byGap = Integer.compare(a.gapTo(anchor), b.gapTo(anchor));
        return byGap != 0 ? byGap : a.comparePlace(b);
    }

    /**
     * A party's blocks, its anchor first.
     *
     * @param accessible how many of its seats are accessible
     * @param spread how far its other blocks stand from the anchor, in seats, summed up
     * @param distance from the hall's best place, in hundredths of a seat, the mean of all seats
     * @param stranded how many seats its blocks leave stranded
     */
    private record Seating(List<Block> blocks, int accessible, int spread, int distance, int stranded) {
        static Seating of(List<Block> blocks) {
            Block anchor = blocks.getFirst();
            int seats = 0;
            int accessible = 0;
            int spread = 0;
            int distance = 0;
            int stranded = 0;
            for (Block block : blocks) {
                seats += block.size();
                accessible += block.accessible();
                spread += block.gapTo(anchor);
                distance += block.size() * block.distance();
                stranded += block.stranded();
            }
            return new Seating(blocks, accessible, spread, distance / seats, stranded);
        }

        /** For a party that asks, whether nobody sits beside its accessible seat. */
        boolean isAnchorAlone() {
            return blocks.getFirst().size() == 1;
        }
    }
}
