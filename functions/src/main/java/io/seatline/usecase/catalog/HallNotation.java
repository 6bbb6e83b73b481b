package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.joining;

import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes a hall as text, with one line per row, starting at the screen. A line has the row's letters, a
 * space, and one character per place from left to right: {@code S} standard, {@code V} VIP, {@code C} couple, {@code A}
 * accessible seat, {@code _} no seat (an aisle, a pillar). Seats are numbered from the left, starting at 1, without the
 * gaps.
 *
 * <pre>{@code
 * A  ___SSSS_AA_SSSS___     A1..A4, A5 A6, A7..A10
 * B  _SSSSSS_SS_SSSSSS_
 * C  _VVVVVV_VV_VVVVVV_
 * D  CC_CC_CC__CC_CC_CC
 * }</pre>
 */
public final class HallNotation {
    /** The form of a line, the same as in {@code schemas/catalog.schema.json}. */
    static final String LINE = "^([A-Z]{1,3}) +([SVCA_]{1,80})$";

    private static final Pattern FORM = Pattern.compile(LINE);
    private static final char GAP = '_';

    private HallNotation() {}

    /** Parses a row; throws {@link IllegalArgumentException} if the text is not one. */
    public static Row row(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "row \"" + line + "\" must be 1-3 letters, a space and 1-80 of S, V, C, A and _");
        }
        String name = matcher.group(1);
        String places = matcher.group(2);
        List<Seat> seats = new ArrayList<>();
        for (int column = 0; column < places.length(); column++) {
            if (places.charAt(column) != GAP) {
                SeatNumber number = SeatNumber.of(name, seats.size() + 1);
                seats.add(new Seat(number, category(places.charAt(column)), column));
            }
        }
        return new Row(name, seats);
    }

    /** Formats a row, without gaps after its last seat. */
    public static String line(Row row) {
        StringBuilder places = new StringBuilder();
        for (Seat seat : row.seats()) {
            places.repeat(GAP, seat.column() - places.length()).append(letter(seat.category()));
        }
        return row.name() + " " + places;
    }

    /** Creates the layout with these rows. Its id is derived from the seats' positions and categories. */
    public static HallLayout layout(List<Row> rows) {
        return HallLayout.of(rows, rows.stream().map(HallNotation::line).collect(joining("\n")));
    }

    private static SeatCategory category(char letter) {
        return switch (letter) {
            case 'S' -> SeatCategory.STANDARD;
            case 'V' -> SeatCategory.VIP;
            case 'C' -> SeatCategory.COUPLE;
            case 'A' -> SeatCategory.ACCESSIBLE;
            default -> throw new IllegalArgumentException("unknown seat category '" + letter + "'; use S, V, C or A");
        };
    }

    private static char letter(SeatCategory category) {
        return switch (category) {
            case STANDARD -> 'S';
            case VIP -> 'V';
            case COUPLE -> 'C';
            case ACCESSIBLE -> 'A';
        };
    }
}
