package io.seatline.infra.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The CloudFront Function of the site, run by Node. */
@RequiresNode
class PagesTest {
    private static final Path PUBLIC = Synthesis.file("site/public");

    @ParameterizedTest
    @CsvSource({
        "/, /index.html",
        "/index.html, /index.html",
        "/seats.html, /seats.html",
        "/js/api.js, /js/api.js",
        "/door/, /door/index.html",
        "/desk/, /desk/index.html",
        "/door/door.js, /door/door.js",
        "/404.html, /404.html",
        "/nowhere, /404.html",
        "/nowhere/, /404.html",
        "/door/nowhere, /404.html",
        "/a.b/nowhere, /404.html",
        "//, /404.html"
    })
    void a_path_leads_to_a_file(String path, String file) throws Exception {
        assertEquals(file, request(path).path("uri").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/door", "/desk"})
    void a_folder_without_its_slash_is_redirected(String path) throws Exception {
        JsonNode answer = request(path);

        assertEquals(302, answer.path("statusCode").asInt());
        assertEquals(path + "/", answer.at("/headers/location/value").asText());
    }

    @Test
    void a_file_with_an_index_is_a_known_folder() throws Exception {
        try (Stream<Path> files = Files.walk(PUBLIC)) {
            for (Path index : files.filter(file -> file.endsWith("index.html")).toList()) {
                String folder = "/" + PUBLIC.relativize(index).toString().replace("index.html", "");

                assertEquals(folder + "index.html", request(folder).path("uri").asText());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, 200",
        "/seats.html, 200, 200",
        "/seats.html, 304, 304",
        "/nowhere, 200, 404",
        "/404.html, 200, 404",
        "/404.html, 304, 304"
    })
    void only_the_page_for_unknown_addresses_becomes_404(String path, int status, int answered) throws Exception {
        String event = "{request: {uri: '%s'}, response: {statusCode: %d, headers: {}}}".formatted(path, status);

        assertEquals(answered, run(event).path("statusCode").asInt());
    }

    @Test
    void it_is_small_enough_and_uses_nothing_that_cloudfront_lacks() throws IOException {
        String code = code();

        assertTrue(code.length() < 10_000);
        Set<String> words = new TreeSet<>(
                Stream.of(code.replaceAll("//.*|/\\*.*?\\*/", "").split("\\W+")).collect(Collectors.toSet()));
        words.retainAll(Set.of("import", "require", "fetch", "process", "eval", "setTimeout", "console"));
        assertEquals(Set.of(), words);
    }

    private static JsonNode request(String path) throws Exception {
        return run("{request: {method: 'GET', uri: '%s', headers: {}}}".formatted(path));
    }

    private static JsonNode run(String event) throws Exception {
        String script = code() + "\nprocess.stdout.write(JSON.stringify(handler(" + event + ")));";
        Process node = new ProcessBuilder(List.of("node", "-e", script))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode answer =
                Synthesis.JSON.readTree(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, node.waitFor());
        return answer;
    }

    private static String code() throws IOException {
        return Files.readString(Synthesis.file("src/main/resources/io/seatline/infra/site/pages.js"));
    }
}
