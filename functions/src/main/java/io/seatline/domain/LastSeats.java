package io.seatline.domain;

import static java.util.Comparator.comparingInt;

import io.seatline.domain.SeatGrid.Block;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Picks seats for a party that asks for no accessible seats when there are too few others: all of those, and as many
 * accessible ones as are missing.
 *
 * <p>It goes through the free seats once, from the screen and from the left, and keeps the best choice so far for each
 * number of accessible seats and each length of the block that ends there. So it weighs all choices and tries few.
 */
final class LastSeats {
    /** Fewer blocks; then fewer people alone; then accessible seats close to the others; then near the best place. */
    private static final Comparator<Choice> BEST_FIRST = comparingInt(Choice::blocks)
            .thenComparingInt(Choice::alone)
            .thenComparingInt(Choice::spread)
            .thenComparingInt(Choice::distance);

    private LastSeats() {}

    /** The places of all other seats and of this many accessible ones; there must be some of the first and enough of the second. */
    static Stream<Block> pick(SeatGrid grid, int accessible) {
        List<Block> seats = grid.blocks(1).stream().flatMap(List::stream).toList();
        List<Block> others =
                seats.stream().filter(seat -> seat.accessible() == 0).toList();
        Map<State, Choice> choices = Map.of(Choice.NOTHING.state(), Choice.NOTHING);
        for (Block seat : seats) {
            int spread = others.stream().mapToInt(seat::gapTo).min().orElseThrow();
            Map<State, Choice> next = new LinkedHashMap<>();
            for (Choice choice : choices.values()) {
                if (choice.state().accessible() + seat.accessible() <= accessible) {
                    keepBetter(next, choice.with(seat, spread));
                }
                if (seat.accessible() > 0) {
                    keepBetter(next, choice.without());
                }
            }
            choices = next;
        }
        return choices.values().stream()
                .filter(choice -> choice.state().accessible() == accessible)
                .min(BEST_FIRST)
                .orElseThrow()
                .seats();
    }

    private static void keepBetter(Map<State, Choice> choices, Choice choice) {
        choices.merge(choice.state(), choice, (a, b) -> BEST_FIRST.compare(a, b) <= 0 ? a : b);
    }

    /**
     * What decides how a choice can go on.
     *
     * @param accessible how many accessible seats it has
     * @param length of the block that ends with the seat looked at last: 0 if that was left out, 2 also for more
     */
    private record State(int accessible, int length) {}

    /**
     * Some of the seats looked at so far.
     *
     * @param spread how far its accessible seats are from the next other seat, in seats, summed up
     * @param distance from the best place, in hundredths of a seat, summed up
     * @param last the seat that was taken last, after those of {@code before}
     */
    private record Choice(
            State state,
            int blocks,
            int alone,
            int spread,
            int distance,
            Optional<Block> last,
            Optional<Choice> before) {
        static final Choice NOTHING = new Choice(new State(0, 0), 0, 0, 0, 0, Optional.empty(), Optional.empty());

        Choice with(Block seat, int seatSpread) {
            boolean joins = state.length() > 0 && last.filter(seat::isRightOf).isPresent();
            int nowAlone = !joins ? 1 : state.length() == 1 ? -1 : 0;
            return new Choice(
                    new State(state.accessible() + seat.accessible(), joins ? 2 : 1),
                    joins ? blocks : blocks + 1,
                    alone + nowAlone,
                    spread + seatSpread,
                    distance + seat.distance(),
                    Optional.of(seat),
                    Optional.of(this));
        }

        Choice without() {
            return new Choice(new State(state.accessible(), 0), blocks, alone, spread, distance, last, before);
        }

        Stream<Block> seats() {
            return Stream.iterate(Optional.of(this), Optional::isPresent, choice -> choice.flatMap(Choice::before))
                    .flatMap(choice -> choice.flatMap(Choice::last).stream());
        }
    }
}
