package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A CloudFormation template as the CDK synthesizes it: JSON, not yet resolved. */
public final class Template {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SNAPSHOT = "/io/seatline/local/seatline.template.json";

    /** Rules, conditions and outputs are about a deployment, which does not happen here. */
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Conditions",
            "Rules",
            "Resources",
            "Outputs");

    private static final Set<String> RESOURCE_KEYS =
            Set.of("Type", "Properties", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");

    private final Map<String, JsonNode> resources;
    private final JsonNode parameters;

    private Template(Map<String, JsonNode> resources, JsonNode parameters) {
        this.resources = resources;
        this.parameters = parameters;
    }

    /** Reads the reviewed snapshot of infra-cdk. */
    public static Template snapshot() {
        return read(Template.class.getResourceAsStream(SNAPSHOT));
    }

    /**
     * Reads a template.
     *
     * @param json UTF-8; closed afterwards
     * @throws TemplateException when it is not a template or has an unknown section
     */
    public static Template read(InputStream json) {
        try (json) {
            return of(JSON.readTree(json));
        } catch (IOException e) {
            throw new TemplateException("The template is not JSON: " + e.getMessage(), e);
        }
    }

    private static Template of(JsonNode root) {
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            if (!SECTIONS.contains(section.getKey())) {
                throw new TemplateException("The embedded cloud does not know the template's section "
                        + section.getKey() + ": express it with plain resources in the CDK app.");
            }
        }
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        root.path("Resources").properties().forEach(entry -> {
            refuseUnknownKeys(entry.getKey(), entry.getValue());
            resources.put(entry.getKey(), entry.getValue());
        });
        if (resources.isEmpty()) {
            throw new TemplateException("The template has no resources.");
        }
        return new Template(resources, root.path("Parameters"));
    }

    private static void refuseUnknownKeys(String id, JsonNode resource) {
        String type = resource.path("Type").asText();
        for (Map.Entry<String, JsonNode> key : resource.properties()) {
            // The CDK's own metadata depends on the Region; nothing else may be conditional.
            boolean metadata = key.getKey().equals("Condition") && type.equals("AWS::CDK::Metadata");
            if (!metadata && !RESOURCE_KEYS.contains(key.getKey())) {
                throw new TemplateException("The embedded cloud does not know " + key.getKey() + " on " + id + " ("
                        + type + "): express it without in the CDK app.");
            }
        }
    }

    /**
     * Resolves all references to local addresses.
     *
     * @throws TemplateException at the first unknown type, property or reference
     */
    public ResolvedTemplate resolve(Place place) {
        ResourceReader reader = new ResourceReader(place);
        effective(place).forEach(resource -> {
            type(resource.id()).check(resource);
            reader.read(resource);
        });
        return reader.resolved();
    }

    /** Resolves the resources that have an effect here, each in its turn. */
    private Stream<Resource> effective(Place place) {
        Intrinsics intrinsics = new Intrinsics(this, place);
        return resources.keySet().stream().filter(id -> !type(id).ignored()).map(intrinsics::resource);
    }

    /** A resource's type and properties; references in them are resolved. */
    public record Declared(String type, JsonNode properties) {}

    /**
     * Resolves every property, also those without an effect here, of the resources that have one.
     *
     * @return the resources by logical id
     */
    public Map<String, Declared> declared(Place place) {
        Map<String, Declared> declared = new LinkedHashMap<>();
        effective(place)
                .forEach(resource -> declared.put(resource.id(), new Declared(resource.type(), resource.properties())));
        return declared;
    }

    ResourceType type(String id) {
        return ResourceType.named(resources.get(id).path("Type").asText(), id);
    }

    boolean has(String id) {
        return resources.containsKey(id);
    }

    JsonNode properties(String id) {
        JsonNode properties = resources.get(id).path("Properties");
        return properties.isObject() ? properties : JsonNodeFactory.instance.objectNode();
    }

    JsonNode parameterDefault(String name) {
        return parameters.path(name).path("Default");
    }
}
