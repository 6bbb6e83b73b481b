package io.seatline.local.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatlineServerTest {
    @TempDir
    Path directory;

    private String refusalOf(String catalog, Charset charset) throws IOException {
        Path file = Files.writeString(directory.resolve("catalog.json"), catalog, charset);
        Settings settings = Settings.from(Map.of("CATALOG", file.toString()));
        String message = assertThrows(IllegalArgumentException.class, () -> SeatlineServer.catalog(settings))
                .getMessage();
        return message.replace(file.toString(), "FILE").replace(". Correct the file and start again.", "");
    }

    @Test
    void duplicate_name_in_the_catalog_is_reported_with_its_path() throws IOException {
        assertEquals(
                "CATALOG: FILE: cities[0].id: duplicate field at line 2, column 5",
                refusalOf("{\"cities\":[{\"id\":\"a\",\n\"id\":\"b\"}]}", StandardCharsets.UTF_8));
    }

    @Test
    void catalog_that_is_not_json_in_utf_8_is_reported() throws IOException {
        assertEquals("CATALOG: FILE: not JSON at line 1, column 4", refusalOf("{} {}", StandardCharsets.UTF_8));
        assertEquals("CATALOG: FILE: must be UTF-8", refusalOf("{\"é\":1}", StandardCharsets.ISO_8859_1));
    }

    @Test
    void missing_catalog_is_reported() {
        Settings settings =
                Settings.from(Map.of("CATALOG", directory.resolve("none.json").toString()));
        assertThrows(IllegalArgumentException.class, () -> SeatlineServer.catalog(settings));
    }
}
