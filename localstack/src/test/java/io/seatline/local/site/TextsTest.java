package io.seatline.local.site;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the site in Vietnamese and English. */
class TextsTest {
    private static final Path SITE = Path.of("..", "infra-cdk", "site", "public");
    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

    /** The fixed beginning of a key whose end is a value, such as {@code 'seat.' + category} or {@code words('genre', …)}. */
    private static final Pattern BEGINNING =
            Pattern.compile("['`]([a-z]+\\.[\\w.]*?)(?:' \\+|\\$\\{)|words\\('([a-z]+)'");

    /** The fixed end of a key whose beginning is a value, such as {@code text + '_hint'}. */
    private static final Pattern END = Pattern.compile("\\+ '(_[a-z]+)'|}(_[a-z]+)`");

    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/customers", "door", "desk"})
    void both_languages_have_the_same_texts_with_the_same_values(String folder) {
        Map<String, String> vietnamese = texts(folder, "vi");
        Map<String, String> english = texts(folder, "en");

        assertTrue(vietnamese.size() > 20, folder);
        assertEquals(new TreeSet<>(vietnamese.keySet()), new TreeSet<>(english.keySet()));
        vietnamese.forEach((key, text) -> {
            assertTrue(!text.isBlank() && !english.get(key).isBlank(), key);
            if (!isFunction(text) && !isFunction(english.get(key))) {
                assertEquals(values(text), values(english.get(key)), key);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/customers", "door", "desk"})
    void every_text_is_used(String folder) {
        String sources = sources();
        Set<String> beginnings = groups(BEGINNING, sources);
        Set<String> ends = groups(END, sources);

        Set<String> unused = texts(folder, "en").keySet().stream()
                .filter(key -> !sources.contains("'" + key + "'") && !sources.contains("`" + key + "`"))
                .filter(key -> beginnings.stream().noneMatch(key::startsWith))
                .filter(key -> ends.stream()
                        .noneMatch(end -> key.endsWith(end)
                                && sources.contains("'" + key.substring(0, key.length() - end.length()) + "'")))
                .collect(toCollection(TreeSet::new));

        assertEquals(Set.of(), unused);
    }

    /** The texts of a module by key; a text that is a function as its source. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(String folder, String language) {
        browser.visitor(View.EN_DESKTOP);
        browser.open("/");
        return (Map<String, String>) browser.runAsync(
                "const [path, done] = arguments; import(path).then(m => done("
                        + "Object.fromEntries(Object.entries(m.default).map(([k, v]) => [k, String(v)]))))",
                "/" + folder + "/" + language + ".js");
    }

    private static boolean isFunction(String text) {
        return text.contains("=>");
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(found.groupCount())))
                .filter(group -> group != null)
                .collect(toCollection(TreeSet::new));
    }

    /** All scripts but the texts themselves. */
    private static String sources() {
        try (Stream<Path> files = Files.walk(SITE)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".js"))
                    .filter(file -> !file.startsWith(SITE.resolve("lib"))
                            && !List.of("vi.js", "en.js")
                                    .contains(file.getFileName().toString()))
                    .toList();
            StringBuilder all = new StringBuilder();
            for (Path script : scripts) {
                all.append(Files.readString(script));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
