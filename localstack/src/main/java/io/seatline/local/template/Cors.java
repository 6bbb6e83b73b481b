package io.seatline.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CORS configuration of an HTTP API, with the meaning that API Gateway gives it.
 *
 * @param allowOrigins exact origins, {@code *}, or a scheme with a star ({@code https://*})
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders request headers, or {@code *}
 * @param exposeHeaders response headers that a script may read
 * @param maxAge how long a browser may keep the preflight's answer; empty sends no such header
 * @param allowCredentials whether cookies may travel
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS for HTTP APIs</a>
 */
public record Cors(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Optional<Duration> maxAge,
        boolean allowCredentials) {

    /** Copies the lists. */
    public Cors {
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    /** The headers of a preflight's answer; none for an origin that is not allowed. */
    Map<String, String> preflight(Optional<String> origin, Optional<String> requestedMethod) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (requestedMethod.isEmpty()) {
            return headers;
        }
        headers.putAll(response(origin));
        if (!headers.isEmpty()) {
            putList(headers, "access-control-allow-methods", allowMethods);
            putList(headers, "access-control-allow-headers", allowHeaders);
            maxAge.ifPresent(age -> headers.put("access-control-max-age", Long.toString(age.toSeconds())));
        }
        return headers;
    }

    /** The headers that go onto a function's response; none for an origin that is not allowed. */
    Map<String, String> response(Optional<String> origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        origin.flatMap(this::allowed).ifPresent(allowed -> {
            headers.put("access-control-allow-origin", allowed);
            if (allowCredentials) {
                headers.put("access-control-allow-credentials", "true");
            }
            putList(headers, "access-control-expose-headers", exposeHeaders);
        });
        return headers;
    }

    private Optional<String> allowed(String origin) {
        if (allowOrigins.contains("*")) {
            return Optional.of("*");
        }
        boolean matches = allowOrigins.stream()
                .anyMatch(allowed -> allowed.endsWith("://*")
                        ? origin.startsWith(allowed.substring(0, allowed.length() - 1))
                        : allowed.equals(origin));
        return matches ? Optional.of(origin) : Optional.empty();
    }

    private static void putList(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
