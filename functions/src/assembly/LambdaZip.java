import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the zip that Lambda deploys for a Java function: classes at the root, libraries in {@code lib/}. The build
 * runs this source file directly: {@code java LambdaZip.java <zip> <class path>}.
 *
 * <p>The entries of the libraries' jars are stored uncompressed, and the zip compresses each jar as a whole. This takes
 * a third less space: thousands of small classes have much in common, which compressing each entry separately cannot
 * use. The JVM also reads a class without inflating it. Entries have a fixed order and a fixed time, so that the same
 * classes give the same bytes.
 */
final class LambdaZip {
    /**
     * A limit on the size that a deployment uploads and a cold function loads. Raise it deliberately when a library
     * needs it.
     */
    private static final long MAX_BYTES = 21_000_000;

    /** The other builds of Swagger UI in its WebJar, which the API's page does not use; they are half the jar. */
    private static final Pattern UNUSED =
            Pattern.compile("META-INF/resources/webjars/swagger-ui/.*(es-bundle|standalone|swagger-ui\\.js).*");

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private LambdaZip() {}

    public static void main(String[] args) throws IOException {
        Path zip = Path.of(args[0]);
        List<Path> classPath =
                Arrays.stream(args[1].split(File.pathSeparator)).map(Path::of).toList();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Path classes : classPath.stream().filter(Files::isDirectory).toList()) {
                addFiles(out, classes);
            }
            for (Path jar : classPath.stream().filter(Files::isRegularFile).sorted().toList()) {
                add(out, "lib/" + jar.getFileName(), stored(jar));
            }
        }
        long size = Files.size(zip);
        System.out.printf("%s: %,d bytes%n", zip.getFileName(), size);
        if (size > MAX_BYTES) {
            throw new IllegalStateException(String.format(
                    "%s has %,d bytes, the limit is %,d; remove a library or raise MAX_BYTES",
                    zip.getFileName(), size, MAX_BYTES));
        }
    }

    private static void addFiles(ZipOutputStream out, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(out, root.relativize(file).toString().replace(File.separatorChar, '/'), Files.readAllBytes(file));
            }
        }
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(entry(name));
        out.write(content);
        out.closeEntry();
    }

    /** Returns the jar with the same entries in the same order, uncompressed, without those that are not used. */
    private static byte[] stored(Path jar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            to.setMethod(ZipOutputStream.STORED);
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry each = entries.nextElement();
                if (UNUSED.matcher(each.getName()).matches()) {
                    continue;
                }
                byte[] content = from.getInputStream(each).readAllBytes();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry plain = entry(each.getName());
                plain.setSize(content.length);
                plain.setCrc(crc.getValue());
                to.putNextEntry(plain);
                to.write(content);
                to.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + jar, e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
