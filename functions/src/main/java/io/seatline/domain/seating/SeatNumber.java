package io.seatline.domain.seating;

import java.util.regex.Pattern;

/** A seat within its hall: the row's letters and the number in the row, as printed on the ticket ({@code F12}). */
public record SeatNumber(String value) implements Comparable<SeatNumber> {
    private static final Pattern FORM = Pattern.compile("[A-Z]{1,3}[1-9][0-9]{0,2}");

    public SeatNumber {
        if (!isValid(value)) {
            throw new IllegalArgumentException("seat \"" + value + "\" must be a row and a number such as F12");
        }
    }

    /** The seat in a row ({@code "F"}) with this number, starting at 1. */
    public static SeatNumber of(String row, int number) {
        return new SeatNumber(row + number);
    }

    /** Whether the text has the form of a seat number. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The row's letters. */
    public String row() {
        return value.substring(0, digitsStart());
    }

    /** The number within the row, starting at 1. */
    public int number() {
        return Integer.parseInt(value.substring(digitsStart()));
    }

    private int digitsStart() {
        int i = 0;
        while (Character.isLetter(value.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Orders by row (A..Z, then AA..) and number. */
    @Override
    public int compareTo(SeatNumber other) {
        String a = row();
        String b = other.row();
        int byRow = a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
        return byRow != 0 ? byRow : Integer.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return value;
    }
}
