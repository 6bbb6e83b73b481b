package io.seatline.adapter.eventbridge;

import static io.seatline.testing.SdkRequests.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.DomainEvent;
import io.seatline.events.SupportCaseClosedV1;
import io.seatline.events.contract.EventsJson;
import io.seatline.testing.Fixture;
import io.seatline.usecase.correlation.Correlated;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeBusTest {
    private static final PutEventsResultEntry ACCEPTED =
            PutEventsResultEntry.builder().eventId("1").build();
    private static final PutEventsResultEntry THROTTLED = PutEventsResultEntry.builder()
            .errorCode("ThrottlingException")
            .errorMessage("too many events")
            .build();

    private final List<List<PutEventsRequestEntry>> calls = new ArrayList<>();
    private PutEventsResponse answer =
            PutEventsResponse.builder().failedEntryCount(0).build();
    private final EventBridgeBus bus = new EventBridgeBus(client(), "bus");

    @Test
    void event_is_sent_with_its_type_time_and_json() {
        DomainEvent event = closed(1, "done");
        bus.publish(Correlated.all(List.of(event)));

        PutEventsRequestEntry entry = calls.getFirst().getFirst();
        assertEquals("bus", entry.eventBusName());
        assertEquals("seatline", entry.source());
        assertEquals("SupportCaseClosed.v1", entry.detailType());
        assertEquals(Fixture.NOW, entry.time());
        assertEquals(event, EventsJson.read(entry.detail(), SupportCaseClosedV1.class));
    }

    @Test
    void events_are_sent_in_order_in_batches_of_ten() {
        bus.publish(List.of());
        assertEquals(List.of(), calls);

        List<DomainEvent> events = IntStream.range(0, 23)
                .<DomainEvent>mapToObj(i -> closed(i, "done"))
                .toList();
        bus.publish(Correlated.all(events));
        assertEquals(List.of(10, 10, 3), calls.stream().map(List::size).toList());
        assertEquals(
                events,
                calls.stream()
                        .flatMap(List::stream)
                        .map(entry -> EventsJson.read(entry.detail(), SupportCaseClosedV1.class))
                        .toList());
    }

    @Test
    void batch_stays_below_the_size_limit_of_eventbridge() {
        bus.publish(Correlated.all(Collections.nCopies(7, closed(1, "ế".repeat(20_000)))));

        assertEquals(List.of(4, 3), calls.stream().map(List::size).toList());
        calls.forEach(entries -> assertTrue(entries.stream()
                        .mapToInt(entry -> entry.detail().getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                < 256 * 1024));
    }

    @Test
    void rejected_event_is_a_fault_that_stops_sending() {
        answer = PutEventsResponse.builder()
                .failedEntryCount(1)
                .entries(ACCEPTED, THROTTLED)
                .build();

        String message = assertThrows(
                        IllegalStateException.class,
                        () -> bus.publish(Correlated.all(Collections.nCopies(12, closed(1, "done")))))
                .getMessage();
        assertEquals("the bus refused 1 of 10 events: ThrottlingException: too many events", message);
        assertEquals(1, calls.size());
    }

    private static DomainEvent closed(int number, String note) {
        return new SupportCaseClosedV1("case." + number, Fixture.NOW, Fixture.id('a') + ".1-r1", note);
    }

    private EventBridgeClient client() {
        return (EventBridgeClient) Proxy.newProxyInstance(
                EventBridgeClient.class.getClassLoader(),
                new Class<?>[] {EventBridgeClient.class},
                (_, _, arguments) -> {
                    calls.add(built(PutEventsRequest.builder(), arguments[0])
                            .build()
                            .entries());
                    return answer;
                });
    }
}
