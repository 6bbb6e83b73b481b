package io.seatline.local;

import java.time.Duration;
import java.util.List;

/**
 * What the HTTP API's preflight answers, as the template declares it.
 *
 * @param allowOrigins accepted origins; {@code *} for any
 * @param allowMethods accepted methods
 * @param allowHeaders accepted request headers
 * @param exposeHeaders response headers that a page may read
 * @param maxAge how long a browser may remember the answer
 */
public record Cors(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Duration maxAge) {

    /** Copies the lists. */
    public Cors {
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }
}
