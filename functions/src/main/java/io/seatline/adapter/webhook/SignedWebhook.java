package io.seatline.adapter.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.adapter.http.Webhook;
import io.seatline.events.DomainEvent;
import io.seatline.events.contract.EventsJson;
import io.seatline.usecase.port.CustomerNotices;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Posts customer notices to a webhook, signed according to <a href="https://www.standardwebhooks.com">Standard
 * Webhooks</a> 1.0.0. The receiver can verify the sender and the time, and can detect repeats: a repeat has the same id
 * and a new time.
 */
public final class SignedWebhook implements CustomerNotices {
    private static final ObjectMapper JSON = EventsJson.mapper();

    private final Supplier<Optional<NoticeReceiver>> receiver;
    private final InstantSource clock;

    /**
     * Creates a signed webhook.
     *
     * @param receiver read for each notice, so that a rotated secret takes effect; empty if no webhook is configured
     * @param clock gives the time at which a notice is sent
     */
    public SignedWebhook(Supplier<Optional<NoticeReceiver>> receiver, InstantSource clock) {
        this.receiver = receiver;
        this.clock = clock;
    }

    @Override
    public boolean send(String type, DomainEvent event, Optional<String> ticketUrl) {
        Optional<NoticeReceiver> configured = receiver.get();
        configured.ifPresent(to -> post(to, event.eventId(), body(type, event, ticketUrl)));
        return configured.isPresent();
    }

    private void post(NoticeReceiver to, String id, byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "webhook-id", id,
                "webhook-timestamp", timestamp,
                "webhook-signature", to.signature(id, timestamp, body));
        Webhook.post("the notice webhook", to.url(), headers, body);
    }

    private static byte[] body(String type, DomainEvent event, Optional<String> ticketUrl) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", type);
        body.put("timestamp", event.occurredAt().toString());
        ticketUrl.ifPresent(url -> body.put("ticket_url", url));
        body.set("data", JSON.valueToTree(event));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
