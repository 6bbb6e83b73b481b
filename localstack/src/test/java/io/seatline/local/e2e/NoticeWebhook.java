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

/** An operator's webhook that accepts or rejects notices and records all of them. */
final class NoticeWebhook implements AutoCloseable {
    private static final byte[] KEY = "a key that both sides know".getBytes(StandardCharsets.UTF_8);

    private final List<Notice> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean rejecting;

    /** A received notice. */
    record Notice(String id, long timestamp, String signature, String body, boolean accepted) {
        JsonNode json() {
            try {
                return ApiClient.JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the notice is not JSON", e);
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

        /** Whether the signature is valid: standardwebhooks.com, "Verifying signatures". */
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
        server.createContext("/notices", this::receive);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/notices";
    }

    /** The value of {@code NOTICE_WEBHOOK_SECRET}. */
    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(KEY);
    }

    /** Rejects notices from now on. */
    void startRejecting() {
        rejecting = true;
    }

    /** Accepts notices from now on. */
    void stopRejecting() {
        rejecting = false;
    }

    /** The rejected notices of a type, in order. */
    List<Notice> rejected(String type) {
        return ofType(type, false);
    }

    /** The accepted notices of a type, in order. */
    List<Notice> accepted(String type) {
        return ofType(type, true);
    }

    private List<Notice> ofType(String type, boolean accepted) {
        return received.stream()
                .filter(notice -> notice.accepted() == accepted && notice.type().equals(type))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean accepted = !rejecting;
        Headers headers = exchange.getRequestHeaders();
        received.add(new Notice(
                headers.getFirst("webhook-id"),
                Long.parseLong(headers.getFirst("webhook-timestamp")),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                accepted));
        exchange.sendResponseHeaders(accepted ? 204 : 503, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
