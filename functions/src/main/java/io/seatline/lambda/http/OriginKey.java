package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.lambda.http.Http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests that bypass CloudFront, and so its cache and rate limits: API Gateway's own host stays public. The
 * distribution adds a secret header that no client knows and overwrites what a client sends under that name.
 *
 * <p>Header and setting are each one key, or two separated by a comma while the key is rotated; one in common suffices.
 */
public final class OriginKey {
    static final String HEADER = "x-origin-key";

    private static final Logger LOG = LoggerFactory.getLogger(OriginKey.class);

    private final List<byte[]> accepted;

    /**
     * Reads the setting.
     *
     * @param keys empty to accept every request, as without CloudFront
     */
    public OriginKey(String keys) {
        accepted = split(keys).toList();
    }

    /** Refuses a request without an accepted key with 403. Never logs a key. */
    public void check(APIGatewayV2HTTPEvent event) {
        String presented = Http.header(event, HEADER).orElse("");
        if (!accepted.isEmpty() && split(presented).noneMatch(this::isAccepted)) {
            LOG.warn("refused {}: {} origin key", event.getRouteKey(), presented.isEmpty() ? "no" : "wrong");
            throw new Problem(403, "forbidden", "Call the API at its public domain.");
        }
    }

    private boolean isAccepted(byte[] key) {
        // In constant time, so that an answer's time tells nothing about the key.
        return accepted.stream().anyMatch(known -> MessageDigest.isEqual(known, key));
    }

    private static Stream<byte[]> split(String keys) {
        return Stream.of(keys.split(",", -1))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> key.getBytes(StandardCharsets.UTF_8));
    }
}
