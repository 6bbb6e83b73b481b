package io.seatline.local.deploy.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recognizes emulators by what a stub answers. */
class EmulatorTest {
    private static final URI HERE = URI.create("http://localhost:8080/hook");

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer stub;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = answers.getOrDefault(path, "Not found").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        stub.start();
        endpoint =
                new Endpoint(URI.create("http://localhost:" + stub.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        stub.stop(0);
    }

    @Test
    void ministack_serves_http_apis_and_runs_no_java() {
        answers.put("/_ministack/health", "{}");

        Emulator emulator = Emulator.at(endpoint);

        assertEquals(Emulator.MINISTACK, emulator);
        assertEquals(HERE, emulator.seenByFunctions(HERE));
    }

    @Test
    void localstack_in_docker_reaches_this_machine_under_dockers_name() {
        answers.put("/_localstack/health", "{}");
        answers.put("/_localstack/info", "{\"version\": \"4.14.0\", \"is_docker\": true}");

        Emulator emulator = Emulator.at(endpoint);

        assertEquals(Emulator.LOCALSTACK, emulator);
        assertEquals(URI.create("http://host.docker.internal:8080/hook"), emulator.seenByFunctions(HERE));
    }

    @Test
    void localstack_without_docker_reaches_this_machine_as_localhost() {
        answers.put("/_localstack/health", "{}");
        answers.put("/_localstack/info", "{\"version\": \"4.14.0\", \"is_docker\": false}");

        Emulator emulator = Emulator.at(endpoint);

        assertEquals(Emulator.LOCALSTACK_WITHOUT_DOCKER, emulator);
        assertTrue(emulator.runsJava());
        assertEquals(HERE, emulator.seenByFunctions(HERE));
    }

    @Test
    void unknown_emulator_is_refused() {
        assertThrows(IllegalStateException.class, () -> Emulator.at(endpoint));
    }
}
