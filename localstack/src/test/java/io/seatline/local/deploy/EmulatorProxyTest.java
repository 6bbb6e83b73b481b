package io.seatline.local.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.seatline.local.deploy.stack.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmulatorProxyTest {
    @Test
    void function_urls_are_called_through_the_emulator() throws IOException, InterruptedException {
        HttpServer emulator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        emulator.createContext("/", exchange -> {
            byte[] host = exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, host.length);
            exchange.getResponseBody().write(host);
            exchange.close();
        });
        emulator.start();
        Endpoint endpoint = new Endpoint(
                URI.create("http://localhost:" + emulator.getAddress().getPort()));
        String host = "abc123.lambda-url.us-east-1.localhost.localstack.cloud:4566";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + host + "/hook")).build();

        try (EmulatorProxy _ = new EmulatorProxy(endpoint);
                HttpClient http = HttpClient.newHttpClient()) {
            assertEquals(host, http.send(request, BodyHandlers.ofString()).body());
        } finally {
            emulator.stop(0);
        }
    }
}
