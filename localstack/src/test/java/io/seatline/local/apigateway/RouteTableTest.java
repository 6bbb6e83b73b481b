package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.local.template.HttpRoute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static RouteTable table(String... keys) {
        return new RouteTable(Stream.of(keys)
                .map(key -> new HttpRoute(key, "f", Optional.empty()))
                .toList());
    }

    /** The example of API Gateway's documentation on routing, plus a variable next to a literal. */
    @ParameterizedTest
    @CsvSource({
        "GET, /pets/dog/1, GET /pets/dog/1",
        "GET, /pets/dog/2, GET /pets/dog/{id}",
        "GET, /pets/cat/1, GET /pets/{proxy+}",
        "POST, /pets/dog/1, ANY /{proxy+}",
        "POST, /test/5, POST /test/{id}",
        "PUT, /test/5, ANY /test/{id}"
    })
    void more_specific_route_wins(String method, String path, String expected) {
        RouteTable routes = table(
                "$default",
                "ANY /{proxy+}",
                "GET /pets/{proxy+}",
                "GET /pets/dog/{id}",
                "GET /pets/dog/1",
                "ANY /test/{id}",
                "POST /test/{id}");
        assertEquals(expected, routes.find(method, path).orElseThrow().route().routeKey());
    }

    @Test
    void default_route_matches_the_rest() {
        assertEquals(
                "$default",
                table("$default", "GET /a")
                        .find("POST", "/b")
                        .orElseThrow()
                        .route()
                        .routeKey());
    }

    @Test
    void unmatched_request_finds_no_route() {
        assertEquals(Optional.empty(), table("GET /a").find("POST", "/a"));
    }

    @Test
    void greedy_variable_gets_the_rest_of_the_path() {
        assertEquals(
                Map.of("proxy", "b/c"),
                table("GET /a/{proxy+}").find("GET", "/a/b/c").orElseThrow().pathParameters());
    }

    @Test
    void invalid_route_key_is_rejected() {
        List<HttpRoute> bad = List.of(new HttpRoute("cities", "f", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new RouteTable(bad));
    }
}
