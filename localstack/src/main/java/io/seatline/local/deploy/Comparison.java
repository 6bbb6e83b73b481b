package io.seatline.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.seatline.local.template.Place;
import io.seatline.local.template.Template.Declared;
import io.seatline.local.template.Template;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Compares what runs with what the template says, property by property: an emulator that takes a property and then does
 * not keep it would let a test pass by accident.
 */
final class Comparison {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What no emulator can be asked for, or may call as it likes. */
    private static final Set<String> NOT_COMPARED = Set.of(
            // Who may do what is checked in the template: emulators enforce nothing.
            "Role",
            "RoleArn",
            "Target.RoleArn",
            // The emulator hands out an address, not the code.
            "Code");

    /** Whoever can tell what is there; see {@link LiveResources#properties}. */
    @FunctionalInterface
    interface Services {
        Optional<JsonNode> properties(String type, JsonNode properties, String physicalId);
    }

    private final Services services;
    private final Stack stack;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Services services, Stack stack) {
        this.services = services;
        this.stack = stack;
    }

    /** Compares every resource of which the services can tell. */
    static List<Difference> of(Template template, Place place, Stack stack, Services services) {
        Comparison comparison = new Comparison(services, stack);
        template.declared(place).forEach(comparison::resource);
        return comparison.differences;
    }

    private void resource(String id, Declared declared) {
        Optional<JsonNode> there;
        try {
            there = services.properties(
                    declared.type(), declared.properties(), stack.physicalIds().getOrDefault(id, id));
        } catch (SdkException e) {
            differences.add(new Difference(id, "Properties", "something", e.getMessage()));
            return;
        }
        there.ifPresent(node -> compare(id, "", declared.properties(), node));
    }

    private void compare(String id, String path, JsonNode wanted, JsonNode there) {
        JsonNode answer = wanted.isContainerNode() && there.isTextual() ? parsed(there.asText()) : there;
        if (wanted.isObject()) {
            wanted.properties().forEach(property -> {
                String here = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                if (!NOT_COMPARED.contains(here)) {
                    compare(id, here, property.getValue(), answer.path(property.getKey()));
                }
            });
        } else if (!(wanted.isArray() ? sameElements(wanted, answer) : same(wanted.asText(), answer.asText()))) {
            differences.add(
                    new Difference(id, path, wanted.isArray() ? wanted.toString() : wanted.asText(), text(answer)));
        }
    }

    private static String text(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.asText();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Of lists, only what they hold counts, not the order; services sort as they like. */
    private boolean sameElements(JsonNode wanted, JsonNode there) {
        return wanted.size() == there.size()
                && wanted.valueStream()
                        .allMatch(element -> there.valueStream().anyMatch(candidate -> covers(element, candidate)));
    }

    private boolean covers(JsonNode wanted, JsonNode there) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(property -> covers(property.getValue(), there.path(property.getKey())));
        }
        return wanted.isArray() ? sameElements(wanted, there) : same(wanted.asText(), there.asText());
    }

    private boolean same(String wanted, String there) {
        if (wanted.equals(there) || there.equals(stack.physicalIds().get(wanted))) {
            return true;
        }
        return neutral(wanted).equals(neutral(there));
    }

    /** Takes out what differs from place to place: Region, a stream's label, and the host of an address. */
    private static String neutral(String text) {
        if (text.startsWith("arn:")) {
            return text.replace(":" + Endpoint.REGION + ":", ":" + Place.REGION + ":")
                    .replaceFirst("/stream/.*", "/stream/");
        }
        return text.startsWith("http://") || text.startsWith("https://")
                ? URI.create(text).getPath()
                : text;
    }
}
