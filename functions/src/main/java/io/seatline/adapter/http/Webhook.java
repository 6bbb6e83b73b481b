package io.seatline.adapter.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Posts JSON to a webhook. Its address is a secret: no fault holds it. */
public final class Webhook {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpPost POST = new HttpPost(TIMEOUT, TIMEOUT);

    private Webhook() {}

    /**
     * Posts a body; returns once the webhook has taken it.
     *
     * @param name what a fault calls the webhook
     * @param headers beside the content type
     * @throws IllegalStateException if the webhook cannot be reached or does not answer with a status of success
     */
    public static void post(String name, String url, Map<String, String> headers, byte[] json) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        int status;
        try {
            status = POST.send(new URI(url), all, json).status();
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            // Not as a cause: its message may hold the address.
            throw new IllegalStateException(
                    name + " cannot be reached: " + e.getClass().getSimpleName());
        }
        if (status / 100 != 2) {
            throw new IllegalStateException(name + " answered " + status);
        }
    }
}
