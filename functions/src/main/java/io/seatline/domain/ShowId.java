package io.seatline.domain;

import java.util.regex.Pattern;

/** A show's public id, chosen by the operator: 1-32 characters of {@code a-z0-9}. */
public record ShowId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,32}");

    public ShowId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("show id \"" + value + "\" must be 1-32 characters of a-z0-9");
        }
    }

    /** Whether the text has the form of a show id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
