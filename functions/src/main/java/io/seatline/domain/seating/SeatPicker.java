package io.seatline.domain.seating;

import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatGrid.Block;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the best free seats for a party. The criteria, the most important first:
 *
 * <ol>
 *   <li>Accessible seats: a party that needs them gets at least one. Other parties get them only if no other seats are
 *       left.
 *   <li>Sitting together: first, as few blocks of adjacent seats as possible; second, as few people sitting alone as
 *       possible; third, if the party needs an accessible seat, someone beside that seat and no more accessible seats
 *       than needed; fourth, blocks close to each other.
 *   <li>Position: the distance from the best place of the hall, in {@linkplain SeatGrid#RING rings}.
 *   <li>Remaining seats: as few {@linkplain Block#stranded() stranded} seats as possible.
 *   <li>Tie-break: the exact distance, then the row from the screen, then the column from the left.
 * </ol>
 *
 * The result is deterministic: the same hall, free seats and party always give the same seats.
 */
public final class SeatPicker {
    private SeatPicker() {}

    /**
     * Picks seats for a party, sorted by row and number; empty if the party does not fit.
     *
     * @param free the seats to choose from; seats that the hall does not have are ignored
     */
    public static Optional<List<SeatNumber>> pick(HallLayout layout, Set<SeatNumber> free, Party party) {
        if (!fits(layout, free, party)) {
            return Optional.empty();
        }
        SeatGrid all = new SeatGrid(layout, free);
        return Optional.of(pick(all, party).stream()
                .flatMap(all::seats)
                .map(Seat::number)
                .sorted()
                .toList());
    }

    /**
     * Whether {@link #pick} finds seats for the party: enough seats are free and, if the party needs one, at least one
     * of them is accessible. It checks each free seat at most once.
     */
    public static boolean fits(HallLayout layout, Set<SeatNumber> free, Party party) {
        int missing = party.seats();
        boolean accessibleMissing = party.accessible();
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

    private static List<Block> pick(SeatGrid all, Party party) {
        int seats = party.seats();
        SeatGrid others = all.withoutAccessible();
        if (others.size() == 0) {
            return BestSeats.pick(all, seats, false);
        }
        if (party.accessible()) {
            return BestSeats.pick(all, seats, true);
        }
        return others.size() >= seats
                ? BestSeats.pick(others, seats, false)
                : LastSeats.pick(all, seats - others.size());
    }
}
