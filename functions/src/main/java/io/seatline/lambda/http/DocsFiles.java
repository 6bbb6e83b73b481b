package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.Etags.Tagged;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the OpenAPI document and the page that shows it. The page's script and style are those of the Swagger UI
 * WebJar; a strict policy keeps the browser from loading anything from another origin.
 */
public final class DocsFiles {
    private static final String DOCUMENT = "/openapi.yaml";
    private static final String PAGE = "docs.html";
    private static final String WEBJAR_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";

    private static final String DOCUMENT_CACHING = "public, max-age=60";
    private static final String ASSET_CACHING = "public, max-age=86400";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** Swagger UI's style has icons as data URLs; styles are set only through the DOM, which the policy allows. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Tagged> contents = new ConcurrentHashMap<>();

    /** The OpenAPI document. */
    public APIGatewayV2HTTPResponse document(APIGatewayV2HTTPEvent event) {
        return answer(event, DOCUMENT, DOCUMENT_CACHING, "application/yaml");
    }

    /** The page. */
    public APIGatewayV2HTTPResponse page(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response = answer(event, PAGE, DOCUMENT_CACHING, "text/html; charset=utf-8");
        response.getHeaders().put("content-security-policy", POLICY);
        response.getHeaders().put("referrer-policy", "no-referrer");
        return response;
    }

    /** A file of the page; empty if the page has no file of this name. */
    public Optional<APIGatewayV2HTTPResponse> file(APIGatewayV2HTTPEvent event, String name) {
        return switch (name) {
            case "docs.js" -> Optional.of(answer(event, name, ASSET_CACHING, SCRIPT));
            case "swagger-ui-bundle.js" -> Optional.of(answer(event, ofWebJar(name), ASSET_CACHING, SCRIPT));
            case "swagger-ui.css" -> Optional.of(answer(event, ofWebJar(name), ASSET_CACHING, STYLE));
            default -> Optional.empty();
        };
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, String resource, String caching, String type) {
        APIGatewayV2HTTPResponse response = Etags.answer(event, content(resource), caching);
        response.getHeaders().put("x-content-type-options", "nosniff");
        response.getHeaders().computeIfPresent("content-type", (_, _) -> type);
        return response;
    }

    private static String ofWebJar(String name) {
        Properties webJar = new Properties();
        try (InputStream in = DocsFiles.class.getResourceAsStream(WEBJAR_VERSION)) {
            webJar.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WEBJAR + webJar.getProperty("version") + "/" + name;
    }

    private Tagged content(String resource) {
        return contents.computeIfAbsent(resource, DocsFiles::read);
    }

    private static Tagged read(String resource) {
        try (InputStream in = DocsFiles.class.getResourceAsStream(resource)) {
            return Tagged.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
