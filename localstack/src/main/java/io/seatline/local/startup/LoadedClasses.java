package io.seatline.local.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a process loaded, and when, as {@code -Xlog:class+load} wrote them down. */
final class LoadedClasses {
    private static final Pattern LINE = Pattern.compile("\\[(?<seconds>[0-9.]+)s] (?<name>\\S+) source: (?<source>.*)");

    /** Whose classes they are, by the start of their names; the first that fits. */
    private static final List<Map.Entry<String, String>> OWNERS = List.of(
            Map.entry("io.seatline.", "Seatline, bare handlers"),
            Map.entry("software.amazon.awssdk.enhanced.", "SDK: enhanced client"),
            Map.entry("software.amazon.awssdk.services.secretsmanager.", "SDK: Secrets Manager"),
            Map.entry("software.amazon.awssdk.", "SDK"),
            Map.entry("software.amazon.lambda.powertools.", "Powertools"),
            Map.entry("software.amazon.cloudwatchlogs.", "Powertools"),
            Map.entry("com.fasterxml.jackson.", "Jackson"),
            Map.entry("org.apache.logging.", "logging"),
            Map.entry("org.slf4j.", "logging"),
            Map.entry("com.github.benmanes.", "Caffeine"),
            Map.entry("com.amazonaws.", "Lambda's runtime"));

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** A class, its owner, and how long the JVM had run. */
    record Loaded(String name, String owner, Duration at) {}

    private final List<Loaded> classes;

    private LoadedClasses(List<Loaded> classes) {
        this.classes = classes;
    }

    /** The option that has a JVM write such a file. */
    static String option(Path file) {
        return "-Xlog:class+load=info:file=" + file + ":uptime:filecount=0";
    }

    static LoadedClasses read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the classes that were loaded are not known", e);
        }
    }

    static LoadedClasses parse(List<String> lines) {
        List<Loaded> classes = new ArrayList<>();
        for (String line : lines) {
            Matcher fields = LINE.matcher(line);
            if (fields.matches()) {
                Duration at = Duration.ofNanos((long) (Double.parseDouble(fields.group("seconds")) * 1e9));
                classes.add(new Loaded(fields.group("name"), owner(fields.group("name"), fields.group("source")), at));
            }
        }
        return new LoadedClasses(classes);
    }

    private static String owner(String name, String source) {
        if (name.contains("$$Lambda") || name.contains("LambdaForm$") || name.contains("$$InjectedInvoker")) {
            return "made at run time for lambdas";
        }
        if (JDK.stream().anyMatch(name::startsWith)) {
            return source.startsWith("shared objects file") ? "JDK, from its archive" : "JDK, not in its archive";
        }
        return OWNERS.stream()
                .filter(owner -> name.startsWith(owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("other");
    }

    /** How many classes each owner has, by the owner's name. */
    Map<String, Long> count() {
        Map<String, Long> count = new TreeMap<>();
        classes.forEach(loaded -> count.merge(loaded.owner(), 1L, Long::sum));
        return count;
    }

    /** How long the JVM had run when it first loaded a class whose name this expression finds. */
    Optional<Duration> first(Pattern name) {
        return classes.stream()
                .filter(loaded -> name.matcher(loaded.name()).find())
                .map(Loaded::at)
                .findFirst();
    }
}
