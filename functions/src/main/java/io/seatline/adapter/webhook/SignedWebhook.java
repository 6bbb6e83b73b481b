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
 * Posts notices to a webhook, signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> 1.0.0 says, so
 * that the receiver knows who sent them, when, and whether it has them already. A repeat has the same id and a new
 * time.
 */
public final class SignedWebhook implements CustomerNotices {
    private static final ObjectMapper JSON = EventsJson.mapper();

    private final Supplier<Optional<NoticeReceiver>> receiver;
    private final InstantSource clock;

    /**
     * A signed webhook.
     *
     * @param receiver asked at each notice, so that a rotated secret is taken up; empty where no webhook is configured
     * @param clock tells when a notice is sent
     */
    public SignedWebhook(Supplier<Optional<NoticeReceiver>> receiver, InstantSource clock) {
        this.receiver = receiver;
        this.clock = clock;
    }

    @Override
    public boolean send(String type, DomainEvent event) {
        Optional<NoticeReceiver> configured = receiver.get();
        configured.ifPresent(to -> post(to, event.eventId(), body(type, event)));
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

    private static byte[] body(String type, DomainEvent event) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", type);
        body.put("timestamp", event.occurredAt().toString());
        body.set("data", JSON.valueToTree(event));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
