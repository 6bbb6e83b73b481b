package io.seatline.adapter.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seatline.adapter.http.Webhook;
import io.seatline.usecase.port.Chat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Posts to an incoming webhook of Slack ({@code text}) or Discord ({@code content}); each ignores the other's field.
 * The URL is a secret and is never logged.
 */
public final class WebhookChat implements Chat {
    private final Supplier<String> address;

    /**
     * Creates a chat that posts to a webhook.
     *
     * @param address the webhook's URL, read for each message; empty if no chat is configured
     */
    public WebhookChat(Supplier<String> address) {
        this.address = address;
    }

    @Override
    public void post(String text) {
        String url = address.get().strip();
        if (url.isEmpty()) {
            return;
        }
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("text", text)
                .put("content", text)
                .toString();
        Webhook.post("the chat webhook", url, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
