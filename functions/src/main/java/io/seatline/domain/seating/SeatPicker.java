package io.seatline.domain.seating;

import io.seatline.domain.Policies;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatGrid.Block;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the best seats for a party among the free ones. What matters, the most important first:
 *
 * <ol>
 *   <li>Accessible seats: a party that asks for them gets at least one; any other, only for want of other seats.
 *   <li>Together: as few blocks of neighbours as possible; of those, as few people as possible who sit alone; of those,
 *       for a party that asks, someone beside its accessible seat and no more accessible seats than needed; then blocks
 *       that stand close to each other.
 *   <li>The place: the distance from the best place of the hall, in {@linkplain SeatGrid#RING rings}.
 *   <li>What is left behind: as few {@linkplain Block#stranded() stranded} seats as possible.
 *   <li>The exact distance; then the row, from the screen; then the column, from the left.
 * </ol>
 *
 * The same hall, free seats and party always give the same seats.
 */
public final class SeatPicker {
    private SeatPicker() {}

    /**
     * The seats for a party, or nothing where it does not fit.
     *
     * @param free what may be picked; a seat that the hall does not have is ignored
     * @param seats how large the party is; throws {@link IllegalArgumentException} unless it is 1 to
     *     {@link Policies#MAX_SEATS}
     * @param accessible whether the party asks for accessible seats
     * @return the seats in their order
     */
    public static Optional<List<SeatNumber>> pick(
            HallLayout layout, Set<SeatNumber> free, int seats, boolean accessible) {
        if (!fits(layout, free, seats, accessible)) {
            return Optional.empty();
        }
        SeatGrid all = new SeatGrid(layout, free);
        return Optional.of(pick(all, seats, accessible).stream()
                .flatMap(all::seats)
                .map(Seat::number)
                .sorted()
                .toList());
    }

    /**
     * Whether a party fits: exactly where {@link #pick} gives seats. One that asks for accessible seats fits where
     * enough seats are free and one of them is accessible; any other, where enough are free. This looks at each free
     * seat at most once.
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

    private static List<Block> pick(SeatGrid all, int seats, boolean accessible) {
        SeatGrid others = all.withoutAccessible();
        if (others.size() == 0) {
            return BestSeats.pick(all, seats, false);
        }
        if (accessible) {
            return BestSeats.pick(all, seats, true);
        }
        return others.size() >= seats
                ? BestSeats.pick(others, seats, false)
                : LastSeats.pick(all, seats - others.size());
    }
}
