package io.seatline.domain.seating;

import io.seatline.domain.seating.SeatGrid.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Picks seats for a party that does not need accessible seats if too few other seats are free. The party gets all of
 * the other seats and as many accessible seats as are missing.
 *
 * <p>This is dynamic programming over the free seats, from the screen and from the left. It keeps the best choice so
 * far for each number of accessible seats and each length of the last block, so it covers all choices without listing
 * them.
 */
final class LastSeats {
    /** The number of block lengths to distinguish: none, one person alone, two or more. */
    private static final int LENGTHS = 3;

    private LastSeats() {}

    /**
     * Picks all other seats and this number of accessible seats.
     *
     * @param grid a grid with at least one other free seat and enough accessible ones
     */
    static List<Block> pick(SeatGrid grid, int accessible) {
        List<Block> seats = grid.blocks(1).stream().flatMap(List::stream).toList();
        List<Block> others =
                seats.stream().filter(seat -> seat.accessible() == 0).toList();
        Choice[] choices = new Choice[(accessible + 1) * LENGTHS];
        keepBetter(choices, Choice.NOTHING);
        for (Block seat : seats) {
            int gap = others.stream().mapToInt(seat::gapTo).min().orElseThrow();
            Choice[] next = new Choice[choices.length];
            for (Choice choice : choices) {
                if (choice != null && choice.accessible() + seat.accessible() <= accessible) {
                    keepBetter(next, choice.with(seat, gap));
                }
                if (choice != null && seat.accessible() > 0) {
                    keepBetter(next, choice.without());
                }
            }
            choices = next;
        }
        return Arrays.stream(choices)
                .filter(Objects::nonNull)
                .filter(choice -> choice.accessible() == accessible)
                .reduce((a, b) -> b.compareTogether(a) < 0 ? b : a)
                .orElseThrow()
                .seats();
    }

    private static void keepBetter(Choice[] choices, Choice choice) {
        int state = choice.accessible() * LENGTHS + choice.length();
        if (choices[state] == null || choice.compareTogether(choices[state]) < 0) {
            choices[state] = choice;
        }
    }

    /**
     * A choice among the seats visited so far.
     *
     * @param length the length of the block that ends with the last visited seat: 0 if that seat is not chosen, 2 for
     *     two or more
     * @param spread the sum of the distances from its accessible seats to the nearest other seat, in seats
     * @param distance the sum of the distances from the best place, in hundredths of a seat
     * @param last the seat that was added to {@code before}; both are {@code null} only in {@link #NOTHING}
     */
    private record Choice(
            int accessible, int length, int blocks, int alone, int spread, int distance, Block last, Choice before) {
        static final Choice NOTHING = new Choice(0, 0, 0, 0, 0, 0, null, null);

        Choice with(Block seat, int gap) {
            boolean joins = length > 0 && seat.isRightOf(last);
            return new Choice(
                    accessible + seat.accessible(),
                    joins ? 2 : 1,
                    joins ? blocks : blocks + 1,
                    !joins ? alone + 1 : length == 1 ? alone - 1 : alone,
                    spread + gap,
                    distance + seat.distance(),
                    seat,
                    this);
        }

        Choice without() {
            return length == 0 ? this : new Choice(accessible, 0, blocks, alone, spread, distance, last, before);
        }

        /** Orders the better choice first: fewer blocks, fewer people alone, less spread, a smaller distance. */
        int compareTogether(Choice other) {
            int order = Integer.compare(blocks, other.blocks);
            order = order != 0 ? order : Integer.compare(alone, other.alone);
            order = order != 0 ? order : Integer.compare(spread, other.spread);
            return order != 0 ? order : Integer.compare(distance, other.distance);
        }

        List<Block> seats() {
            return Stream.iterate(this, choice -> choice.last != null, choice -> choice.before)
                    .map(Choice::last)
                    .toList();
        }
    }
}
