package io.seatline.adapter.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seatline.events.DomainEvent;
import io.seatline.events.contract.EventsJson;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Publishes domain events as detail type and JSON detail, with as many in a call as EventBridge allows. If EventBridge
 * refuses some events of a call, later calls are not made; the caller repeats all events in order.
 */
public final class EventBridgeBus implements EventBus {
    private static final int MAX_ENTRIES = 10;
    private static final int SIZE_LIMIT = 256 * 1024;

    /** The size that EventBridge counts for an entry's time. */
    private static final int TIME_BYTES = 14;

    private final EventBridgeClient client;
    private final String bus;

    public EventBridgeBus(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    @Override
    public void publish(List<Correlated<DomainEvent>> events) {
        List<PutEventsRequestEntry> call = new ArrayList<>();
        int size = 0;
        for (Correlated<DomainEvent> event : events) {
            PutEventsRequestEntry entry = entry(event);
            if (call.size() == MAX_ENTRIES || size + size(entry) >= SIZE_LIMIT) {
                put(call);
                call.clear();
                size = 0;
            }
            call.add(entry);
            size += size(entry);
        }
        put(call);
    }

    private PutEventsRequestEntry entry(Correlated<DomainEvent> correlated) {
        DomainEvent event = correlated.value();
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(DomainEvent.SOURCE)
                .detailType(event.detailType())
                .time(event.occurredAt())
                .detail(EventsJson.write(event, correlated.correlationId()))
                .build();
    }

    /** Returns the size as EventBridge counts it: docs.aws.amazon.com/eventbridge, "PutEvents event entry size". */
    private static int size(PutEventsRequestEntry entry) {
        return TIME_BYTES
                + Stream.of(entry.source(), entry.detailType(), entry.detail())
                        .mapToInt(text -> text.getBytes(UTF_8).length)
                        .sum();
    }

    private void put(List<PutEventsRequestEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var answer = client.putEvents(r -> r.entries(entries));
        if (answer.failedEntryCount() > 0) {
            String why = answer.entries().stream()
                    .filter(entry -> entry.errorCode() != null)
                    .map(entry -> entry.errorCode() + ": " + entry.errorMessage())
                    .findFirst()
                    .orElse("no reason given");
            throw new IllegalStateException(
                    "the bus refused " + answer.failedEntryCount() + " of " + entries.size() + " events: " + why);
        }
    }
}
