package io.seatline.local.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the catalog document in the file that {@code CATALOG} names. */
public final class CatalogFile {
    private CatalogFile() {}

    /**
     * Reads the document.
     *
     * @throws IllegalArgumentException saying what is wrong with the file, where, and what to do
     */
    public static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("CATALOG: there is no file " + file.toAbsolutePath()
                    + ". Set CATALOG to a catalog document, or unset it to load the sample.");
        }
        try {
            JsonNode document = StrictJson.parse(Files.readAllBytes(file));
            if (document.isMissingNode()) {
                throw new IllegalArgumentException(
                        "CATALOG: the file " + file + " is empty. Write a catalog document.");
            }
            return document;
        } catch (InvalidField e) {
            String problem = e.field().equals(StrictJson.BODY) ? e.problem() : e.getMessage();
            throw new IllegalArgumentException(
                    "CATALOG: " + file + ": " + problem + ". Correct the file and start again.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "CATALOG: the file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Lists the problems for which an import refused the document, a line each. */
    public static String refused(Path file, JsonNode answer) {
        StringBuilder text = new StringBuilder("CATALOG: " + file + " was not loaded. Correct this and start again:");
        answer.path("problems").forEach(problem -> text.append(System.lineSeparator())
                .append("  ")
                .append(problem.path("path").asText())
                .append(": ")
                .append(problem.path("message").asText()));
        return text.toString();
    }
}
