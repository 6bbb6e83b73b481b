package io.seatline.domain;

import java.util.regex.Pattern;

/** The id of one scan of a ticket, chosen by the door: 1-64 characters of {@code A-Za-z0-9_-}. */
public record ScanId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public ScanId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("scan id \"" + value + "\" must be 1-64 characters of A-Za-z0-9_-");
        }
    }

    /** Whether the text has the form of a scan id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
