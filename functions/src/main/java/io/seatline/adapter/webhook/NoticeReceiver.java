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

/** Who is sent notices: an address, and the key with which the receiver verifies them. Both are secret. */
public final class NoticeReceiver {
    private static final String ENCODED_KEY = "whsec_";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String url;
    private final byte[] key;

    private NoticeReceiver(String url, byte[] key) {
        this.url = url;
        this.key = key;
    }

    /**
     * The receiver at an address, or nothing where the address is empty: then no webhook is configured.
     *
     * @param url {@code https}, because notices tell of customers; {@code http} only on this machine
     * @param secret {@code whsec_} and the key in Base64, or any other text, whose UTF-8 bytes are the key
     * @throws IllegalArgumentException if the address or the secret will not do; holds neither
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
     * @throws IllegalArgumentException where it has another form; names the field, never a value
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
                case "http" -> THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
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
            // Without its cause: the decoder's message quotes the secret.
            throw new IllegalArgumentException("the notice webhook's key is not whsec_ and Base64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("the notice webhook has no key to sign with");
        }
        return key;
    }

    /** Where notices are posted to. */
    String url() {
        return url;
    }

    /**
     * The signature, version included. An id may hold full stops although they delimit what is signed: ids are
     * Seatline's own and never a customer's text.
     */
    String signature(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[head.length + body.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return "v1," + Base64.getEncoder().encodeToString(HmacSha256.sign(key, content));
    }
}
