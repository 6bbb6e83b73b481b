package io.seatline.local.testing;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI document: its operations by request, and its schemas as validators. */
public final class OpenApiDocument {
    public static final JsonNode ROOT = read();

    /** The path of the server, which precedes the paths of the document. */
    public static final String BASE = ROOT.at("/servers/0/url").asText();

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonNode AS_WRITTEN = ROOT.get("components");
    private static final JsonNode CLOSED = closed(AS_WRITTEN.deepCopy());
    private static final List<Operation> OPERATIONS = operationsOf(ROOT.get("paths"));

    private static final String COMPONENTS = "components";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword(COMPONENTS))
                    .build()));

    /** The compiled schemas; the node of a schema is its identity. */
    private static final Map<JsonNode, JsonSchema> COMPILED = Collections.synchronizedMap(new IdentityHashMap<>());

    private OpenApiDocument() {}

    /**
     * An operation.
     *
     * @param path as in the document, without the server's path
     * @param parameters those of the path and of the operation
     */
    public record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
        public String id() {
            return node.path("operationId").asText();
        }

        Optional<JsonNode> response(int status) {
            return Optional.ofNullable(node.path("responses").get(Integer.toString(status)))
                    .map(OpenApiDocument::resolved);
        }

        Stream<JsonNode> parameters(String in) {
            return parameters.stream()
                    .filter(parameter -> parameter.path("in").asText().equals(in));
        }
    }

    public static List<Operation> operations() {
        return OPERATIONS;
    }

    /** The operation of a request; a literal path precedes one with variables. */
    static Optional<Operation> find(String method, String path) {
        return OPERATIONS.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(BASE + operation.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .min((one, other) ->
                        Boolean.compare(one.path().contains("{"), other.path().contains("{")));
    }

    /** Returns what a reference refers to, or the node itself. */
    public static JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? ROOT.at(node.get("$ref").textValue().substring(1))
                : node;
    }

    /** What is wrong with a value of a request. */
    public static Set<String> problemsOfRequest(JsonNode schema, JsonNode value) {
        return problems(schema, value, AS_WRITTEN);
    }

    /** What is wrong with a value of an answer, in which an undocumented field is a problem. */
    public static Set<String> problemsOfAnswer(JsonNode schema, JsonNode value) {
        return problems(schema, value, CLOSED);
    }

    private static Set<String> problems(JsonNode schema, JsonNode value, JsonNode components) {
        return COMPILED.computeIfAbsent(schema, _ -> compiled(schema, components)).validate(value).stream()
                .map(ValidationMessage::toString)
                .collect(toSet());
    }

    private static JsonSchema compiled(JsonNode schema, JsonNode components) {
        ObjectNode root = ApiClient.JSON.createObjectNode();
        root.set(COMPONENTS, components);
        root.setAll((ObjectNode) schema);
        return SCHEMAS.getSchema(root);
    }

    /** Closes each schema of an object, except those that others extend. */
    private static JsonNode closed(JsonNode components) {
        Set<String> extended = components.findValues("allOf").stream()
                .flatMap(JsonNode::valueStream)
                .map(reference -> reference.path("$ref").asText())
                .collect(toSet());
        components.get("schemas").properties().forEach(schema -> {
            if (!extended.contains("#/components/schemas/" + schema.getKey())) {
                close(schema.getValue());
            }
        });
        return components;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
        schema.forEach(OpenApiDocument::close);
    }

    private static List<Operation> operationsOf(JsonNode paths) {
        List<Operation> operations = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (METHODS.contains(operation.getKey())) {
                operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation.getValue(),
                        Stream.of(path.getValue(), operation.getValue())
                                .flatMap(holder -> holder.path("parameters").valueStream())
                                .map(OpenApiDocument::resolved)
                                .toList()));
            }
        }));
        return List.copyOf(operations);
    }

    private static JsonNode read() {
        try (InputStream document = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
