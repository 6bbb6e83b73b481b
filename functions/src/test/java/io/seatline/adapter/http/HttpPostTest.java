package io.seatline.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to a server that never closes its connections. */
class HttpPostTest {
    private static final HttpPost PATIENT = new HttpPost(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private volatile String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket connection = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException e) {
                // The test has closed the socket.
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 503})
    void connection_is_reused_after_its_response_was_read(int status) throws IOException {
        answer = "HTTP/1.1 " + status + " X\r\ncontent-length: 2\r\n\r\n{}";

        assertEquals("{}", post(PATIENT));
        assertEquals("{}", post(PATIENT));
        assertEquals(1, connections.get());
    }

    /** The JDK closes the connection, or reads the rest if it has arrived already, and keeps the connection. */
    @Test
    void unread_rest_of_a_response_is_not_taken_for_the_next_one() throws IOException {
        answer = "HTTP/1.1 200 X\r\ncontent-length: 300000\r\n\r\n" + "x".repeat(300_000);

        assertEquals(256 * 1024, post(PATIENT).length());
        answer = "HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n{}";
        assertEquals("{}", post(PATIENT));
    }

    @Test
    void response_times_out() {
        var brief = new HttpPost(Duration.ofSeconds(30), Duration.ZERO);

        assertThrows(SocketTimeoutException.class, () -> post(brief));
    }

    @Test
    void address_of_another_protocol_counts_as_unreachable() {
        URI address = URI.create("mailto:somebody@example.com");

        assertThrows(IOException.class, () -> PATIENT.send(address, Map.of(), new byte[0]));
    }

    private String post(HttpPost post) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
        return new String(post.send(address, Map.of(), "{}".getBytes(US_ASCII)).body(), US_ASCII);
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
            while (in.readLine() != null) {
                while (!in.readLine().isEmpty()) {
                    // Skip the header.
                }
                in.skip("{}".length());
                connection.getOutputStream().write(answer.getBytes(US_ASCII));
            }
        } catch (IOException e) {
            // The client has disconnected.
        }
    }
}
