package io.seatline.adapter.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.testing.CatalogFixture;
import io.seatline.testing.HttpReceiver;
import io.seatline.testing.HttpReceiver.Received;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChatTest {
    @AutoClose
    private final HttpReceiver receiver = HttpReceiver.start();

    @Test
    void posts_the_text_for_slack_and_discord() {
        chat().post("Ca hỗ trợ \"1\"");

        Received posted = receiver.received().getFirst();
        assertEquals("POST", posted.method());
        assertEquals("application/json", posted.headers().get("content-type"));
        var body = CatalogFixture.json(posted.body());
        assertEquals("Ca hỗ trợ \"1\"", body.get("text").textValue());
        assertEquals(body.get("text"), body.get("content"));
    }

    @Test
    void posts_nothing_without_a_configured_chat() {
        new WebhookChat(() -> " \n").post("text");

        assertEquals(List.of(), receiver.received());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 500})
    void error_status_is_a_fault(int answered) {
        receiver.respondWith(answered);

        assertTrue(assertThrows(IllegalStateException.class, () -> chat().post("text"))
                .getMessage()
                .contains(Integer.toString(answered)));
        assertEquals(1, receiver.received().size(), "sent once and not redirected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/secret", "secret", "http://sec ret", "mailto:secret@x"})
    void faults_hide_the_address(String address) {
        var fault = assertThrows(IllegalStateException.class, () -> new WebhookChat(() -> address).post("text"));

        assertFalse(fault.getMessage().contains("secret"), fault.getMessage());
        assertNull(fault.getCause());
    }

    private WebhookChat chat() {
        return new WebhookChat(() -> receiver.url("/hook"));
    }
}
