package io.seatline.adapter.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.usecase.Chat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Posts to an incoming webhook of Slack ({@code text}) or Discord ({@code content}); each ignores the other's field.
 * The address is a secret and never logged.
 */
public final class WebhookChat implements Chat {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<String> address;

    /**
     * A chat behind a webhook.
     *
     * @param address the webhook's URL, asked for when first needed; empty where no chat is configured
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
        int status;
        try {
            status = send(url, JSON.writeValueAsBytes(Map.of("text", text, "content", text)));
        } catch (IOException | URISyntaxException | IllegalArgumentException | ClassCastException e) {
            // Not as a cause: its message may hold the address.
            throw new IllegalStateException(
                    "the chat webhook cannot be reached: " + e.getClass().getSimpleName());
        }
        if (status / 100 != 2) {
            throw new IllegalStateException("the chat webhook answered " + status);
        }
    }

    private static int send(String url, byte[] body) throws IOException, URISyntaxException {
        HttpURLConnection connection = (HttpURLConnection) new URI(url).toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        connection.setRequestMethod("POST");
        connection.setRequestProperty("content-type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
