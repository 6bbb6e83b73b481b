package io.seatline.local.deploy.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seatline.local.app.Settings;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.Template;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The template snapshot as one emulator gets it: with other values of a few variables and without resources that it does
 * not have.
 */
final class StackTemplate {
    private static final String SNAPSHOT = "/io/seatline/local/seatline.template.json";
    private static final String FUNCTION = "AWS::Lambda::Function";
    /** What no emulator gets: CloudFront, and the upload of the site with the CDK's own function and its layer. */
    private static final Set<String> SITE = Set.of("AWS::CloudFront::", "AWS::Lambda::LayerVersion", "Custom::");
    /** The types that an emulator without HTTP APIs gets no resources of. */
    private static final Set<String> HTTP_API = Set.of("AWS::ApiGatewayV2::", "AWS::Cognito::");
    /** What MiniStack does not have: the look of a page, and alarms on metric math. No function depends on them. */
    private static final Set<String> NOT_IN_MINISTACK =
            Set.of("AWS::Cognito::ManagedLoginBranding", "AWS::CloudWatch::");

    /** The variable that gives MiniStack the address of a function. */
    private static final String PROXY_VARIABLE = "MINISTACK_LAMBDA_PROXY_URL";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;

    private StackTemplate(ObjectNode root) {
        this.root = root;
    }

    /** The snapshot for an emulator, which calls MoMo and runs or reaches functions at this machine's address. */
    static StackTemplate of(Emulator emulator, URI base, Settings settings) {
        StackTemplate template = snapshot()
                .withVariable("HOLD_SECONDS", Long.toString(settings.hold().toSeconds()))
                .withVariable("OFFER_SECONDS", Long.toString(settings.offer().toSeconds()))
                .withVariable(
                        "DOOR_OPENS_MINUTES", Long.toString(settings.doorsOpen().toMinutes()))
                .withVariable("MOMO_ENDPOINT", emulator.seenByFunctions(base) + MomoSimulator.PATH)
                .withVariable("MOMO_REDIRECT_URL", base + "/api/v1/payment/success")
                .withVariable("PUBLIC_URL", base.toString())
                .without(SITE, Map.of("Distribution.DomainName", base.getAuthority()));
        if (!emulator.servesHttpApis()) {
            template = template.without(HTTP_API, Map.of("Api.ApiEndpoint", base.toString()));
        }
        return emulator.runsJava()
                ? template
                : template.without(NOT_IN_MINISTACK, Map.of())
                        .withAddedVariable(PROXY_VARIABLE, name -> base + Emulator.forwardPath(name));
    }

    /** The reviewed snapshot. */
    static StackTemplate snapshot() {
        try (InputStream in = StackTemplate.class.getResourceAsStream(SNAPSHOT)) {
            return new StackTemplate((ObjectNode) JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the template snapshot cannot be read", e);
        }
    }

    /** A place where the template expects the functions' code. */
    record Asset(String bucket, String key) {}

    Set<Asset> assets() {
        Set<Asset> assets = new LinkedHashSet<>();
        resources(FUNCTION).forEach(function -> {
            JsonNode code = function.path("Properties").path("Code");
            String bucket = code.path("S3Bucket")
                    .path("Fn::Sub")
                    .asText(code.path("S3Bucket").asText());
            assets.add(new Asset(
                    bucket.replace("${AWS::AccountId}", Endpoint.ACCOUNT)
                            .replace("${AWS::Region}", Endpoint.REGION.id()),
                    code.path("S3Key").asText()));
        });
        return assets;
    }

    /** Changes a variable in every function that has it. */
    StackTemplate withVariable(String name, String value) {
        ObjectNode changed = root.deepCopy();
        variables(changed, (_, variables) -> {
            if (variables.has(name)) {
                variables.put(name, value);
            }
        });
        return new StackTemplate(changed);
    }

    /** Adds a variable to every function; its value depends on the function's name. */
    StackTemplate withAddedVariable(String name, Function<String, String> valueByFunction) {
        ObjectNode changed = root.deepCopy();
        variables(changed, (function, variables) -> variables.put(name, valueByFunction.apply(function)));
        return new StackTemplate(changed);
    }

    private static void variables(ObjectNode template, BiConsumer<String, ObjectNode> change) {
        new StackTemplate(template).resources(FUNCTION).forEach(function -> {
            JsonNode properties = function.path("Properties");
            change.accept(properties.path("FunctionName").asText(), (ObjectNode)
                    properties.path("Environment").path("Variables"));
        });
    }

    /**
     * Removes resources of some types and all references to them. An attribute of theirs that must stay gets a fixed
     * value.
     *
     * @param types the beginnings of the types' names
     * @param attributes by {@code Id.Attribute}
     */
    StackTemplate without(Set<String> types, Map<String, String> attributes) {
        ObjectNode changed = (ObjectNode) fixed(root, attributes);
        Set<String> gone = new TreeSet<>();
        changed.path("Resources").properties().forEach(entry -> {
            String type = entry.getValue().path("Type").asText();
            if (types.stream().anyMatch(type::startsWith)) {
                gone.add(entry.getKey());
            }
        });
        ((ObjectNode) changed.path("Resources")).remove(gone);
        for (String section : Set.of("Resources", "Outputs")) {
            changed.path(section).properties().removeIf(entry -> refers(entry.getValue(), gone));
        }
        return new StackTemplate(changed);
    }

    private static JsonNode fixed(JsonNode node, Map<String, String> attributes) {
        if (node.isArray()) {
            var list = JSON.createArrayNode();
            node.forEach(element -> list.add(fixed(element, attributes)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        JsonNode path = node.path("Fn::GetAtt");
        String value = attributes.get(path.path(0).asText() + "." + path.path(1).asText());
        if (value != null) {
            return TextNode.valueOf(value);
        }
        ObjectNode object = JSON.createObjectNode();
        node.properties().forEach(entry -> object.set(entry.getKey(), fixed(entry.getValue(), attributes)));
        return object;
    }

    private static boolean refers(JsonNode node, Set<String> ids) {
        if (ids.contains(node.path("Ref").asText())
                || ids.contains(node.path("Fn::GetAtt").path(0).asText())) {
            return true;
        }
        return node.valueStream().anyMatch(child -> refers(child, ids));
    }

    private List<JsonNode> resources(String type) {
        return root.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .toList();
    }

    /** Compact, because the size of templates is limited. */
    String json() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for the embedded cloud to read. */
    Template understood() {
        return Template.read(new ByteArrayInputStream(json().getBytes(StandardCharsets.UTF_8)));
    }
}
