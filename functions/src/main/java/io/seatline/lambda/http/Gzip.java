package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Compresses answers of a kilobyte and more for clients that accept it; HTTP APIs do not compress. */
public final class Gzip {
    private static final int LEAST_BYTES = 1024;
    private static final Pattern TEXT = Pattern.compile("(text/.*|.*[/+](json|yaml|xml|javascript))(;.*)?");

    /** A weight of zero, which refuses a coding (RFC 9110, section 12.4.2). */
    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q\\s*=\\s*0(\\.0{0,3})?\\s*");

    private Gzip() {}

    /** Compresses a response if it is a long text and the client accepts it, unless that is done already. */
    public static void apply(APIGatewayV2HTTPEvent event, APIGatewayV2HTTPResponse response) {
        Map<String, String> headers = response.getHeaders();
        if (headers == null
                || response.getIsBase64Encoded()
                || !TEXT.matcher(headers.getOrDefault("content-type", "")).matches()
                || !isWorthwhile(response.getBody())) {
            return;
        }
        response.setHeaders(new LinkedHashMap<>(headers));
        putVary(response.getHeaders());
        // A response with a tag of its own would need another for its compressed form; see Etags.
        if (!headers.containsKey("etag") && isAccepted(event)) {
            replaceBody(response, compressed(response.getBody()));
        }
    }

    static void replaceBody(APIGatewayV2HTTPResponse response, String compressed) {
        response.setBody(compressed);
        response.setIsBase64Encoded(true);
        response.getHeaders().put("content-encoding", "gzip");
    }

    static void putVary(Map<String, String> headers) {
        headers.merge(
                "vary", "accept-encoding", (before, added) -> before.contains(added) ? before : before + ", " + added);
    }

    /** Whether the text has a kilobyte at least. */
    static boolean isWorthwhile(String text) {
        return text != null
                && (text.length() >= LEAST_BYTES || text.getBytes(StandardCharsets.UTF_8).length >= LEAST_BYTES);
    }

    /** Returns the compressed text in Base64, as API Gateway takes it. */
    static String compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Whether the client names gzip, or everything, and does not refuse gzip with a weight of zero. */
    static boolean isAccepted(APIGatewayV2HTTPEvent event) {
        String accepted = Http.header(event, "accept-encoding").orElse("").toLowerCase(Locale.ROOT);
        return weighed(accepted, "gzip")
                .or(() -> weighed(accepted, "x-gzip"))
                .or(() -> weighed(accepted, "*"))
                .orElse(false);
    }

    /** Whether a coding is accepted; empty if the header does not name it. */
    private static Optional<Boolean> weighed(String accepted, String coding) {
        for (String part : accepted.split(",", -1)) {
            if (part.split(";", 2)[0].strip().equals(coding)) {
                return Optional.of(!REFUSED.matcher(part).matches());
            }
        }
        return Optional.empty();
    }
}
