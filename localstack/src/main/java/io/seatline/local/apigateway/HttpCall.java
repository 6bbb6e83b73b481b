package io.seatline.local.apigateway;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * A request as received, its body unread.
 *
 * @param method the HTTP method
 * @param encodedPath the path as sent
 * @param query the query as sent, without its question mark; may be empty
 * @param headers values by lowercase name, in the order sent
 */
record HttpCall(
        String method,
        String encodedPath,
        String query,
        Map<String, List<String>> headers,
        String protocol,
        String sourceIp,
        int port,
        InputStream stream) {

    /** How much of an oversized body is read and discarded, so that its sender gets the answer. */
    private static final int DRAIN_BYTES = 32 * 1024 * 1024;

    /** API Gateway's quota for the request line and the values of all headers. */
    private static final int HEADER_BYTES = 10_240;

    /** Refuses a request whose headers are too long. */
    void requireShortHeaders() throws Unreadable {
        String target = query.isEmpty() ? encodedPath : encodedPath + "?" + query;
        int bytes = method.length() + target.length() + protocol.length() + 2;
        for (List<String> values : headers.values()) {
            bytes += values.stream().mapToInt(String::length).sum();
        }
        if (bytes > HEADER_BYTES) {
            throw new Unreadable(431, "Request Header Fields Too Large");
        }
    }

    static HttpCall of(Context ctx) throws IOException {
        HttpServletRequest request = ctx.req();
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return new HttpCall(
                request.getMethod(),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                headers,
                request.getProtocol(),
                request.getRemoteAddr(),
                request.getLocalPort(),
                request.getInputStream());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
    }

    /** The path with its percent-encoding undone; a plus sign is itself in a path. */
    String path() {
        return URLDecoder.decode(encodedPath.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The requested host, without a port. */
    String hostName() {
        return header("host").orElse("localhost").replaceFirst(":\\d+$", "");
    }

    /** The whole body, which may have {@code limit} bytes at most. */
    byte[] body(int limit) throws Unreadable {
        try {
            byte[] body = stream.readNBytes(limit + 1);
            if (body.length <= limit) {
                return body;
            }
            byte[] buffer = new byte[64 * 1024];
            for (int drained = 0, read = 0; drained < DRAIN_BYTES && read >= 0; drained += read) {
                read = stream.read(buffer);
            }
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new Unreadable(408, "Request Timeout")
                    : new Unreadable(400, "Bad Request");
        }
        throw new Unreadable(413, "Request Entity Too Large");
    }

    /** A body that is too long, comes too slowly or is malformed; the message is API Gateway's. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        private Unreadable(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
