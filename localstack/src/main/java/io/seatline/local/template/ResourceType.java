package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A resource type that the embedded cloud knows, with its properties; an entry of {@code resource-types.txt}. */
final class ResourceType {

    private static final String TABLE = "resource-types.txt";
    private static final Map<String, ResourceType> KNOWN = read();

    /** How the type's properties are treated. */
    private enum Effect {
        CHECKED,
        UNCHECKED,
        IGNORED
    }

    private final String name;
    private final Effect effect;
    private final Set<String> known = new TreeSet<>();
    private final Set<String> required = new TreeSet<>();
    private final Map<String, String> onlyValues = new LinkedHashMap<>();

    private ResourceType(String name, Effect effect) {
        this.name = name;
        this.effect = effect;
    }

    /**
     * Finds a type.
     *
     * @param name the CloudFormation name, e.g. {@code AWS::SQS::Queue}
     * @param id the logical id of the resource that has it, for the message
     * @throws TemplateException when it is not known
     */
    static ResourceType named(String name, String id) {
        ResourceType type = KNOWN.get(name);
        if (type == null) {
            throw new TemplateException(
                    "The embedded cloud does not know the type " + name + " of " + id + ". Add it to " + TABLE
                            + " of io.seatline.local.template: with its properties, or as ignored with the reason.");
        }
        return type;
    }

    String name() {
        return name;
    }

    /** Whether resources of this type have no effect here. */
    boolean ignored() {
        return effect == Effect.IGNORED;
    }

    /** Stops at the first property that is unknown, missing or has a value that does not run here. */
    void check(Resource resource) {
        if (effect != Effect.CHECKED) {
            return;
        }
        checkKnown(resource.id(), "", resource.properties());
        required.forEach(resource::required);
        onlyValues.forEach((path, value) -> resource.text(path)
                .filter(given -> !given.equals(value))
                .ifPresent(given -> {
                    throw resource.refuse(path, "only " + value + " runs locally, not " + given + ".");
                }));
    }

    private void checkKnown(String id, String path, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> checkKnown(id, path, element));
            return;
        }
        node.properties().forEach(property -> {
            String here = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (known.contains(here)) {
                return;
            }
            boolean parent = known.stream().anyMatch(other -> other.startsWith(here + "."));
            if (!parent || property.getValue().isValueNode()) {
                throw new TemplateException("The embedded cloud does not know the property " + here + " of " + name
                        + ", which " + id + " sets. Add it to " + TABLE + " of io.seatline.local.template: as used, or"
                        + " as ignored with the reason.");
            }
            checkKnown(id, here, property.getValue());
        });
    }

    private static Map<String, ResourceType> read() {
        Map<String, ResourceType> types = new HashMap<>();
        ResourceType type = null;
        for (String line : lines()) {
            if (!line.startsWith(" ")) {
                type = ofHeader(line);
                types.put(type.name, type);
            } else if (type != null) {
                type.addRule(line.strip());
            }
        }
        return Map.copyOf(types);
    }

    private static List<String> lines() {
        try (InputStream in = ResourceType.class.getResourceAsStream(TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " cannot be read", e);
        }
    }

    private static ResourceType ofHeader(String line) {
        String[] words = line.split(" ", 3);
        if (words.length == 1) {
            return new ResourceType(words[0], Effect.CHECKED);
        }
        return switch (words[1]) {
            case "unchecked:" -> new ResourceType(words[0], Effect.UNCHECKED);
            case "ignored:" -> new ResourceType(words[0], Effect.IGNORED);
            default -> throw new IllegalStateException(TABLE + ": " + line);
        };
    }

    private void addRule(String line) {
        String[] rule = line.split(" ", 2);
        String[] sides = rule[1].split(" = |: ", 2);
        List<String> paths = List.of(sides[0].split(" ", -1));
        known.addAll(paths);
        switch (rule[0]) {
            case "uses", "ignores" -> {}
            case "permits" -> onlyValues.put(sides[0], sides[1]);
            case "requires" -> {
                required.addAll(paths);
                if (sides.length == 2) {
                    onlyValues.put(sides[0], sides[1]);
                }
            }
            default -> throw new IllegalStateException(TABLE + ": " + line);
        }
    }
}
