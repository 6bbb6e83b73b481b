package io.seatline.domain.seating;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.seatline.domain.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The positions of a hall's seats. A layout never changes: a rebuilt hall gets a new layout with a new id.
 *
 * @param id the layout's id, derived from its content
 * @param rows the rows, starting at the screen
 */
public record HallLayout(String id, List<Row> rows, Map<SeatNumber, Seat> seats) {

    private static final int NO_COLUMN = -2;

    /**
     * A row with its seats from left to right, as seen from the back of the hall.
     *
     * @param y the position from the screen, starting at 0. An aisle across the hall takes a position too
     */
    public record Row(String name, int y, List<Seat> seats) {
        public Row {
            seats = List.copyOf(seats);
        }

        /** The columns of the first seats of couples: adjacent couple seats pair up from the left end of their run. */
        public Set<Integer> pairStarts() {
            Set<Integer> starts = new HashSet<>();
            int unpaired = NO_COLUMN;
            for (Seat seat : seats) {
                if (seat.category() == SeatCategory.COUPLE) {
                    boolean isSecond = unpaired == seat.column() - 1;
                    if (isSecond) {
                        starts.add(unpaired);
                    }
                    unpaired = isSecond ? NO_COLUMN : seat.column();
                }
            }
            return starts;
        }
    }

    /**
     * A seat.
     *
     * @param column the position from the left, starting at 0. A gap (an aisle, a pillar) takes a column too, so two
     *     seats of a row are adjacent only if their columns differ by one
     */
    public record Seat(SeatNumber number, SeatCategory category, int column) {}

    public HallLayout(String id, List<Row> rows) {
        this(
                id,
                List.copyOf(rows),
                rows.stream()
                        .flatMap(row -> row.seats().stream())
                        .collect(toUnmodifiableMap(Seat::number, identity())));
    }

    /** Creates a layout whose id is derived from the notation, so that equal halls have equal ids. */
    public static HallLayout of(List<Row> rows, String notation) {
        return new HallLayout(Ids.derivedFrom("layout", notation), rows);
    }

    /** The seat with this number; empty if the hall does not have it. */
    public Optional<Seat> seat(SeatNumber number) {
        return Optional.ofNullable(seats.get(number));
    }
}
