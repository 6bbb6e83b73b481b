package io.seatline.usecase.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JSON object of a document, read field by field: what is wrong with a field is noted with its path, and the field is
 * then absent, so that reading goes on to find everything else that is wrong.
 */
final class DocumentObject {
    private final JsonNode node;
    private final String path;
    private final List<Problem> problems;

    /** Notes at once what is no object, and fields that are not among these. */
    DocumentObject(JsonNode node, String path, List<Problem> problems, Set<String> fields) {
        this.path = path;
        this.problems = problems;
        if (node.isObject()) {
            this.node = node;
            node.fieldNames().forEachRemaining(name -> {
                if (!fields.contains(name)) {
                    problem(name, "is no field here; the fields are " + String.join(", ", new TreeSet<>(fields)));
                }
            });
        } else {
            this.node = MissingNode.getInstance();
            problems.add(new Problem(path, "must be an object, not " + shown(node)));
        }
    }

    String path() {
        return path;
    }

    /** The path of one of its fields. */
    String path(String field) {
        return path.equals("$") ? field : path + "." + field;
    }

    void problem(String field, String message) {
        problems.add(new Problem(path(field), message));
    }

    boolean has(String field) {
        return node.has(field);
    }

    /** A text of this form; {@code hint} describes the form. */
    Optional<String> text(String field, Pattern form, String hint) {
        return string(field, hint).filter(text -> {
            boolean fits = form.matcher(text).matches();
            if (!fits) {
                problem(field, "must be " + hint + ", not \"" + text + "\"");
            }
            return fits;
        });
    }

    /** A text that is not blank. */
    Optional<String> text(String field, int maxLength) {
        String hint = "a text of 1 to " + maxLength + " characters";
        return string(field, hint).filter(text -> {
            boolean fits = !text.isBlank() && text.length() <= maxLength;
            if (!fits) {
                problem(field, "must be " + hint + ", not " + (text.isBlank() ? "blank" : text.length()));
            }
            return fits;
        });
    }

    private Optional<String> string(String field, String hint) {
        return present(field, hint)
                .filter(value -> ofType(value.isTextual(), field, hint, value))
                .map(JsonNode::textValue);
    }

    /** A whole number within these bounds. */
    Optional<Long> wholeNumber(String field, long min, long max) {
        String hint = "a whole number from " + min + " to " + max;
        return present(field, hint)
                .filter(value -> ofType(
                        value.isIntegralNumber()
                                && value.canConvertToLong()
                                && value.longValue() >= min
                                && value.longValue() <= max,
                        field,
                        hint,
                        value))
                .map(JsonNode::longValue);
    }

    /** A list's items with their paths; empty where it is none. */
    List<Item> items(String field) {
        List<Item> items = new ArrayList<>();
        present(field, "a list")
                .filter(value -> ofType(value.isArray(), field, "a list", value))
                .ifPresent(list -> {
                    for (int i = 0; i < list.size(); i++) {
                        items.add(new Item(list.get(i), path(field) + "[" + i + "]"));
                    }
                });
        return items;
    }

    /** An item of a list. */
    record Item(JsonNode node, String path) {}

    /** A list of texts. */
    List<String> texts(String field, int maxLength) {
        List<String> texts = new ArrayList<>();
        for (Item item : items(field)) {
            JsonNode value = item.node();
            if (value.isTextual()
                    && !value.textValue().isBlank()
                    && value.textValue().length() <= maxLength) {
                texts.add(value.textValue());
            } else {
                problems.add(new Problem(
                        item.path(), "must be a text of 1 to " + maxLength + " characters, not " + shown(value)));
            }
        }
        return texts;
    }

    /** An object among its fields; absent where there is none. */
    Optional<DocumentObject> object(String field, Set<String> fields) {
        return present(field, "an object").map(value -> new DocumentObject(value, path(field), problems, fields));
    }

    private Optional<JsonNode> present(String field, String hint) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.has(field)) {
            problem(field, "is missing; give " + hint);
            return Optional.empty();
        }
        return Optional.of(node.get(field));
    }

    private boolean ofType(boolean is, String field, String hint, JsonNode value) {
        if (!is) {
            problem(field, "must be " + hint + ", not " + shown(value));
        }
        return is;
    }

    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "a list" : value.toString();
    }
}
