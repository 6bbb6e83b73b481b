package io.seatline.dynamodb.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The response to an operation as texts by name. Equal responses have equal texts. */
record Outcome(Map<String, String> parts) {
    private static final Set<String> EXPLANATIONS = Set.of("message", "why");
    private static final String ERROR = "error";

    static Outcome success() {
        return new Outcome(Map.of(ERROR, "none"));
    }

    static Outcome error(String error) {
        return new Outcome(Map.of(ERROR, error));
    }

    Outcome with(String name, Object value) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put(name, String.valueOf(value));
        return new Outcome(all);
    }

    boolean isError() {
        return !"none".equals(parts.get(ERROR));
    }

    /** Returns the parts {@code among} which another outcome differs. If the errors differ, returns only these. */
    List<String> differences(Outcome other, Set<String> among) {
        List<String> parts = Stream.concat(this.parts.keySet().stream(), other.parts.keySet().stream())
                .distinct()
                .filter(name -> among.contains(name) && !EXPLANATIONS.contains(name))
                .filter(name -> !Objects.equals(this.parts.get(name), other.parts.get(name)))
                .toList();
        return parts.contains(ERROR) ? List.of(ERROR) : parts;
    }
}
