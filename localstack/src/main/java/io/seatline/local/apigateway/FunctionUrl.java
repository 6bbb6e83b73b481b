package io.seatline.local.apigateway;

import java.util.Objects;

/**
 * A Lambda function URL without authorization. On AWS it has a host of its own; here it answers one path.
 *
 * @param path the path of the function for every method, e.g. {@code /api/v1/payment/notify}
 * @param functionId the function's logical id in the template
 */
public record FunctionUrl(String path, String functionId) {

    /** Refuses a path that does not start with a slash, and a missing function. */
    public FunctionUrl {
        Objects.requireNonNull(functionId, "functionId");
        if (!path.startsWith("/") || path.contains("{")) {
            throw new IllegalArgumentException("A function URL is mounted at one absolute path, not at " + path);
        }
    }
}
