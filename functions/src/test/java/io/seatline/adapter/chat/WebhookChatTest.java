package io.seatline.adapter.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.seatline.testing.CatalogFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChatTest {
    private final List<String> posted = new ArrayList<>();
    private HttpServer server;
    private int status = 204;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("content-type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void posts_the_text_for_Slack_and_for_Discord() {
        chat().post("Ca hỗ trợ \"1\"");

        String prefix = "POST application/json ";
        assertTrue(posted.getFirst().startsWith(prefix), posted.toString());
        var body = CatalogFixture.json(posted.getFirst().substring(prefix.length()));
        assertEquals("Ca hỗ trợ \"1\"", body.get("text").textValue());
        assertEquals(body.get("text"), body.get("content"));
    }

    @Test
    void does_nothing_where_no_chat_is_configured() {
        new WebhookChat(() -> " \n").post("text");

        assertEquals(List.of(), posted);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 500})
    void an_answer_that_is_no_success_is_a_fault(int answered) {
        status = answered;

        assertTrue(assertThrows(IllegalStateException.class, () -> chat().post("text"))
                .getMessage()
                .contains(Integer.toString(answered)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/secret", "secret", "http://sec ret", "mailto:secret@x"})
    void the_address_is_in_no_fault(String address) {
        var fault = assertThrows(IllegalStateException.class, () -> new WebhookChat(() -> address).post("text"));

        assertFalse(fault.getMessage().contains("secret"), fault.getMessage());
        assertNull(fault.getCause());
    }

    private WebhookChat chat() {
        return new WebhookChat(() -> "http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }
}
