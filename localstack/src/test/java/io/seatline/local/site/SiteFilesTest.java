package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the site's files say about each other: imports, preloads, and the lists of files that open offline. */
class SiteFilesTest {
    private static final Path SITE = Path.of("../infra-cdk/site/target/classes/site");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '(/[^']+)'");
    private static final Pattern SCRIPT = Pattern.compile("type=\"module\" src=\"([^\"]+)\"");
    private static final Pattern PRELOAD = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/[^\"?#]+)\"");
    private static final Pattern STYLE = Pattern.compile("rel=\"stylesheet\" href=\"([^\"]+)\"");
    private static final Pattern AREA = Pattern.compile("(?s)  (\\w+): \\[\\.\\.\\.FRAME, (.*?)\\],\n(?=  \\w|})");
    private static final Pattern MAPPED = Pattern.compile("(?s)\\.\\.\\.\\[([^\\]]*)\\]\\.map\\(name => `([^`]*)`\\)");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    @Test
    void every_file_that_a_page_or_a_module_names_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String file : files()) {
            (file.endsWith(".html")
                            ? found(NAMED, file)
                            : file.endsWith(".js") ? found(IMPORT, file) : List.<String>of())
                    .stream().filter(named -> !exists(named)).forEach(named -> missing.add(file + " names " + named));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void every_page_preloads_the_modules_that_it_imports() throws IOException {
        Set<String> late = new TreeSet<>();
        for (String page : pages()) {
            Set<String> preloaded = Set.copyOf(found(PRELOAD, page));
            List<String> scripts = found(SCRIPT, page);
            imported(scripts).stream()
                    .filter(module -> !scripts.contains(module) && !preloaded.contains(module))
                    .forEach(module -> late.add(page + " imports " + module));
        }
        assertEquals(Set.of(), late);
    }

    @Test
    void pages_that_open_offline_have_all_their_files_kept() throws IOException {
        String worker = text("/sw.js");
        List<String> frame =
                listed(worker.substring(worker.indexOf("const FRAME"), worker.indexOf("/** The files of each")));
        List<String> areas =
                AREA.matcher(worker).results().map(area -> area.group(2)).toList();
        assertFalse(areas.isEmpty());
        Set<String> lacking = new TreeSet<>();
        for (String area : areas) {
            Set<String> kept = new TreeSet<>(frame);
            kept.addAll(listed(area));
            kept.stream().filter(file -> !exists(file)).forEach(file -> lacking.add("no file " + file));
            for (String page : kept.stream()
                    .filter(file -> file.endsWith("/") || file.endsWith(".html"))
                    .toList()) {
                String html = page.endsWith("/") ? page + "index.html" : page;
                Stream.concat(imported(found(SCRIPT, html)).stream(), found(STYLE, html).stream())
                        .filter(file -> !kept.contains(file))
                        .forEach(file -> lacking.add(page + " needs " + file));
            }
        }
        assertEquals(Set.of(), lacking);
    }

    /** The paths in a list of the service worker, which may name several files of a folder by a pattern. */
    private static List<String> listed(String list) {
        Stream<String> mapped = MAPPED.matcher(list).results().flatMap(group -> QUOTED.matcher(group.group(1))
                .results()
                .map(name -> group.group(2).replace("${name}", name.group(1))));
        Stream<String> single =
                QUOTED.matcher(MAPPED.matcher(list).replaceAll("")).results().map(path -> path.group(1));
        return Stream.concat(mapped, single).toList();
    }

    /** Modules and everything that they import, directly or not. */
    private static Set<String> imported(List<String> modules) throws IOException {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(modules);
        while (!next.isEmpty()) {
            String each = next.pop();
            if (seen.add(each)) {
                next.addAll(found(IMPORT, each));
            }
        }
        return seen;
    }

    private static List<String> pages() throws IOException {
        return files().stream().filter(file -> file.endsWith(".html")).toList();
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(SITE)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> "/" + SITE.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.startsWith("/lib/"))
                    .collect(Collectors.toList());
        }
    }

    private static boolean exists(String path) {
        Path file = SITE.resolve(path.substring(1));
        return Files.isRegularFile(file) || Files.isRegularFile(file.resolve("index.html"));
    }

    private static List<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(text(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(SITE.resolve(file.substring(1)));
    }
}
