package io.seatline.lambda.manage;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;

/** Writes tables as CSV (RFC 4180). */
final class Csv {
    /** A spreadsheet would take such a text for a formula. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("[,\"\r\n]");

    private Csv() {}

    /** Returns a table whose first row is the header. */
    static String of(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(Csv::field).collect(joining(",", "", "\r\n")))
                .collect(joining());
    }

    private static String field(Object value) {
        String text = value.toString();
        String safe = value instanceof String && FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
