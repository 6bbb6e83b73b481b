package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.site.SiteBrowser;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.OpenApiDocument;
import io.seatline.local.testing.OpenApiDocument.Operation;
import io.seatline.local.testing.SeatlineExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The OpenAPI document as it is served, and its page in a real browser. */
class DocsPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    @ParameterizedTest
    @CsvSource({
        "/openapi.yaml, application/yaml, openapi: 3.1.0",
        "/docs, text/html, swagger-ui-bundle.js",
        "/docs/docs.js, text/javascript, openapi.yaml",
        "/docs/swagger-ui-bundle.js, text/javascript, SwaggerUIBundle",
        "/docs/swagger-ui.css, text/css, .swagger-ui"
    })
    void file_is_served_once_and_then_confirmed(String path, String type, String content) {
        Answer first = seatline.api().get("/api/v1" + path);
        assertEquals(200, first.status());
        assertEquals(type, first.header("content-type").orElseThrow().split(";", 2)[0]);
        assertTrue(first.text().contains(content), path);

        Answer again = seatline.api()
                .get("/api/v1" + path, "if-none-match", first.header("etag").orElseThrow());
        assertEquals(304, again.status());
        assertEquals("", again.text());
    }

    @Test
    void head_answers_the_headers_of_get() {
        Answer head = seatline.api().head("/api/v1/openapi.yaml");

        assertEquals(200, head.status());
        assertEquals("", head.text());
        assertEquals(seatline.api().get("/api/v1/openapi.yaml").header("etag"), head.header("etag"));
    }

    @Test
    void unknown_query_parameter_is_refused() {
        assertEquals(
                "version",
                seatline.api()
                        .get("/api/v1/docs?version=2")
                        .body()
                        .path("field")
                        .asText());
    }

    @Test
    void other_files_of_the_library_are_not_found() {
        assertEquals(404, seatline.api().get("/api/v1/docs/swagger-ui.js").status());
        assertEquals(404, seatline.api().get("/api/v1/docs/index.html").status());
    }

    @Test
    void page_may_load_only_from_its_origin() {
        String policy = seatline.api()
                .get("/api/v1/docs")
                .header("content-security-policy")
                .orElseThrow();

        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void page_shows_every_operation() {
        browser.open("/api/v1/docs");

        for (Operation operation : OpenApiDocument.operations()) {
            String tag = operation.node().at("/tags/0").asText();
            browser.see(By.id("operations-" + tag + "-" + operation.id()));
        }
    }
}
