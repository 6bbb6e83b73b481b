package io.seatline.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seatline.local.testing.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An operator's webhook: takes notices, or refuses them, and remembers both. */
final class NoticeWebhook implements AutoCloseable {
    private static final byte[] KEY = "a key that both of them know".getBytes(StandardCharsets.UTF_8);

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean broken;

    /** A notice as it came. */
    record Notice(String id, long timestamp, String signature, String body, boolean taken) {
        JsonNode json() {
            try {
                return ApiClient.JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a notice is no JSON", e);
            }
        }

        String type() {
            return json().path("type").asText();
        }

        JsonNode data() {
            return json().path("data");
        }

        Instant sentAt() {
            return Instant.ofEpochSecond(timestamp);
        }

        /** What only somebody can have signed so who has the key: standardwebhooks.com, "Verifying signatures". */
        boolean signed() {
            byte[] content = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
                return signature.equals("v1," + Base64.getEncoder().encodeToString(mac.doFinal(content)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    NoticeWebhook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/notices", this::take);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/notices";
    }

    /** What an operator would put into {@code NOTICE_WEBHOOK_SECRET}. */
    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(KEY);
    }

    /** From now on it refuses what it is told. */
    void breakDown() {
        broken = true;
    }

    /** From now on it takes what it is told. */
    void mend() {
        broken = false;
    }

    /** What it was told of that type and did not take, in order. */
    List<Notice> refused(String type) {
        return ofType(type, false);
    }

    /** What it was told of that type and took, in order. */
    List<Notice> taken(String type) {
        return ofType(type, true);
    }

    private List<Notice> ofType(String type, boolean taken) {
        return told.stream()
                .filter(notice -> notice.taken() == taken && notice.type().equals(type))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean taken = !broken;
        Headers headers = exchange.getRequestHeaders();
        told.add(new Notice(
                headers.getFirst("webhook-id"),
                Long.parseLong(headers.getFirst("webhook-timestamp")),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                taken));
        exchange.sendResponseHeaders(taken ? 204 : 503, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
