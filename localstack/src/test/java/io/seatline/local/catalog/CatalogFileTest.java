package io.seatline.local.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFileTest {
    @TempDir
    private Path folder;

    @Test
    void missing_file_is_named() {
        Path file = folder.resolve("none.json");

        assertEquals(
                "CATALOG: there is no file " + file
                        + ". Set CATALOG to a catalog document, or unset it to load the sample.",
                refusal(file));
    }

    @Test
    void broken_file_is_explained_with_line_and_column() throws IOException {
        Path file = folder.resolve("broken.json");
        Files.writeString(file, "{\"cities\": [],\n \"cities\": []}");
        assertEquals(
                "CATALOG: " + file + ": cities: duplicate field at line 2, column 10."
                        + " Correct the file and start again.",
                refusal(file));

        Files.writeString(file, "");
        assertEquals("CATALOG: the file " + file + " is empty. Write a catalog document.", refusal(file));
    }

    @Test
    void refused_document_is_explained_a_problem_a_line() throws IOException {
        String answer = "{\"status\":\"rejected\",\"problems\":["
                + "{\"path\":\"cities\",\"message\":\"is missing; give a list\"},"
                + "{\"path\":\"shows[0].hall\",\"message\":\"no hall \\\"h9\\\" in cinema \\\"lotus\\\"\"}]}";

        assertEquals("""
                CATALOG: my.json was not loaded. Correct this and start again:
                  cities: is missing; give a list
                  shows[0].hall: no hall "h9" in cinema "lotus\"""", CatalogFile.refused(Path.of("my.json"), new ObjectMapper().readTree(answer)));
    }

    private static String refusal(Path file) {
        return assertThrows(IllegalArgumentException.class, () -> CatalogFile.read(file))
                .getMessage();
    }
}
