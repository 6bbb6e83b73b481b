package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A resource of the template with its intrinsic functions resolved.
 *
 * @param id the logical id
 * @param type the CloudFormation type
 * @param properties the resolved properties; an empty object where the template gives none
 */
record Resource(String id, String type, JsonNode properties) {

    /** Finds a property by its dotted path; a missing node where the template leaves it out. */
    JsonNode at(String path) {
        return properties.at("/" + path.replace('.', '/'));
    }

    /** Reads a property that must be set. */
    String required(String path) {
        return text(path)
                .orElseThrow(() -> new TemplateException(id + " (" + type + ") has no " + path
                        + ", without which it cannot run locally: give it one in the CDK app."));
    }

    /** Reads a property as text, numbers and booleans included. */
    Optional<String> text(String path) {
        JsonNode node = at(path);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }

    /** Reads a whole number, which CloudFormation also accepts as text. */
    OptionalInt integer(String path) {
        Optional<String> text = text(path);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
    }

    /** Reads a boolean, which CloudFormation also accepts as text. */
    boolean flag(String path, boolean otherwise) {
        return text(path).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** Lists the elements of a list property; empty where the template leaves it out. */
    List<JsonNode> list(String path) {
        return at(path).valueStream().toList();
    }

    /** Lists the elements of a list property as text. */
    List<String> texts(String path) {
        return list(path).stream().map(JsonNode::asText).toList();
    }

    TemplateException refuse(String property, String why) {
        return new TemplateException(id + " (" + type + "), " + property + ": " + why);
    }
}
