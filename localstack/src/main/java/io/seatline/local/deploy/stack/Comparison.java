package io.seatline.local.deploy.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.seatline.local.template.Place;
import io.seatline.local.template.Template;
import io.seatline.local.template.Template.Declared;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Compares the deployed resources with the template, property by property: a test must not pass because an emulator
 * accepted a property and dropped it.
 */
final class Comparison {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Properties that no emulator reports, or that it may name freely. */
    private static final Set<String> NOT_COMPARED = Set.of(
            // Emulators enforce no permissions; PermissionsTest of infra-cdk checks the template.
            "Role",
            "RoleArn",
            "Target.RoleArn",
            // The emulator reports an address, not the code.
            "Code");

    /**
     * A property that differs from the template.
     *
     * @param resource the resource's logical id
     * @param property its path, such as {@code TimeToLiveSpecification.Enabled}
     * @param template what the template says
     * @param live what the service says; empty if it does not report the property
     */
    record Difference(String resource, String property, String template, String live) {
        String path() {
            return resource + "." + property;
        }

        @Override
        public String toString() {
            return path() + " is " + (live.isEmpty() ? "not there" : live) + "; the template says " + template;
        }
    }

    /** Reads a resource's properties from its service; see {@link LiveResources#properties}. */
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

    /** Compares every resource whose properties the services report. */
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

    /** Ignores the order of lists, which services sort as they like. */
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

    /** Removes what depends on the place: Region, a stream's label, and the host of an address. */
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
