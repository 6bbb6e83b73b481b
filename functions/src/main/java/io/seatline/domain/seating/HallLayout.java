package io.seatline.domain.seating;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.seatline.domain.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the seats of a hall stand. Immutable: a hall that is rebuilt gets a layout with another id.
 *
 * @param id the layout's id, derived from its content
 * @param rows from the screen backwards
 */
public record HallLayout(String id, List<Row> rows, Map<SeatNumber, Seat> seats) {

    /** A row, its seats from left to right as seen from the back. */
    public record Row(String name, List<Seat> seats) {
        public Row {
            seats = List.copyOf(seats);
        }
    }

    /**
     * A seat.
     *
     * @param column its place from the left, from 0; a gap (an aisle, a pillar) takes a column too, so two seats of a
     *     row are neighbours exactly if their columns differ by one
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

    /** A hall with these rows, and an id derived from their notation: the same halls have the same id. */
    public static HallLayout of(List<Row> rows, String notation) {
        return new HallLayout(Ids.derivedFrom("layout", notation), rows);
    }

    /** The seat with this number, if the hall has it. */
    public Optional<Seat> seat(SeatNumber number) {
        return Optional.ofNullable(seats.get(number));
    }
}
