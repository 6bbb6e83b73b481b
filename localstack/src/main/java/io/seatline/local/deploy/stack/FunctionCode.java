package io.seatline.local.deploy.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The code that is uploaded for the functions. */
final class FunctionCode {
    private FunctionCode() {}

    /**
     * Reads the functions' zip, for an emulator that runs them.
     *
     * @throws IllegalStateException when there is none
     */
    static byte[] of(Optional<Path> zip) {
        Path path = zip.orElseThrow(() -> new IllegalStateException(
                "This emulator runs the functions itself: it needs their zip, which `./mvnw package` builds"));
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the functions' zip cannot be read", e);
        }
    }

    /** Makes a zip without code, for an emulator that has the functions run here. */
    static byte[] placeholder() {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("the-functions-run-elsewhere"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip.toByteArray();
    }
}
