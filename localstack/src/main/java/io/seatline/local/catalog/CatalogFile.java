package io.seatline.local.catalog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the catalog document in the file that {@code CATALOG} names. */
public final class CatalogFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
            JsonNode document = JSON.readTree(file.toFile());
            if (document.isMissingNode()) {
                throw new IllegalArgumentException(
                        "CATALOG: the file " + file + " is empty. Write a catalog document.");
            }
            return document;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    "CATALOG: " + file + ", line " + at.getLineNr() + ", column " + at.getColumnNr()
                            + ": this is not JSON: " + e.getOriginalMessage() + ". Correct the file and start again.",
                    e);
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
