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

    /** The whole body; empty when it is longer than {@code limit} bytes. */
    Optional<byte[]> body(int limit) throws IOException {
        byte[] body = stream.readNBytes(limit + 1);
        if (body.length <= limit) {
            return Optional.of(body);
        }
        byte[] buffer = new byte[64 * 1024];
        for (int drained = 0, read = 0; drained < DRAIN_BYTES && read >= 0; drained += read) {
            read = stream.read(buffer);
        }
        return Optional.empty();
    }
}
