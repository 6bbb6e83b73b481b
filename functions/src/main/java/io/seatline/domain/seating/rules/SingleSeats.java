package io.seatline.domain.seating.rules;

import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the single seats that a choice of seats leaves in a row although another choice would not.
 *
 * <p>A seat is left single if it is free, stays free, and neither neighbour stays free, although one of them was free
 * before. The other choice has as many seats in the row, in at most as many blocks of adjacent seats, and only seats of
 * categories that the customer chose in this row, so it splits no group and costs about the same. It keeps couples
 * together if the cinema does. Accessible seats are often used alone, so they are never left single. The other choice has
 * the same accessible seats, and a free one counts as a neighbour.
 */
final class SingleSeats {
    private final Cell[] cells;
    private final Set<State> tried = new HashSet<>();

    private SingleSeats(Cell[] cells) {
        this.cells = cells;
    }

    /**
     * A free seat.
     *
     * @param chosen whether the customer chose it
     * @param usable whether another choice may have it
     * @param second whether it is the second seat of a couple that stays together
     */
    private record Cell(Seat seat, boolean chosen, boolean usable, boolean second) {
        boolean isAccessible() {
            return seat.category() == SeatCategory.ACCESSIBLE;
        }
    }

    /** The state of the column before, during the search for another choice from the left. */
    private enum Left {
        /** A wall, a gap or a seat that was not free. */
        WALL,
        /** A seat of the other choice. */
        TAKEN,
        /** A seat that stays free beside a wall: allowed if a wall follows. */
        AT_WALL,
        /** A seat that stays free beside a seat of the choice: left single unless a seat that stays free follows. */
        AT_TAKEN,
        /** A seat that stays free beside another one, or that may stay alone. */
        TOGETHER
    }

    private record State(int column, Left before, int seats, int blocks) {}

    /**
     * The seats that a choice leaves single although another choice would not; empty if it breaks no rule.
     *
     * @param couplesTogether whether the other choice may not split couples
     */
    static List<SeatNumber> leftBy(
            HallLayout layout, boolean couplesTogether, Set<SeatNumber> free, Set<SeatNumber> chosen) {
        List<SeatNumber> single = new ArrayList<>();
        for (Row row : layout.rows()) {
            if (row.seats().stream().anyMatch(seat -> chosen.contains(seat.number()))) {
                SingleSeats seats = new SingleSeats(cells(row, couplesTogether, free, chosen));
                List<SeatNumber> left = seats.left();
                if (!left.isEmpty() && seats.hasBetterChoice()) {
                    single.addAll(left);
                }
            }
        }
        return single;
    }

    /** The free seats by column, with a wall at both ends; chosen accessible seats are walls too. */
    private static Cell[] cells(Row row, boolean couplesTogether, Set<SeatNumber> free, Set<SeatNumber> chosen) {
        Set<SeatCategory> categories = EnumSet.noneOf(SeatCategory.class);
        row.seats().stream().filter(seat -> chosen.contains(seat.number())).forEach(s -> categories.add(s.category()));
        categories.remove(SeatCategory.ACCESSIBLE);
        Set<Integer> pairs = couplesTogether ? row.pairStarts() : Set.of();
        Cell[] cells = new Cell[row.seats().getLast().column() + 3];
        for (Seat seat : row.seats()) {
            int column = seat.column() + 1;
            boolean isChosen = chosen.contains(seat.number());
            boolean isWall = isChosen ? seat.category() == SeatCategory.ACCESSIBLE : !free.contains(seat.number());
            boolean second = pairs.contains(seat.column() - 1) && cells[column - 1] != null;
            cells[column] = isWall ? null : new Cell(seat, isChosen, categories.contains(seat.category()), second);
        }
        return cells;
    }

    private List<SeatNumber> left() {
        List<SeatNumber> left = new ArrayList<>();
        for (int column = 1; column < cells.length - 1; column++) {
            Cell cell = cells[column];
            Cell before = cells[column - 1];
            Cell after = cells[column + 1];
            if (cell != null
                    && !cell.chosen()
                    && !cell.isAccessible()
                    && (before != null || after != null)
                    && (before == null || before.chosen())
                    && (after == null || after.chosen())) {
                left.add(cell.seat().number());
            }
        }
        return left;
    }

    private boolean hasBetterChoice() {
        int seats = 0;
        int blocks = 0;
        for (int column = 1; column < cells.length; column++) {
            if (isChosen(column)) {
                seats++;
                blocks += isChosen(column - 1) ? 0 : 1;
            }
        }
        return seats > 0 && canComplete(new State(1, Left.WALL, seats, blocks));
    }

    private boolean isChosen(int column) {
        return cells[column] != null && cells[column].chosen();
    }

    /** Whether a choice can be completed from a column on. Dynamic programming: no state is tried twice. */
    private boolean canComplete(State state) {
        if (state.column == cells.length) {
            return state.seats == 0;
        }
        if (state.seats < 0 || state.blocks < 0 || !tried.add(state)) {
            return false;
        }
        Cell cell = cells[state.column];
        Left before = state.before;
        if (cell == null) {
            return before != Left.AT_TAKEN && canComplete(next(state, Left.WALL, 0));
        }
        boolean mayLeave = !(cell.second() && before == Left.TAKEN);
        boolean mayTake = cell.usable()
                && before != Left.AT_WALL
                && before != Left.AT_TAKEN
                && !(cell.second() && before != Left.TAKEN);
        return (mayLeave && canComplete(next(state, left(cell, before), 0)))
                || (mayTake && canComplete(next(state, Left.TAKEN, before == Left.TAKEN ? 0 : 1)));
    }

    private static State next(State state, Left left, int blocks) {
        int taken = left == Left.TAKEN ? 1 : 0;
        return new State(state.column + 1, left, state.seats - taken, state.blocks - blocks);
    }

    private static Left left(Cell cell, Left before) {
        return switch (before) {
            case WALL -> cell.isAccessible() ? Left.TOGETHER : Left.AT_WALL;
            case TAKEN -> cell.isAccessible() ? Left.TOGETHER : Left.AT_TAKEN;
            case AT_WALL, AT_TAKEN, TOGETHER -> Left.TOGETHER;
        };
    }
}
