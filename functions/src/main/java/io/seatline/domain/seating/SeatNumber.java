package io.seatline.domain.seating;

import java.util.regex.Pattern;

/**
 * A seat within its hall: the row's name and the number in the row, as printed on the ticket ({@code F12}, {@code Đ7}).
 * A dash separates them if the row's name ends with a digit ({@code 12-3}).
 */
public record SeatNumber(String value) implements Comparable<SeatNumber> {
    /** The form of a row's name: letters, or digits. */
    public static final String ROW = "[A-ZĐ]{1,3}|[0-9]{1,2}";

    private static final Pattern FORM = Pattern.compile("([A-ZĐ]{1,3}|[0-9]{1,2}-)[1-9][0-9]{0,2}");
    private static final char DASH = '-';

    public SeatNumber {
        if (!isValid(value)) {
            throw new IllegalArgumentException("seat \"" + value + "\" must be a row and a number such as F12 or 12-3");
        }
    }

    /** The seat in a row ({@code "F"}) with this number, starting at 1. */
    public static SeatNumber of(String row, int number) {
        boolean endsWithDigit = Character.isDigit(row.charAt(row.length() - 1));
        return new SeatNumber(endsWithDigit ? row + DASH + number : row + number);
    }

    /** Whether the text has the form of a seat number. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The row's name. */
    public String row() {
        return value.substring(0, rowEnd());
    }

    /** The number within the row, starting at 1. */
    public int number() {
        int end = rowEnd();
        return Integer.parseInt(value.substring(value.charAt(end) == DASH ? end + 1 : end));
    }

    private int rowEnd() {
        int dash = value.indexOf(DASH);
        int end = Math.max(dash, 0);
        while (dash < 0 && Character.isLetter(value.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Orders by row (1..99, A..D, Đ, E..Z, then AA..) and number. */
    @Override
    public int compareTo(SeatNumber other) {
        String a = row();
        String b = other.row();
        int byRow = a.length() != b.length()
                ? Integer.compare(a.length(), b.length())
                : alphabetical(a).compareTo(alphabetical(b));
        return byRow != 0 ? byRow : Integer.compare(number(), other.number());
    }

    /** Doubles each letter so that Đ can follow D. */
    private static String alphabetical(String row) {
        StringBuilder key = new StringBuilder();
        row.chars()
                .mapToObj(letter -> letter == 'Đ' ? "D1" : (char) letter + "0")
                .forEach(key::append);
        return key.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
