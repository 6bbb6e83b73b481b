package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers conditional requests, so that a client does not download unchanged content (RFC 9110, sections 8.8.3 and
 * 13.1.2). The compressed form of the content has a tag of its own; a client may name either.
 */
public final class Etags {
    private static final int BYTES = 16;

    private Etags() {}

    /** A text with its strong ETag. Thread-safe; compressed on first use. */
    public static final class Tagged {
        private final String text;
        private final String contentType;
        private final String tag;
        private final boolean compressible;
        private volatile String gzip;

        private Tagged(String text, String contentType) {
            this.text = text;
            this.contentType = contentType;
            this.tag = Etags.of(text);
            this.compressible = Gzip.isWorthwhile(text);
        }

        public static Tagged of(String json) {
            return new Tagged(json, "application/json");
        }

        /** A text of another type, such as {@code text/html; charset=utf-8}. */
        public static Tagged of(String text, String contentType) {
            return new Tagged(text, contentType);
        }

        private String etag(boolean compressed) {
            return '"' + tag + (compressed ? "-gzip" : "") + '"';
        }

        private String gzip() {
            String compressed = gzip;
            if (compressed == null) {
                // Several first requests may do this at once, with the same result.
                compressed = Gzip.compressed(text);
                gzip = compressed;
            }
            return compressed;
        }
    }

    /** Returns the text with its ETag, or 304 without a body if the client has that version. */
    public static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Tagged content, String cacheControl) {
        boolean compressed = content.compressible && Gzip.isAccepted(event);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("etag", content.etag(compressed));
        headers.put("cache-control", cacheControl);
        if (content.compressible) {
            Gzip.putVary(headers);
        }
        Optional<String> known = Http.header(event, "if-none-match").flatMap(tags -> Stream.of(compressed, !compressed)
                .map(content::etag)
                .filter(tag -> matches(tags, tag))
                .findFirst());
        if (known.isPresent()) {
            headers.put("etag", known.get());
            APIGatewayV2HTTPResponse unchanged = new APIGatewayV2HTTPResponse();
            unchanged.setStatusCode(304);
            unchanged.setHeaders(headers);
            return unchanged;
        }
        APIGatewayV2HTTPResponse response = Http.respond(200, content.contentType, content.text, headers);
        if (compressed) {
            Gzip.replaceBody(response, content.gzip());
        }
        return response;
    }

    /** Weak comparison, as {@code If-None-Match} requires: a list of tags, with or without {@code W/}, or {@code *}. */
    static boolean matches(String ifNoneMatch, String etag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals("*") || known.equals(etag));
    }

    private static String of(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
