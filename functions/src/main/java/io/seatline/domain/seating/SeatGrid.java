package io.seatline.domain.seating;

import static java.util.Comparator.reverseOrder;

import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The free seats of a hall by position, and the blocks of adjacent seats that can be chosen from them.
 *
 * <p>The best place of a hall is in the middle of its columns, two thirds of the way from the screen to the back row.
 * With rows counted from 1, that is row six in a hall of nine rows.
 */
final class SeatGrid {
    /** The distance between two rows, in seats: rows are about 1.1 m apart, seats 0.55 m. */
    static final int SEATS_A_ROW = 2;

    /** The width of a seat in distance units. Integer hundredths make mirrored places exactly equally far. */
    static final int SEAT = 100;

    /** The width of a ring: two seats, or one row. Blocks in the same ring around the best place are equally good. */
    static final int RING = 2 * SEAT;

    /** Empty columns before, between and after the rows, so that access to two neighbours needs no bounds check. */
    private static final int MARGIN = 2;

    private final int rows;
    private final int width;
    private final int firstColumn;
    private final int lastColumn;
    private final Seat[] free;
    private final Seat[] usable;
    private final boolean[] firstOfPair;
    private final Map<Integer, List<List<Block>>> blocks = new HashMap<>();

    SeatGrid(HallLayout layout, Set<SeatNumber> free) {
        rows = layout.rows().getLast().y() + 1;
        IntSummaryStatistics columns = layout.rows().stream()
                .flatMap(row -> row.seats().stream())
                .mapToInt(Seat::column)
                .summaryStatistics();
        firstColumn = columns.getMin();
        lastColumn = columns.getMax();
        width = lastColumn + 1 + MARGIN;
        this.free = new Seat[MARGIN + rows * width];
        firstOfPair = new boolean[this.free.length];
        layout.rows().forEach(row -> place(row, free));
        usable = this.free;
    }

    private SeatGrid(SeatGrid hall, Seat[] usable) {
        rows = hall.rows;
        width = hall.width;
        firstColumn = hall.firstColumn;
        lastColumn = hall.lastColumn;
        free = hall.free;
        firstOfPair = hall.firstOfPair;
        this.usable = usable;
    }

    /** The same hall without its accessible seats. */
    SeatGrid withoutAccessible() {
        Seat[] others = free.clone();
        Arrays.setAll(others, cell -> isAccessible(free[cell]) ? null : free[cell]);
        return new SeatGrid(this, others);
    }

    /** The number of usable seats. */
    int size() {
        return Math.toIntExact(Arrays.stream(usable).filter(Objects::nonNull).count());
    }

    /** The lengths of the runs of adjacent usable seats, the longest first. */
    List<Integer> runs() {
        List<Integer> lengths = new ArrayList<>();
        int length = 0;
        for (Seat seat : usable) {
            if (seat != null) {
                length++;
            } else if (length > 0) {
                lengths.add(length);
                length = 0;
            }
        }
        lengths.sort(reverseOrder());
        return lengths;
    }

    /** All blocks of this size, by row from the screen, then from left to right. An aisle across is an empty row. */
    List<List<Block>> blocks(int size) {
        return blocks.computeIfAbsent(size, this::findBlocks);
    }

    /** The seats of a block. */
    Stream<Seat> seats(Block block) {
        int first = cell(block.row(), block.column());
        return Arrays.stream(usable, first, first + block.size());
    }

    private List<List<Block>> findBlocks(int size) {
        List<List<Block>> found = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Block> ofRow = new ArrayList<>();
            int start = cell(row, 0);
            int accessible = 0;
            for (int cell = start; cell <= cell(row, lastColumn); cell++) {
                if (usable[cell] == null) {
                    start = cell + 1;
                    accessible = 0;
                    continue;
                }
                accessible += isAccessible(usable[cell]) ? 1 : 0;
                int first = cell - size + 1;
                if (first > start) {
                    accessible -= isAccessible(usable[first - 1]) ? 1 : 0;
                }
                if (first >= start) {
                    int column = first - cell(row, 0);
                    int distance = distance(row, column, size);
                    ofRow.add(new Block(row, column, size, start, accessible, distance, stranded(first, cell)));
                }
            }
            found.add(ofRow);
        }
        return found;
    }

    private int distance(int row, int column, int size) {
        double sideways = (column + column + size - 1 - firstColumn - lastColumn) / 2.0;
        double depth = (3 * (row + 1) - 2 * rows) / 3.0 * SEATS_A_ROW;
        return (int) Math.round(SEAT * Math.sqrt(sideways * sideways + depth * depth));
    }

    private int stranded(int first, int last) {
        boolean left = free[first - 1] != null && (firstOfPair[first - 1] || free[first - 2] == null);
        boolean right = free[last + 1] != null && (firstOfPair[last] || free[last + 2] == null);
        return (left ? 1 : 0) + (right ? 1 : 0);
    }

    private void place(Row row, Set<SeatNumber> freeSeats) {
        for (Seat seat : row.seats()) {
            free[cell(row.y(), seat.column())] = freeSeats.contains(seat.number()) ? seat : null;
        }
        row.pairStarts().forEach(column -> firstOfPair[cell(row.y(), column)] = true);
    }

    private int cell(int row, int column) {
        return MARGIN + row * width + column;
    }

    private static boolean isAccessible(Seat seat) {
        return seat != null && seat.category() == SeatCategory.ACCESSIBLE;
    }

    /**
     * A block of adjacent seats in a row.
     *
     * @param row the row from the screen, starting at 0
     * @param column the column of its first seat
     * @param run identifies the run of usable seats that the block is part of
     * @param accessible the number of its accessible seats
     * @param distance the distance of its middle from the hall's best place, in hundredths of a seat
     * @param stranded the number of free seats beside it that it would leave without a free neighbour, or without the
     *     other seat of their couple
     */
    record Block(int row, int column, int size, int run, int accessible, int distance, int stranded) {

        /** The distance to another block: the seats between their columns plus the rows. */
        int gapTo(Block other) {
            int rows = Math.abs(row - other.row);
            int between = Math.max(column, other.column) - Math.min(column + size, other.column + other.size);
            return rows * SEATS_A_ROW + Math.max(0, between);
        }

        /** Whether it directly follows another block to the right. */
        boolean isRightOf(Block other) {
            return row == other.row && column == other.column + other.size;
        }

        /** Orders the better place first: by ring, stranded seats, exact distance, row, column. */
        int comparePlace(Block other) {
            int order = Integer.compare(distance / RING, other.distance / RING);
            order = order != 0 ? order : Integer.compare(stranded, other.stranded);
            order = order != 0 ? order : Integer.compare(distance, other.distance);
            order = order != 0 ? order : Integer.compare(row, other.row);
            return order != 0 ? order : Integer.compare(column, other.column);
        }
    }
}
