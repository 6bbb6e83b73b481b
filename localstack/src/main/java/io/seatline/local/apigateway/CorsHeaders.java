package io.seatline.local.apigateway;

import io.seatline.local.template.Cors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the CORS headers that API Gateway sends for a configuration. */
record CorsHeaders(Cors cors) {

    /** The headers of a preflight's answer; none for a disallowed origin. */
    Map<String, String> preflight(Optional<String> origin, Optional<String> requestedMethod) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (requestedMethod.isEmpty()) {
            return headers;
        }
        headers.putAll(response(origin));
        if (!headers.isEmpty()) {
            putList(headers, "access-control-allow-methods", cors.allowMethods());
            putList(headers, "access-control-allow-headers", cors.allowHeaders());
            cors.maxAge().ifPresent(age -> headers.put("access-control-max-age", Long.toString(age.toSeconds())));
        }
        return headers;
    }

    /** The headers added to a function's response; none for a disallowed origin. */
    Map<String, String> response(Optional<String> origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        origin.flatMap(this::allowed).ifPresent(allowed -> {
            headers.put("access-control-allow-origin", allowed);
            if (cors.allowCredentials()) {
                headers.put("access-control-allow-credentials", "true");
            }
            putList(headers, "access-control-expose-headers", cors.exposeHeaders());
        });
        return headers;
    }

    private Optional<String> allowed(String origin) {
        if (cors.allowOrigins().contains("*")) {
            return Optional.of("*");
        }
        boolean matches = cors.allowOrigins().stream()
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
