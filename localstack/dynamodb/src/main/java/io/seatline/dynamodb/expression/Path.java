package io.seatline.dynamodb.expression;

import static java.util.stream.Collectors.*;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;
import java.util.*;

/** A document path: an attribute name, then names and indexes inside its value. */
record Path(List<Step> steps) implements Node {
    sealed interface Step {
        String text();
    }

    record Name(String text) implements Step {}

    record Index(String text, int at) implements Step {}

    static final Comparator<Step> ORDER = Comparator.<Step>comparingInt(step -> step instanceof Index i ? i.at : -1)
            .thenComparing(Step::text);

    static Set<String> attributes(List<Path> paths) {
        return paths.stream().map(path -> path.steps.getFirst().text()).collect(toSet());
    }

    Value of(Item item) {
        Value value = item.get(steps.getFirst().text());
        for (int i = 1; value != null && i < steps.size(); i++) {
            value = inside(value, steps.get(i));
        }
        return value;
    }

    private static Value inside(Value value, Step step) {
        return switch (step) {
            case Name(String name) -> value instanceof MapOf(var entries) ? entries.get(name) : null;
            case Index(String text, int at) ->
                value instanceof ListOf(var elements) && at < elements.size() ? elements.get(at) : null;
        };
    }

    /** Returns the parts of an item at the paths. List elements keep their order, without gaps. */
    static Item pick(Item item, List<Path> paths) {
        return pick(new MapOf(item.attributes()), paths, 0) instanceof MapOf(var picked) ? Item.of(picked) : Item.NONE;
    }

    private static Value pick(Value value, List<Path> paths, int depth) {
        if (value == null || paths.getFirst().steps.size() == depth) {
            return value;
        }
        Map<Step, List<Path>> byStep =
                paths.stream().collect(groupingBy(path -> path.steps.get(depth), () -> new TreeMap<>(ORDER), toList()));
        Map<String, Value> entries = new HashMap<>();
        List<Value> elements = new ArrayList<>();
        byStep.forEach((step, below) -> {
            Value part = pick(inside(value, step), below, depth + 1);
            if (part != null && step instanceof Name(String name)) {
                entries.put(name, part);
            } else if (part != null) {
                elements.add(part);
            }
        });
        return !entries.isEmpty() ? new MapOf(entries) : elements.isEmpty() ? null : new ListOf(elements);
    }

    /** Sets the value at this path; null removes it. A value beyond the end of a list is appended. */
    Map<String, Value> change(Map<String, Value> attributes, Value value) {
        return ((MapOf) changed(new MapOf(attributes), 0, value)).entries();
    }

    private Value changed(Value old, int depth, Value value) {
        if (depth == steps.size()) {
            return value;
        }
        if (old instanceof MapOf(var entries) && steps.get(depth) instanceof Name(String name)) {
            Map<String, Value> changed = new HashMap<>(entries);
            changed.compute(name, (key, entry) -> changed(entry, depth + 1, value));
            return new MapOf(changed);
        }
        if (old instanceof ListOf(var elements) && steps.get(depth) instanceof Index(String text, int at)) {
            List<Value> changed = new ArrayList<>(elements);
            Value element = changed(at < elements.size() ? changed.remove(at) : null, depth + 1, value);
            if (element != null) {
                changed.add(Math.min(at, changed.size()), element);
            }
            return new ListOf(changed);
        }
        throw Errors.validation("The document path provided in the update expression is invalid for update");
    }

    /** Refuses paths that contain one another, then paths that use one value as a list and as a map. */
    static void refuseClashes(Kind kind, List<Path> paths) {
        for (String clash : List.of("overlap", "conflict")) {
            for (int i = 1; i < paths.size(); i++) {
                for (Path earlier : paths.subList(0, i)) {
                    if (earlier.clash(paths.get(i)).equals(clash)) {
                        throw kind.invalid("Two document paths " + clash + " with each other; must remove or rewrite"
                                + " one of these paths; path one: " + earlier + ", path two: " + paths.get(i));
                    }
                }
            }
        }
    }

    private String clash(Path other) {
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                return steps.get(i).getClass() == other.steps.get(i).getClass() ? "" : "conflict";
            }
        }
        return "overlap";
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::text).toList().toString();
    }
}
