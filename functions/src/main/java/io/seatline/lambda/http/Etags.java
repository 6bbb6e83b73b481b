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

/**
 * Answers conditional requests, so that a client does not download unchanged content (RFC 9110, sections 8.8.3 and
 * 13.1.2).
 */
public final class Etags {
    private static final int BYTES = 16;

    private Etags() {}

    /** JSON with its strong ETag. */
    public record Tagged(String json, String etag) {
        public static Tagged of(String json) {
            return new Tagged(json, Etags.of(json));
        }
    }

    /** Returns the JSON with its ETag, or 304 without a body if the client has that version. */
    public static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Tagged content, String cacheControl) {
        String etag = content.etag();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("etag", etag);
        headers.put("cache-control", cacheControl);
        if (Http.header(event, "if-none-match")
                .filter(known -> matches(known, etag))
                .isEmpty()) {
            return Http.respond(200, "application/json", content.json(), headers);
        }
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(304);
        response.setHeaders(headers);
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
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
