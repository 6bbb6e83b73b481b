package io.seatline.local.cloudfront;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site as the embedded cloud serves it: with what CloudFront would add. */
class SiteTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/lib/lit-html/lit-html.js", "/nowhere"})
    void every_answer_has_exactly_the_headers_of_the_template(String path) throws Exception {
        Map<String, String> expected =
                new TreeMap<>(seatline.running().cloud().resolved().siteHeaders());
        Map<String, String> served = new TreeMap<>();
        get(path, "accept", "text/html").headers().map().forEach((name, values) -> served.put(name, values.getFirst()));
        served.keySet().removeIf(name -> name.matches("date|etag|vary|cache-control|content-type|content-length"));

        assertEquals(4, expected.size());
        assertEquals(expected, served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/door", "/desk"})
    void a_folder_is_redirected_to_its_page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertEquals(302, answer.statusCode());
        assertEquals(Optional.of(path + "/"), answer.headers().firstValue("location"));
        assertEquals(200, get(path + "/").statusCode());
    }

    @Test
    void an_unknown_address_has_a_page() throws Exception {
        HttpResponse<byte[]> answer = get("/nowhere", "accept", "text/html,*/*");

        assertEquals(404, answer.statusCode());
        assertArrayEquals(get("/404.html").body(), answer.body());
    }

    @Test
    void an_unknown_address_of_the_api_has_a_problem_instead() throws Exception {
        HttpResponse<byte[]> answer = get("/api/v1/nowhere", "accept", "text/html");

        assertEquals(404, answer.statusCode());
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("content-type"));
    }

    @Test
    void a_file_is_compressed_for_who_accepts_it() throws Exception {
        byte[] plain = get("/lib/lit-html/lit-html.js").body();
        HttpResponse<byte[]> answer = get("/lib/lit-html/lit-html.js", "accept-encoding", "gzip, br");

        assertEquals(Optional.of("gzip"), answer.headers().firstValue("content-encoding"));
        assertTrue(answer.body().length < plain.length);
        assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
    }

    @Test
    void an_unchanged_file_is_not_sent_again() throws Exception {
        HttpResponse<byte[]> first = get("/");
        String etag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<byte[]> second = get("/", "if-none-match", etag);

        assertEquals(Optional.of("no-cache"), first.headers().firstValue("cache-control"));
        assertEquals(304, second.statusCode());
        assertEquals(0, second.body().length);
        assertEquals(200, get("/", "if-none-match", "\"other\"").statusCode());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        URI address = seatline.running().base().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
