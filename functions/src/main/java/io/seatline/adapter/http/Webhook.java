package io.seatline.adapter.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Posts JSON to a webhook. Its URL is a secret, so no error message contains it. */
public final class Webhook {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpPost POST = new HttpPost(TIMEOUT, TIMEOUT);

    private Webhook() {}

    /**
     * Posts a body and returns after the webhook has accepted it.
     *
     * @param name how error messages refer to the webhook
     * @param headers added to the content type
     * @throws IllegalStateException if the webhook cannot be reached or answers with a status other than 2xx
     */
    public static void post(String name, String url, Map<String, String> headers, byte[] json) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        int status;
        try {
            status = POST.send(new URI(url), all, json).status();
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            // Without the cause: its message may contain the URL.
            throw new IllegalStateException(
                    name + " cannot be reached: " + e.getClass().getSimpleName());
        }
        if (status / 100 != 2) {
            throw new IllegalStateException(name + " answered " + status);
        }
    }
}
