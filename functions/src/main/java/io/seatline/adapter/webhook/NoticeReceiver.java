package io.seatline.adapter.webhook;

import io.seatline.adapter.http.HmacSha256;
import io.seatline.adapter.http.JsonSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The receiver of customer notices: its URL and the key that signs them. Both are secret. */
public final class NoticeReceiver {
    private static final String ENCODED_KEY = "whsec_";
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String url;
    private final byte[] key;

    private NoticeReceiver(String url, byte[] key) {
        this.url = url;
        this.key = key;
    }

    /**
     * Creates the receiver at a URL; empty if the URL is empty, which means that no webhook is configured.
     *
     * @param url {@code https}, because notices contain customer data; {@code http} only on this machine
     * @param secret {@code whsec_} and the key in Base64, or any other text, whose UTF-8 bytes are the key
     * @throws IllegalArgumentException if the URL or the secret is invalid; the message contains neither
     */
    public static Optional<NoticeReceiver> of(String url, String secret) {
        if (url.isBlank()) {
            return Optional.empty();
        }
        String address = url.strip();
        if (!isAllowed(address)) {
            throw new IllegalArgumentException("the notice webhook's address must begin with https://;"
                    + " http:// is allowed for localhost, 127.0.0.1 and [::1] alone");
        }
        return Optional.of(new NoticeReceiver(address, key(secret.strip())));
    }

    /**
     * Reads a secret of the form {@code {"url":"…","secret":"…"}}; see {@link #of}.
     *
     * @throws IllegalArgumentException if the secret has another form; the message names the field, never a value
     */
    public static Optional<NoticeReceiver> fromSecret(String json) {
        JsonSecret secret = JsonSecret.read("the notice webhook's secret", json);
        return of(secret.text("url"), secret.text("secret"));
    }

    private static boolean isAllowed(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return false;
            }
            return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
                case "https" -> true;
                case "http" -> LOCAL_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
                default -> false;
            };
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        byte[] key;
        try {
            key = secret.startsWith(ENCODED_KEY)
                    ? Base64.getDecoder().decode(secret.substring(ENCODED_KEY.length()))
                    : secret.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause: the decoder's message quotes the secret.
            throw new IllegalArgumentException("the notice webhook's key is not whsec_ and Base64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("the notice webhook has no key to sign with");
        }
        return key;
    }

    /** The URL that notices are posted to. */
    String url() {
        return url;
    }

    /**
     * Returns the signature, with its version. Full stops delimit the signed parts; an id may still contain some,
     * because ids are Seatline's own and never a customer's text.
     */
    String signature(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[head.length + body.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return "v1," + Base64.getEncoder().encodeToString(HmacSha256.sign(key, content));
    }
}
