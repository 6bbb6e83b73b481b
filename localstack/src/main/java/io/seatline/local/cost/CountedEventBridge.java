package io.seatline.local.cost;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeServiceClientConfiguration;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** A function's EventBridge client that counts events; any other action is the interface's own, which throws. */
final class CountedEventBridge implements EventBridgeClient {
    private final String function;
    private final EventBridgeClient raw;
    private final Tally tally;

    CountedEventBridge(String function, EventBridgeClient raw, Tally tally) {
        this.function = function;
        this.raw = raw;
        this.tally = tally;
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        request.entries().forEach(entry -> tally.add(function, Metric.EVENTS, entry.detailType(), 1));
        return raw.putEvents(request);
    }

    @Override
    public EventBridgeServiceClientConfiguration serviceClientConfiguration() {
        return raw.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return raw.serviceName();
    }

    @Override
    public void close() {
        raw.close();
    }
}
