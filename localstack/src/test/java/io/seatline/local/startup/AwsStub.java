package io.seatline.local.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seatline.local.momo.MomoAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers the samples' calls of Secrets Manager, EventBridge and the operator's webhooks. */
final class AwsStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    AwsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            ObjectNode answer = JSON.createObjectNode();
            if ("secretsmanager.GetSecretValue".equals(target)) {
                answer.put("SecretString", secret(request.path("SecretId").asText()));
            } else if ("AWSEvents.PutEvents".equals(target)) {
                answer.put("FailedEntryCount", 0);
                request.path("Entries")
                        .forEach(_ -> answer.withArray("Entries").addObject().put("EventId", "1"));
            }
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String secret(String id) {
        if (id.contains("Chat")) {
            return url() + "/chat";
        }
        MomoAccount account = MomoAccount.sandbox();
        return JSON.valueToTree(Map.of(
                        "url", url() + "/notice",
                        "secret", "any",
                        "partnerCode", account.partnerCode(),
                        "accessKey", account.accessKey(),
                        "secretKey", account.secretKey()))
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
