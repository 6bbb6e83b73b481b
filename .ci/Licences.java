import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Checks or writes the list of libraries and their licences: {@code java Licences.java check|write <local Maven repository>
 * <root of the build> <list>}. The build runs it after it has written each module's dependencies to {@code
 * target/dependencies.txt}.
 *
 * <p>Fails if a licence is not allowed for the library's use, if the list differs from the dependencies, or if a library has
 * no recorded checksum. The licence is the one that the library's POM or its nearest parent declares.
 */
final class Licences {
    /** Licences of libraries that may be deployed: the SPDX identifier by the names in POMs, in lower case. */
    private static final Map<String, String> PERMISSIVE = names(
            "Apache-2.0",
            "apache-2.0, apache 2, apache 2.0, apache 2.0 license, apache license 2.0, apache license version 2.0,"
                    + " apache license v2.0, the apache license version 2.0, the apache software license version 2.0",
            "BSD-2-Clause",
            "bsd-2-clause, freebsd license",
            // Checked by hand for the libraries that name no version: ArchUnit (for the ASM in it) and JLine.
            "BSD-3-Clause",
            "bsd-3-clause, bsd, the bsd license",
            "MIT",
            "mit, mit license, the mit license",
            "MIT-0",
            "mit-0");

    /** Licences of libraries that may be used unchanged in code that is not deployed. */
    private static final Map<String, String> WEAK_COPYLEFT = names(
            "CDDL-1.1",
            "cddl + gplv2 with classpath exception",
            "EPL-2.0",
            "epl-2.0, epl 2.0, eclipse public license v2.0, eclipse public license - v 2.0",
            "MPL-2.0",
            "mpl 2.0, mozilla public license version 2.0");

    /** The widest use of a library. */
    private enum Use {
        DEPLOYED,
        LOCAL,
        TEST;

        static Use of(String module, String scope) {
            if (scope.equals("test")) {
                return TEST;
            }
            // What is provided is only needed to compile; the site's files are copied from it.
            boolean deployed = module.equals("site") || module.equals("functions") && !scope.equals("provided");
            return deployed ? DEPLOYED : LOCAL;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Library(String group, String artifact, String version) {
        String name() {
            return group + ":" + artifact;
        }

        /** The start of the names of its files in the list of checksums. */
        String files() {
            return "  " + group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version;
        }

        Path pom(Path repository) {
            return repository
                    .resolve(group.replace('.', '/'))
                    .resolve(artifact)
                    .resolve(version)
                    .resolve(artifact + "-" + version + ".pom");
        }
    }

    private final Path repository;
    private final Path root;

    private Licences(Path repository, Path root) {
        this.repository = repository;
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        Path list = Path.of(args[3]);
        Licences licences = new Licences(Path.of(args[1]), Path.of(args[2]));
        List<Path> unbuilt = licences.modules().stream()
                .map(Licences::dependencies)
                .filter(Files::notExists)
                .toList();
        if (!unbuilt.isEmpty()) {
            System.out.println("Licences not checked, because only some modules were built: no " + unbuilt.getFirst());
            return;
        }
        List<String> problems = new ArrayList<>();
        List<String> rows = licences.rows(problems);
        if (problems.isEmpty() && args[0].equals("write")) {
            write(list, rows);
        } else if (problems.isEmpty()) {
            compare(rows, rowsOf(list), list, problems);
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("[ERROR] " + problem));
            System.exit(1);
        }
    }

    private List<Path> modules() throws IOException {
        return children(child(parse(root.resolve("pom.xml")), "modules"), "module")
                .map(module -> root.resolve(module.getTextContent().strip()))
                .toList();
    }

    private static Path dependencies(Path module) {
        return module.resolve("target/dependencies.txt");
    }

