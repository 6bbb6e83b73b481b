package io.seatline.usecase.catalog;

import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes a hall as text, with one line per row, starting at the screen. A line has the row's name, a space,
 * and one character per place from left to right: {@code S} standard, {@code V} VIP, {@code C} couple, {@code A}
 * accessible seat, {@code _} no seat (an aisle, a pillar). An empty line is an aisle across the hall. Seats are numbered
 * from 1 without the gaps, from the left unless the {@link Numbering} says otherwise.
 *
 * <pre>{@code
 * A  ___SSSS_AA_SSSS___     A1..A4, A5 A6, A7..A10
 * B  _SSSSSS_SS_SSSSSS_
 *
 * Đ  _VVVVVV_VV_VVVVVV_
 * 12 CC_CC_CC__CC_CC_CC     12-1, 12-2 ...
 * }</pre>
 */
public final class HallNotation {
    /** The form of a line, the same as in {@code schemas/catalog.schema.json}. */
    static final String LINE = "^(?:(" + SeatNumber.ROW + ") +([SVCA_]{1,80}))?$";

    private static final Pattern FORM = Pattern.compile(LINE);
    private static final char GAP = '_';

    private HallNotation() {}

    /** The side of the hall, as seen from its back, at which a row's numbers begin. */
    public enum Side {
        LEFT,
        RIGHT
    }

    /**
     * How the seats of a hall's rows are numbered.
     *
     * @param skip numbers that no seat has, such as 13
     */
    public record Numbering(Side from, SortedSet<Integer> skip) {
        /** From the left, without skipping a number. */
        public static final Numbering PLAIN = new Numbering(Side.LEFT, Collections.emptySortedSet());

        public Numbering {
            skip = Collections.unmodifiableSortedSet(new TreeSet<>(Set.copyOf(skip)));
        }

        /** Parses what {@link #toString} returns. */
        public static Numbering parse(String text) {
            List<String> words = List.of(text.split(" ", -1));
            SortedSet<Integer> skip = new TreeSet<>();
            words.subList(1, words.size()).forEach(number -> skip.add(Integer.valueOf(number)));
            return new Numbering(Side.valueOf(words.getFirst()), skip);
        }

        /** The side and the skipped numbers: {@code RIGHT 13}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(from.name());
            skip.forEach(number -> text.append(' ').append(number));
            return text.toString();
        }

        private int after(int number) {
            int next = number + 1;
            while (skip.contains(next)) {
                next++;
            }
            return next;
        }
    }

    /** Parses the rows of a hall; throws {@link IllegalArgumentException} if a line is malformed. */
    public static List<Row> rows(List<String> lines, Numbering numbering) {
        List<Row> rows = new ArrayList<>();
        for (int y = 0; y < lines.size(); y++) {
            if (!lines.get(y).isEmpty()) {
                rows.add(row(lines.get(y), y, numbering));
            }
        }
        return rows;
    }

    private static Row row(String line, int y, Numbering numbering) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("row \"" + line
                    + "\" must be 1-3 letters or 1-2 digits, a space and 1-80 of S, V, C, A and _; or empty");
        }
        String name = matcher.group(1);
        String places = numbering.from() == Side.LEFT ? matcher.group(2) : reversed(matcher.group(2));
        List<Seat> seats = new ArrayList<>();
        int number = 0;
        for (int place = 0; place < places.length(); place++) {
            if (places.charAt(place) != GAP) {
                number = numbering.after(number);
                int column = numbering.from() == Side.LEFT ? place : places.length() - 1 - place;
                seats.add(new Seat(SeatNumber.of(name, number), category(places.charAt(place)), column));
            }
        }
        return new Row(name, y, numbering.from() == Side.LEFT ? seats : seats.reversed());
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** Formats a hall's rows, without gaps after the last seat of a row. */
    public static List<String> lines(HallLayout layout) {
        List<String> lines = new ArrayList<>();
        for (Row row : layout.rows()) {
            lines.addAll(Collections.nCopies(row.y() - lines.size(), ""));
            lines.add(line(row));
        }
        return lines;
    }

    private static String line(Row row) {
        StringBuilder places = new StringBuilder();
        for (Seat seat : row.seats()) {
            places.repeat(GAP, seat.column() - places.length()).append(letter(seat.category()));
        }
        return row.name() + " " + places;
    }

    /** Derives the numbering from the seats: the side, and the skipped numbers below a row's highest. */
    public static Numbering numbering(HallLayout layout) {
        boolean fromRight = false;
        SortedSet<Integer> skip = new TreeSet<>();
        for (Row row : layout.rows()) {
            List<Integer> numbers =
                    row.seats().stream().map(seat -> seat.number().number()).toList();
            fromRight |= numbers.getFirst() > numbers.getLast();
            for (int number = 1; number < Collections.max(numbers); number++) {
                if (!numbers.contains(number)) {
                    skip.add(number);
                }
            }
        }
        return new Numbering(fromRight ? Side.RIGHT : Side.LEFT, skip);
    }

    /** Creates the layout with these rows. Its id is derived from the seats' positions, categories and numbers. */
    public static HallLayout layout(List<Row> rows) {
        HallLayout layout = new HallLayout("", rows);
        String notation = String.join("\n", lines(layout));
        Numbering numbering = numbering(layout);
        return HallLayout.of(rows, numbering.equals(Numbering.PLAIN) ? notation : numbering + "\n" + notation);
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
