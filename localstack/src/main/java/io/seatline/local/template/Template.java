package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A CloudFormation template as the CDK synthesizes it: JSON, not yet resolved. */
public final class Template {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Rules, conditions and outputs speak about a deployment, which does not happen here. */
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

    /**
     * Reads a template.
     *
     * @param json the template in UTF-8; closed afterwards
     * @return the template
     * @throws TemplateException when it is not a template or uses a section that has no local meaning
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
            // The CDK's own metadata is conditional on the Region; nothing else may depend on a condition.
            boolean metadata = key.getKey().equals("Condition") && type.equals("AWS::CDK::Metadata");
            if (!metadata && !RESOURCE_KEYS.contains(key.getKey())) {
                throw new TemplateException("The embedded cloud does not know " + key.getKey() + " on " + id + " ("
                        + type + "): express it without in the CDK app.");
            }
        }
    }

    /**
     * Resolves the template for a place.
     *
     * @param place what addresses and pseudo parameters resolve to
     * @return what the template declares, in local terms
     * @throws TemplateException at the first type, property or reference that the embedded cloud does not know
     */
    public ResolvedTemplate resolve(Place place) {
        Intrinsics intrinsics = new Intrinsics(this, place);
        ResolvedTemplate.Builder cloud = new ResolvedTemplate.Builder(place);
        resources.forEach((id, raw) -> {
            ResourceType type = type(id);
            JsonNode properties = intrinsics.resolve(id, properties(id), type);
            type.properties().check(id, type.name(), properties);
            type.declare(new Resource(id, type.name(), properties), cloud);
        });
        return cloud.build();
    }

    /** A resource with its type and its properties, whose intrinsic functions are resolved. */
    public record Declared(String type, JsonNode properties) {}

    /**
     * Resolves every property, those without local effect too, of the resources that have a local meaning.
     *
     * @param place what addresses and pseudo parameters resolve to
     * @return the resources by logical id
     */
    public Map<String, Declared> declared(Place place) {
        Intrinsics intrinsics = new Intrinsics(this, place);
        Map<String, Declared> declared = new LinkedHashMap<>();
        resources.keySet().stream()
                .filter(id -> !(type(id) instanceof TypeWithoutEffect))
                .forEach(id -> declared.put(
                        id, new Declared(type(id).name(), intrinsics.resolve(id, properties(id), type(id)))));
        return declared;
    }

    ResourceType type(String id) {
        return ResourceTypes.named(resources.get(id).path("Type").asText(), id);
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
