package io.seatline.adapter.eventbridge;

import io.seatline.events.DomainEvent;
import io.seatline.events.EventsJson;
import io.seatline.usecase.EventBus;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Publishes domain events on a bus, as detail type and JSON detail. */
public final class EventBridgeBus implements EventBus {
    private final EventBridgeClient client;
    private final String bus;

    public EventBridgeBus(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    @Override
    public void publish(List<DomainEvent> events) {
        var entries = events.stream()
                .map(event -> PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(DomainEvent.SOURCE)
                        .detailType(event.detailType())
                        .time(event.occurredAt())
                        .detail(EventsJson.write(event))
                        .build())
                .toList();
        var answer = client.putEvents(r -> r.entries(entries));
        if (answer.failedEntryCount() > 0) {
            throw new IllegalStateException("the bus refused " + answer.failedEntryCount() + " of " + events.size()
                    + " events: " + answer.entries().getFirst().errorMessage());
        }
    }
}
