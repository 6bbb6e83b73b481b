package io.seatline.local.startup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The directories that the measured processes run in, as Lambda unpacks them into {@code /var/task}: the zip, and beside it
 * the bare handlers with those of the zip's jars that they need.
 */
final class TaskRoots implements AutoCloseable {
    /** The jars that have no part in a DynamoDB client: whoever holds only that would not deploy them. */
    private static final Predicate<String> NOT_BARE = Pattern.compile(
                    "(aws-embedded-metrics|aws-lambda-java-events-sdk|caffeine|commons-lang3|crac|dynamodb-enhanced"
                            + "|eventbridge|jackson|jmespath|joda|javatuples|log4j|powertools|s3|seatline"
                            + "|secretsmanager|sqs)-.*")
            .asMatchPredicate();

    private static final List<String> BARE_CLASSES = List.of("BareHandler", "PostingHandler");
    private static final String BARE_PACKAGE = "io/seatline/local/startup/bare/";

    private final Path root;

    private TaskRoots(Path root) {
        this.root = root;
    }

    static TaskRoots unpack(Path zip) {
        try {
            TaskRoots roots = new TaskRoots(Files.createTempDirectory("seatline-startup"));
            roots.unpackZip(zip);
            roots.makeBare();
            return roots;
        } catch (IOException e) {
            throw new UncheckedIOException("the functions' zip cannot be unpacked", e);
        }
    }

    /** What the zip holds. */
    Path seatline() {
        return root.resolve("seatline");
    }

    /** The bare handlers. */
    Path bare() {
        return root.resolve("bare");
    }

    /** A file beside them that does not exist yet. */
    Path file(String name) {
        return root.resolve(name);
    }

    private void unpackZip(Path zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = seatline().resolve(entry.getName()).normalize();
                if (!file.startsWith(seatline())) {
                    throw new IOException("the zip leads out of its directory: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    private void makeBare() throws IOException {
        Path lib = Files.createDirectories(bare().resolve("lib"));
        try (Stream<Path> jars = Files.list(seatline().resolve("lib"))) {
            for (Path jar : jars.toList()) {
                if (!NOT_BARE.test(jar.getFileName().toString())) {
                    Files.copy(jar, lib.resolve(jar.getFileName()));
                }
            }
        }
        for (String name : BARE_CLASSES) {
            String file = BARE_PACKAGE + name + ".class";
            try (InputStream in = TaskRoots.class.getClassLoader().getResourceAsStream(file)) {
                Path copy = bare().resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(in, copy);
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(root + " could not be deleted", e);
        }
    }
}
