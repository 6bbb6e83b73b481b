package io.seatline.domain.seating;

import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A hall and its free seats drawn as text, with the screen above: the row's letters, a space, and one character per
 * place. An empty line is an aisle across.
 *
 * <pre>
 *   .  a  c   free: a standard, an accessible and a couple seat
 *   #  A  C   free and picked
 *   x  k      taken: a standard and a couple seat
 *   _         no seat
 * </pre>
 */
public final class DrawnHall {
    private static final String FREE = ".ac";
    private static final String PICKED = "#AC";

    private final HallLayout layout;
    private final Set<SeatNumber> free = new HashSet<>();
    private final Set<SeatNumber> picked = new HashSet<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /** Counts seats that the drawing marks as picked as free. */
    public DrawnHall(String drawing) {
        List<Row> rows = new ArrayList<>();
        List<String> lines = drawing.lines().toList();
        for (int y = 0; y < lines.size(); y++) {
            if (!lines.get(y).isEmpty()) {
                rows.add(row(lines.get(y), y));
            }
        }
        layout = HallLayout.of(rows, drawing);
    }

    public HallLayout layout() {
        return layout;
    }

    public Set<SeatNumber> free() {
        return free;
    }

    /** Seats that the drawing marks as picked. */
    public Set<SeatNumber> picked() {
        return picked;
    }

    /** Returns the drawing with exactly these seats marked as picked. */
    public String with(List<SeatNumber> picked) {
        StringBuilder drawing = new StringBuilder();
        for (Row row : layout.rows()) {
            drawing.repeat(
                    '\n',
                    row.y()
                            - Math.toIntExact(
                                    drawing.chars().filter(c -> c == '\n').count()));
            drawing.append(line(row, picked)).append('\n');
        }
        return drawing.toString();
    }

    private Row row(String line, int y) {
        String name = line.substring(0, line.indexOf(' '));
        String drawn = line.substring(name.length() + 1);
        StringBuilder row = new StringBuilder();
        List<Seat> seats = new ArrayList<>();
        for (int column = 0; column < drawn.length(); column++) {
            int pick = PICKED.indexOf(drawn.charAt(column));
            char place = pick < 0 ? drawn.charAt(column) : FREE.charAt(pick);
            row.append(place);
            if (place != '_') {
                Seat seat = new Seat(SeatNumber.of(name, seats.size() + 1), category(place), column);
                seats.add(seat);
                if (FREE.indexOf(place) >= 0) {
                    free.add(seat.number());
                }
                if (pick >= 0) {
                    picked.add(seat.number());
                }
            }
        }
        places.put(name, row.toString());
        return new Row(name, y, seats);
    }

    private String line(Row row, List<SeatNumber> picked) {
        StringBuilder line = new StringBuilder(places.get(row.name()));
        for (Seat seat : row.seats()) {
            if (picked.contains(seat.number())) {
                line.setCharAt(seat.column(), PICKED.charAt(FREE.indexOf(line.charAt(seat.column()))));
            }
        }
        return row.name() + " " + line;
    }

    private static SeatCategory category(char place) {
        return switch (place) {
            case '.', 'x' -> SeatCategory.STANDARD;
            case 'a' -> SeatCategory.ACCESSIBLE;
            case 'c', 'k' -> SeatCategory.COUPLE;
            default -> throw new IllegalArgumentException("unknown place: " + place);
        };
    }
}
