package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The handlers that the template names are classes of the functions. It reads their sources, because this module must
 * not depend on that one, and the snapshot, because that needs no Node.
 */
class HandlersTest {
    private static final Path SOURCES = Synthesis.file("../functions/src/main/java");
    private static final String METHOD = "::handleRequest";

    @Test
    void every_handler_that_the_template_names_exists() throws IOException {
        for (String handler : handlers()) {
            assertTrue(handler.endsWith(METHOD), handler);
            String type = handler.substring(0, handler.length() - METHOD.length());
            Path source = SOURCES.resolve(type.replace('.', '/') + ".java");
            assertTrue(
                    Files.isRegularFile(source), () -> "The template names " + handler + ", but there is no " + type);
            String code = Files.readString(source);
            assertTrue(
                    code.contains("public final class "
                                    + source.getFileName().toString().replace(".java", ""))
                            || code.contains("public class "
                                    + source.getFileName().toString().replace(".java", "")),
                    () -> type + " is no public class");
            assertTrue(code.contains(" handleRequest("), () -> type + " has no handleRequest");
        }
    }

    @Test
    void every_handler_of_the_functions_is_deployed() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> sources = Files.list(SOURCES.resolve("io/seatline/lambda"))) {
            sources.map(source -> source.getFileName().toString())
                    .filter(name -> name.endsWith("Handler.java"))
                    .map(name -> "io.seatline.lambda." + name.replace(".java", METHOD))
                    .forEach(written::add);
        }
        assertEquals(written, handlers());
    }

    private static Set<String> handlers() throws IOException {
        JsonNode template = Synthesis.JSON.readTree(
                Synthesis.file("snapshot/seatline.template.json").toFile());
        Set<String> handlers = new TreeSet<>();
        for (JsonNode resource : template.path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
                handlers.add(resource.path("Properties").path("Handler").asText());
            }
        }
        assertTrue(handlers.containsAll(List.of("io.seatline.lambda.SearchHandler" + METHOD)));
        return handlers;
    }
}
