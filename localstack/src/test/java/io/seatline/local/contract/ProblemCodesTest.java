package io.seatline.local.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes of refusals are the same in the code, the OpenAPI document and the guide for client developers. */
class ProblemCodesTest {
    private static final Path FUNCTIONS = Path.of("..", "functions");

    /** The creation of a problem in the code: status and code. */
    private static final Pattern IN_CODE = Pattern.compile("[Pp]roblem\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"");

    /** A row of the guide's table: status and code. */
    private static final Pattern IN_GUIDE = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z_]+)` \\|");

    @Test
    void document_has_the_codes_of_the_code() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(FUNCTIONS.resolve("src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> codes.addAll(found(IN_CODE, read(file))));
        }

        assertEquals(codes, documented());
    }

    @Test
    void guide_explains_every_code_that_a_client_can_get() {
        Set<String> codes = documented();
        codes.remove("401 bad_signature");

        assertEquals(codes, found(IN_GUIDE, read(FUNCTIONS.resolve("docs/clients.md"))));
    }

    private static Set<String> documented() {
        Set<String> codes = new TreeSet<>();
        for (JsonNode schema : OpenApiDocument.ROOT.at("/components/schemas")) {
            JsonNode code = schema.at("/properties/code/const");
            if (code.isTextual()) {
                codes.add(schema.at("/properties/status/const").asInt() + " " + code.textValue());
                assertEquals(
                        "urn:seatline:problem:" + code.textValue(),
                        schema.at("/properties/type/const").asText());
            }
        }
        return codes;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) + " " + matcher.group(2));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
