package io.seatline.usecase.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with placeholders such as {@code {{title}}} and sections such as {@code [[row]]…[[/row]]}, which are repeated. It
 * is filled in one pass, so a placeholder in a value stays as it is.
 */
record Layout(String text, UnaryOperator<String> escape) {
    private static final Pattern PART =
            Pattern.compile("\\[\\[([a-z]+)]]\\n?(.*?)\\[\\[/\\1]]\\n?|\\{\\{([a-z-]+)}}", Pattern.DOTALL);

    /** A layout whose values are escaped for HTML, in text and in attributes. */
    static Layout html(String text) {
        return new Layout(text, Layout::escaped);
    }

    static Layout plain(String text) {
        return new Layout(text, UnaryOperator.identity());
    }

    /** The text of a layout beside this class. */
    static String resource(String name) {
        try (InputStream in = Layout.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with these values.
     *
     * @param rows for each section, the further values of each repetition, which may be none
     * @throws IllegalStateException if a value is missing
     */
    String fill(Map<String, String> values, Map<String, List<Map<String, String>>> rows) {
        return fill(text, values, rows);
    }

    private String fill(String part, Map<String, String> values, Map<String, List<Map<String, String>>> rows) {
        return PART.matcher(part)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? value(found, values) : section(found, values, rows)));
    }

    private String value(MatchResult found, Map<String, String> values) {
        String value = values.get(found.group(3));
        if (value == null) {
            throw new IllegalStateException("a mail has no value for {{" + found.group(3) + "}}");
        }
        return escape.apply(value);
    }

    private String section(MatchResult found, Map<String, String> values, Map<String, List<Map<String, String>>> rows) {
        return rows.get(found.group(1)).stream()
                .map(row -> {
                    Map<String, String> all = new HashMap<>(values);
                    all.putAll(row);
                    return fill(found.group(2), all, rows);
                })
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