    private List<String> rows(List<String> problems) throws IOException {
        Map<Library, Use> uses = new LinkedHashMap<>();
        for (Path module : modules()) {
            for (String line : Files.readAllLines(dependencies(module))) {
                // group:artifact:type[:classifier]:version:scope, optionally followed by a remark
                String[] parts = line.strip().split(" ")[0].split(":");
                if (parts.length >= 5) {
                    Library library = new Library(parts[0], parts[1], parts[parts.length - 2]);
                    Use use = Use.of(module.getFileName().toString(), parts[parts.length - 1]);
                    uses.merge(library, use, (one, other) -> one.compareTo(other) <= 0 ? one : other);
                }
            }
        }
        String checksums = Files.readString(root.resolve(".mvn/checksums/checksums.sha256"));
        uses.keySet().stream()
                .filter(library -> !checksums.contains(library.files()))
                .forEach(library -> problems.add("%s:%s has no checksum, so Maven would accept any file: record it with"
                                .formatted(library.name(), library.version())
                        + " `./mvnw verify -DskipTests"
                        + " -Daether.artifactResolver.postProcessor.trustedChecksums.record=true`."));
        Map<String, Use> most = new TreeMap<>();
        uses.forEach((library, use) ->
                most.merge(library.name(), use, (one, other) -> one.compareTo(other) <= 0 ? one : other));
        Map<String, String> licences = new TreeMap<>();
        for (Library library : uses.keySet()) {
            licences.put(library.name(), licence(library, most.get(library.name()), problems));
        }
        return most.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(each -> "| %s | %s | %s |".formatted(each.getValue(), each.getKey(), licences.get(each.getKey())))
                .toList();
    }

    /** Returns the allowed licences of a library; if it has several, its user may choose one. */
    private String licence(Library library, Use use, List<String> problems) throws IOException {
        List<String> declared = declared(library.pom(repository));
        String allowed = declared.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replace(",", ""))
                .map(name -> PERMISSIVE.getOrDefault(name, use == Use.DEPLOYED ? null : WEAK_COPYLEFT.get(name)))
                .filter(id -> id != null)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            problems.add("%s:%s (%s): licence %s is not allowed for this use. Remove the library, or allow the licence in"
                            .formatted(library.name(), library.version(), use, declared)
                    + " .ci/Licences.java.");
        }
        return allowed;
    }

    private List<String> declared(Path pom) throws IOException {
        Element project = parse(pom);
        Element licenses = child(project, "licenses");
        if (licenses != null) {
            return children(licenses, "license")
                    .map(license -> text(license, "name"))
                    .toList();
        }
        Element parent = child(project, "parent");
        if (parent == null) {
            return List.of();
        }
        Library library = new Library(text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"));
        return declared(library.pom(repository));
    }

    private static void write(Path list, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(list).stream()
                .takeWhile(line -> !line.startsWith("|"))
                .toList());
        lines.add("| use | library | licence |");
        lines.add("|---|---|---|");
        lines.addAll(rows);
        Files.write(list, lines);
    }

    private static List<String> rowsOf(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();
    }

    private static void compare(List<String> rows, List<String> listed, Path list, List<String> problems) {
        Set<String> is = Set.copyOf(rows);
        Set<String> says = Set.copyOf(listed);
        rows.stream().filter(row -> !says.contains(row)).forEach(row -> problems.add("not listed:  " + row));
        listed.stream().filter(row -> !is.contains(row)).forEach(row -> problems.add("not used:    " + row));
        if (!problems.isEmpty()) {
            problems.add(list + " differs from the dependencies. If you want these libraries, update the list with"
                    + " `./mvnw verify -DskipTests -Dlicences=write`.");
        }
    }

    private static Element parse(Path pom) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + pom, e);
        }
    }

    private static Stream<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .<Node>mapToObj(parent.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(each -> each.getTagName().equals(name));
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).findFirst().orElse(null);
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent().strip().replaceAll("\\s+", " ");
    }

    private static Map<String, String> names(String... idsAndNames) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < idsAndNames.length; i += 2) {
            String id = idsAndNames[i];
            Arrays.stream(idsAndNames[i + 1].split(", ")).forEach(name -> names.put(name, id));
        }
        return names;
    }
}
