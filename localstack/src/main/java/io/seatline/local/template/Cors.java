package io.seatline.local.template;

import java.time.Duration;
import java.util.List;
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
}
