package io.seatline.dynamodb.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The reviewed differences of {@code known-differences.txt}: a name and a pattern for each. */
record KnownDifferences(Map<String, Pattern> patterns) {
    private static final String FILE = "known-differences.txt";

    static KnownDifferences load() {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(KnownDifferences.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line : reader.lines().toList()) {
                if (line.startsWith("## ")) {
                    name = line.substring(3);
                } else if (line.startsWith("match: ")) {
                    patterns.put(name, Pattern.compile(line.substring("match: ".length()), Pattern.DOTALL));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return new KnownDifferences(patterns);
    }

    /** Returns the name of the first entry that matches a difference; null if none does. */
    String nameOf(String difference) {
        return patterns.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(difference).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
