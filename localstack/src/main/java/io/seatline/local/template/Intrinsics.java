package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves CloudFormation's intrinsic functions; an unknown one stops the start. */
final class Intrinsics {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::Region",
            Place.REGION,
            "AWS::AccountId",
            Place.ACCOUNT,
            "AWS::Partition",
            "aws",
            "AWS::URLSuffix",
            "amazonaws.com",
            "AWS::StackName",
            "seatline",
            "AWS::StackId",
            Place.arn("cloudformation", "stack/seatline/local"));

    private final Template template;
    private final References references;

    Intrinsics(Template template, Place place) {
        this.template = template;
        this.references = new References(place);
    }

    /** Resolves the properties of a resource. */
    Resource resource(String id) {
        return new Resource(id, template.type(id).name(), resolve(id, template.properties(id)));
    }

    private JsonNode resolve(String at, JsonNode node) {
        if (node.isArray()) {
            ArrayNode resolved = NODES.arrayNode();
            node.forEach(element -> append(resolved, resolve(at, element)));
            return resolved;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return function(at, only.getKey(), only.getValue());
            }
        }
        ObjectNode resolved = NODES.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = resolve(at, entry.getValue());
            if (!value.isMissingNode()) {
                resolved.set(entry.getKey(), value);
            }
        });
        return resolved;
    }

    private static void append(ArrayNode list, JsonNode value) {
        // AWS::NoValue takes the whole element away.
        if (!value.isMissingNode()) {
            list.add(value);
        }
    }

    private JsonNode function(String at, String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> ref(at, argument.asText());
            case "Fn::GetAtt" -> TextNode.valueOf(getAtt(at, argument));
            case "Fn::Join" -> TextNode.valueOf(String.join(argument.path(0).asText(), texts(at, argument.path(1))));
            case "Fn::Sub" -> TextNode.valueOf(sub(at, argument));
            case "Fn::Select" ->
                resolve(at, argument.path(1)).path(resolve(at, argument.path(0)).asInt());
            case "Fn::Split" -> split(at, argument);
            default ->
                throw new TemplateException("The embedded cloud does not know the function " + function + ", which "
                        + at + " uses: add it to io.seatline.local.template.Intrinsics or avoid it in the CDK app.");
        };
    }

    private JsonNode ref(String at, String name) {
        if (name.equals("AWS::NoValue")) {
            return NODES.missingNode();
        }
        if (PSEUDO_PARAMETERS.containsKey(name)) {
            return TextNode.valueOf(PSEUDO_PARAMETERS.get(name));
        }
        if (template.has(name)) {
            return TextNode.valueOf(references.ref(name, template.type(name), property -> text(name, property)));
        }
        JsonNode value = template.parameterDefault(name);
        if (value.isMissingNode()) {
            throw new TemplateException(at + " refers to " + name
                    + ", which is neither a resource nor a parameter with a default: give the parameter a default.");
        }
        return value;
    }

    private String getAtt(String at, JsonNode argument) {
        List<String> path = argument.isTextual() ? List.of(argument.asText().split("\\.", 2)) : texts(at, argument);
        return attribute(at, path.getFirst(), String.join(".", path.subList(1, path.size())));
    }

    private String attribute(String at, String id, String attribute) {
        if (!template.has(id)) {
            throw new TemplateException(
                    at + " asks for " + attribute + " of " + id + ", which is not in the template.");
        }
        ResourceType type = template.type(id);
        return references
                .attribute(id, type, attribute, property -> text(id, property))
                .orElseThrow(() -> new TemplateException(
                        at + " asks for the attribute " + attribute + " of " + id + " (" + type.name()
                                + "), which has no local value: add it to io.seatline.local.template.References."));
    }

    private String sub(String at, JsonNode argument) {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        Map<String, String> variables = new HashMap<>();
        argument.path(1)
                .properties()
                .forEach(entry -> variables.put(
                        entry.getKey(), resolve(at, entry.getValue()).asText()));
        Matcher matcher = SUBSTITUTION.matcher(text);
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(substitute(at, match.group(1), match.group(2), variables)));
    }

    private String substitute(String at, String literal, String name, Map<String, String> variables) {
        if (!literal.isEmpty()) {
            return "${" + name + "}";
        }
        if (variables.containsKey(name)) {
            return variables.get(name);
        }
        int dot = name.indexOf('.');
        return dot < 0 ? ref(at, name).asText() : attribute(at, name.substring(0, dot), name.substring(dot + 1));
    }

    private JsonNode split(String at, JsonNode argument) {
        ArrayNode parts = NODES.arrayNode();
        String text = resolve(at, argument.path(1)).asText();
        for (String part : text.split(Pattern.quote(argument.path(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private List<String> texts(String at, JsonNode list) {
        return resolve(at, list).valueStream().map(JsonNode::asText).toList();
    }

    private Optional<String> text(String id, String property) {
        JsonNode value = resolve(id, template.properties(id).path(property));
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }
}
