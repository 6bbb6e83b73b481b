package io.seatline.local.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.OpenApiDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Checks each request and answer of a test against the OpenAPI document: an undocumented status, header, type or field
 * fails the test, and so does an accepted request that the document does not allow. The counts are in {@code
 * target/openapi-answers.txt}.
 */
final class OpenApiCheck {
    private static final Path COUNTS = Path.of("target", "openapi-answers.txt");

    /** Headers with a meaning for clients; any other may be there without being documented. */
    private static final Set<String> HEADERS =
            Set.of("allow", "cache-control", "etag", "location", "retry-after", "vary", "www-authenticate");

    private static final Map<String, LongAdder> CHECKED = new ConcurrentSkipListMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenApiCheck::writeCounts));
    }

    private OpenApiCheck() {}

    static void check(Answer answer) {
        HttpRequest request = answer.response().request();
        String path = request.uri().getRawPath();
        if (!path.startsWith(OpenApiDocument.BASE + "/")) {
            return;
        }
        boolean head = request.method().equals("HEAD");
        Optional<Operation> found = OpenApiDocument.find(head ? "GET" : request.method(), path);
        if (found.isEmpty()) {
            assertTrue(
                    answer.status() == 404 && answer.text().equals("{\"message\":\"Not Found\"}"),
                    () -> "not in openapi.yaml: " + request.method() + " " + path + ", answered with " + answer.text());
            return;
        }
        Operation operation = found.get();
        List<String> inRequest = problemsOfRequest(operation, answer);
        List<String> problems = problemsOfAnswer(operation, answer, head);
        if (answer.status() < 400 && !inRequest.isEmpty()) {
            problems.add("accepted a request that openapi.yaml does not allow: " + inRequest);
        }
        assertTrue(problems.isEmpty(), () -> "%s does not fit openapi.yaml: %s%n%s %s %s%n%d %s%n%s"
                .formatted(
                        operation.id(),
                        problems,
                        request.method(),
                        request.uri(),
                        answer.sent().orElse(""),
                        answer.status(),
                        answer.response().headers().map(),
                        answer.text()));
        CHECKED.computeIfAbsent(operation.id() + " " + answer.status() + " " + answer.code(), _ -> new LongAdder())
                .increment();
    }

    private static List<String> problemsOfRequest(Operation operation, Answer answer) {
        HttpRequest request = answer.response().request();
        List<String> problems = new ArrayList<>();
        String[] template = (OpenApiDocument.BASE + operation.path()).split("/", -1);
        String[] segments = request.uri().getRawPath().split("/", -1);
        Map<String, String> query = query(request.uri().getRawQuery());
        boolean anyQuery = operation
                .parameters("query")
                .anyMatch(p -> p.at("/schema/type").asText().equals("object"));
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").asText();
            Optional<String> value =
                    switch (parameter.get("in").asText()) {
                        case "path" ->
                            Optional.of(decoded(segments[List.of(template).indexOf("{" + name + "}")]));
                        case "query" -> Optional.ofNullable(query.remove(name));
                        default -> request.headers().firstValue(name);
                    };
            JsonNode schema = parameter.get("schema");
            value.ifPresent(text -> problems.addAll(OpenApiDocument.problemsOfRequest(schema, value(schema, text))));
        }
        if (!query.isEmpty() && !anyQuery) {
            problems.add("unknown query parameters " + query.keySet());
        }
        if (operation.node().has("security")
                && request.headers().firstValue("authorization").isEmpty()) {
            problems.add("no token");
        }
        problems.addAll(problemsOfBody(operation, answer));
        return problems;
    }

    private static List<String> problemsOfBody(Operation operation, Answer answer) {
        JsonNode body = OpenApiDocument.resolved(operation.node().path("requestBody"));
        Optional<String> sent = answer.sent().filter(text -> !text.isBlank());
        if (sent.isEmpty()) {
            return body.path("required").asBoolean() ? List.of("no body") : List.of();
        }
        if (body.isMissingNode()) {
            return List.of("a body");
        }
        try {
            JsonNode schema = body.at("/content/application~1json/schema");
            return List.copyOf(OpenApiDocument.problemsOfRequest(schema, ApiClient.JSON.readTree(sent.get())));
        } catch (JsonProcessingException e) {
            return List.of("the body is not JSON");
        }
    }

    private static List<String> problemsOfAnswer(Operation operation, Answer answer, boolean head) {
        List<String> problems = new ArrayList<>();
        Optional<JsonNode> documented = operation.response(answer.status());
        if (documented.isEmpty()) {
            problems.add("undocumented status " + answer.status());
            return problems;
        }
        HttpHeaders headers = answer.response().headers();
        JsonNode contents = documented.get().path("content");
        String type = headers.firstValue("content-type").orElse("").split(";", 2)[0];
        if (!contents.isEmpty() && !contents.has(type)) {
            problems.add("undocumented content type \"" + type + "\"");
        } else if (!contents.isEmpty() && type.endsWith("json") && !head) {
            problems.addAll(OpenApiDocument.problemsOfAnswer(contents.get(type).get("schema"), answer.body()));
        } else if (contents.isEmpty() && !answer.text().isEmpty()) {
            problems.add("undocumented body");
        }
        Map<String, JsonNode> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        documented
                .get()
                .path("headers")
                .properties()
                .forEach(header -> described.put(header.getKey(), OpenApiDocument.resolved(header.getValue())));
        described.forEach((name, header) -> {
            Optional<String> value = headers.firstValue(name);
            if (value.isEmpty() && header.path("required").asBoolean()) {
                problems.add("no header " + name);
            }
            value.ifPresent(text ->
                    problems.addAll(OpenApiDocument.problemsOfAnswer(header.get("schema"), TextNode.valueOf(text))));
        });
        headers.map().keySet().stream()
                .filter(name -> HEADERS.contains(name) && !described.containsKey(name))
                .forEach(name -> problems.add("undocumented header " + name));
        return problems;
    }

    /** The value of a parameter; text where the schema wants a number and the parameter is none. */
    private static JsonNode value(JsonNode schema, String text) {
        boolean number = schema.path("type").asText().equals("integer") && text.matches("-?[0-9]{1,9}");
        return number ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.merge(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "", (a, b) -> a + "," + b);
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void writeCounts() {
        long answers = CHECKED.values().stream().mapToLong(LongAdder::sum).sum();
        long operations = CHECKED.keySet().stream()
                .map(key -> key.split(" ", 2)[0])
                .distinct()
                .count();
        List<String> lines = new ArrayList<>();
        lines.add("%d answers of %d operations (of %d) fit openapi.yaml"
                .formatted(answers, operations, OpenApiDocument.operations().size()));
        CHECKED.forEach((what, count) -> lines.add(what + ": " + count));
        try {
            Files.write(COUNTS, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
