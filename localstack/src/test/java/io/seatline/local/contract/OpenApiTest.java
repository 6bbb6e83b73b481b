package io.seatline.local.contract;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.Template;
import io.seatline.local.testing.OpenApiDocument;
import io.seatline.local.testing.OpenApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The OpenAPI document against the template and its own rules; {@code OpenApiCheck} holds it against each answer. */
class OpenApiTest {
    private static final ResolvedTemplate CLOUD = Template.snapshot()
            .resolve(new Place(
                    URI.create("http://localhost:8080"),
                    URI.create("http://localhost:9324"),
                    "http://localhost/issuer"));
    private static final String IPN = "POST /payment/notify";

    @Test
    void every_route_is_an_operation_and_every_operation_has_a_route() {
        Set<String> routes = CLOUD.routes().stream()
                .map(HttpRoute::routeKey)
                .filter(key -> !key.startsWith("HEAD "))
                .collect(toCollection(TreeSet::new));
        // The only function URL, which is no route of the API.
        routes.add(IPN.replace(" ", " " + OpenApiDocument.BASE));

        assertEquals(
                routes,
                OpenApiDocument.operations().stream()
                        .map(operation -> operation.method() + " " + OpenApiDocument.BASE + operation.path())
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void every_head_route_has_a_documented_get() {
        Set<String> routes = CLOUD.routes().stream().map(HttpRoute::routeKey).collect(toCollection(TreeSet::new));
        routes.stream()
                .filter(key -> key.startsWith("HEAD "))
                .forEach(key -> assertEquals(Set.of(key), keep(Set.of(key), routes, "GET" + key.substring(4))));
    }

    private static Set<String> keep(Set<String> keys, Set<String> routes, String needed) {
        return routes.contains(needed) ? keys : Set.of("no route " + needed);
    }

    @Test
    void operations_with_a_role_are_the_routes_that_need_a_token() {
        Map<String, Boolean> guarded = new TreeMap<>();
        CLOUD.routes().stream()
                .filter(route -> !route.routeKey().startsWith("HEAD "))
                .forEach(route -> guarded.put(
                        route.routeKey().replace(OpenApiDocument.BASE, ""),
                        route.authorizer().isPresent()));
        guarded.put(IPN, false);

        Map<String, Boolean> documented = new TreeMap<>();
        for (Operation operation : OpenApiDocument.operations()) {
            boolean role = operation.node().has("security");
            documented.put(operation.method() + " " + operation.path(), role);
            assertEquals(
                    role ? roles(operation.path()) : List.of(),
                    names(operation.node().path("security")));
        }
        assertEquals(guarded, documented);
    }

    /** The groups any of which may call an operation; {@code customer} is everybody with a token. */
    private static List<String> roles(String path) {
        if (path.equals("/door/admissions/{scan_id}")) {
            return List.of("manager");
        }
        if (path.equals("/support/bookings/{booking_id}/ticket.svg")) {
            return List.of("support", "manager");
        }
        return switch (path.split("/", -1)[1]) {
            case "support" -> List.of("support");
            case "manage" -> List.of("manager");
            case "door" -> List.of("door");
            default -> List.of("customer");
        };
    }

    /** The names of an operation's alternative security requirements. */
    private static List<String> names(JsonNode security) {
        List<String> names = new ArrayList<>();
        security.forEach(alternative -> alternative.fieldNames().forEachRemaining(names::add));
        return names;
    }

    @Test
    void every_field_and_parameter_has_a_description_and_an_example() {
        List<String> bare = new ArrayList<>();
        BiConsumer<String, JsonNode> look = (place, field) -> {
            JsonNode type = OpenApiDocument.resolved(field);
            boolean described = field.has("description") || type.has("description");
            boolean structured = type.has("properties") || type.has("items") || type.has("anyOf") || type.has("allOf");
            boolean exemplified = type.has("examples") || type.has("enum") || type.has("const") || structured;
            if (!(described || type.has("const")) || !exemplified) {
                bare.add(place);
            }
        };
        OpenApiDocument.ROOT.at("/components/schemas").properties().forEach(schema -> schema.getValue()
                .path("properties")
                .properties()
                .forEach(field -> look.accept(schema.getKey() + "." + field.getKey(), field.getValue())));
        for (Operation operation : OpenApiDocument.operations()) {
            operation.parameters().stream()
                    .filter(parameter -> !parameter.has("description"))
                    .forEach(parameter -> bare.add(operation.id() + " " + parameter.path("name")));
            if (!operation.node().has("summary") || !operation.node().has("description")) {
                bare.add(operation.id());
            }
        }
        assertEquals(List.of(), bare);
    }

    @Test
    void examples_fit_their_schemas() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode schema : OpenApiDocument.ROOT.findParents("examples")) {
            schema.get("examples").forEach(example -> OpenApiDocument.problemsOfRequest(schema, example).stream()
                    .filter(problem -> !schema.has("properties"))
                    .forEach(problem -> wrong.add(example + ": " + problem)));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void requests_allow_no_unknown_field() {
        for (Operation operation : OpenApiDocument.operations()) {
            JsonNode body = OpenApiDocument.resolved(operation.node().path("requestBody"));
            if (!body.isMissingNode() && !operation.id().equals("notifyPayment")) {
                JsonNode schema = OpenApiDocument.resolved(body.at("/content/application~1json/schema"));
                assertFalse(schema.path("additionalProperties").asBoolean(true), operation.id());
            }
        }
    }

    @Test
    void every_reference_resolves_and_every_component_is_used() {
        Set<String> references = new TreeSet<>();
        OpenApiDocument.ROOT.findValuesAsText("$ref").forEach(references::add);
        Set<String> components = new TreeSet<>();
        OpenApiDocument.ROOT.get("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name));
            }
        });
        assertEquals(components, references);
    }

    @Test
    void answer_needs_every_documented_field_and_has_no_other() throws IOException {
        JsonNode refusal = new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/AlreadyHolding");
        String documented = """
            {"type":"urn:seatline:problem:already_holding","title":"Already holding","status":409,
             "code":"already_holding","detail":"Pay it first.","booking_id":"bkmzuw4ylbnfxgi33emvzxi2lpnz"}
            """;

        assertEquals(Set.of(), problems(refusal, documented));
        assertEquals(
                1,
                problems(refusal, documented.replace("{", "{\"show_id\":\"show1\","))
                        .size());
        assertEquals(
                1,
                problems(refusal, documented.replace(",\"booking_id\":\"bkmzuw4ylbnfxgi33emvzxi2lpnz\"", ""))
                        .size());
        assertEquals(
                1,
                problems(refusal, documented.replace("\"already_holding\"", "\"already_held\""))
                        .size());
    }

    private static Set<String> problems(JsonNode schema, String answer) throws IOException {
        return OpenApiDocument.problemsOfAnswer(schema, new ObjectMapper().readTree(answer));
    }
}
