package io.seatline.lambda;

import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.ENTRY;
import static io.seatline.lambda.Deployment.sample;
import static io.seatline.testing.SdkRequests.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.dynamodb.DynamodbAttributeValueTransformer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.seatline.adapter.dynamodb.Streams;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookedShowBuilder;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.WaitlistJoinedV1;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.Fixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Write;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The outbox as Lambda invokes it: stream records in, messages and events out. */
class OutboxHandlerTest {
    private static final String CUSTOMER = "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f";

    private static TestTables db;
    private final List<SendMessageBatchRequest> sent = new ArrayList<>();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T12:05:00Z"));
    private final List<Integer> calls = new ArrayList<>();
    private final List<PutEventsRequestEntry> published = new ArrayList<>();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<SendMessageRequest> setAside = new ArrayList<>();
    private boolean busFails;
    private boolean deadLettersFail;
    private int rejected;

    private final OutboxHandler handler = new OutboxHandler(new Wiring(new Platform(
            Map.of(
                    "BOOKINGS_TABLE", TestTables.BOOKINGS,
                    "CATALOG_TABLE", TestTables.CATALOG,
                    "SHOW_QUEUE_URL", "show-queue",
                    "DEADLINE_QUEUE_URL", "deadline",
                    "REFUND_QUEUE_URL", "refund",
                    "EVENT_BUS_NAME", "bus",
                    "OUTBOX_DLQ_URL", "outbox-dlq"),
            clock,
            new Random(1),
            db::client,
            () -> client(SqsClient.class),
            () -> client(EventBridgeClient.class),
            () -> {
                throw new IllegalStateException("no files");
            },
            _ -> "",
            metrics)));

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @Test
    void new_booking_is_published_and_a_far_deadline_left_to_the_tick() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00Z"));
        assertEquals(List.of(), failures(handle("outbox-booking-inserted.json")));

        assertEquals(
                List.of("bus seatline SeatsHeld.v1"),
                published.stream()
                        .map(e -> e.eventBusName() + " " + e.source() + " " + e.detailType())
                        .toList());
        assertEquals(List.of(), sent);
    }

    @Test
    void released_booking_is_posted_to_its_show_queue() {
        assertEquals(List.of(), failures(handle("outbox-booking-released.json")));

        assertEquals(
                List.of("show-queue"),
                sent.stream().map(SendMessageBatchRequest::queueUrl).toList());
        SendMessageBatchRequestEntry message = sent.getFirst().entries().getFirst();
        assertEquals("sh7f3k", message.messageGroupId());
        assertEquals(BOOKING + ".release.1", message.messageDeduplicationId());
        assertEquals(
                new SeatsReleasedV1("sh7f3k", BOOKING, 1),
                EventsJson.read(message.messageBody(), SeatsReleasedV1.class));
        assertEquals(
                List.of("BookingExpired.v1"),
                published.stream().map(PutEventsRequestEntry::detailType).toList());
    }

    @Test
    void near_deadline_is_delayed_in_whole_seconds_rounded_up() {
        clock.moveTo(Instant.parse("2026-11-20T12:07:00Z"));
        handle("outbox-booking-released.json");

        assertEquals("deadline", sent.getLast().queueUrl());
        assertEquals(61, sent.getLast().entries().getFirst().delaySeconds(), "60.212 seconds");
    }

    @Test
    void pending_refund_is_sent_to_the_refund_queue() {
        assertEquals(List.of(), failures(handle("outbox-refund-requested.json")));

        assertEquals("refund", sent.getFirst().queueUrl());
        assertEquals(
                List.of("RefundRequested.v1"),
                published.stream().map(PutEventsRequestEntry::detailType).toList());
    }

    @Test
    void opened_case_is_published() {
        assertEquals(List.of(), failures(handle("outbox-case-opened.json")));

        assertEquals(
                List.of("SupportCaseOpened.v1"),
                published.stream().map(PutEventsRequestEntry::detailType).toList());
    }

    @Test
    void waiting_entry_is_published() {
        assertEquals(List.of(), failures(handle("outbox-entry-waiting.json")));

        assertEquals(
                List.of(new WaitlistJoinedV1(
                        ENTRY + ".WAITING",
                        Instant.parse("2026-11-20T11:58:00Z"),
                        ENTRY.value(),
                        CUSTOMER,
                        "sh7f3k",
                        2,
                        false)),
                published("WaitlistJoined.v1", WaitlistJoinedV1.class));
        assertEquals(List.of(), sent);
    }

    @Test
    void entry_sample_matches_what_the_code_writes() {
        StreamRecord record = records("outbox-entry-waiting.json").getFirst().getDynamodb();
        Instant joinedAt = Instant.parse("2026-11-20T11:58:00Z");
        WaitlistEntry joining = WaitlistEntry.joining(
                ENTRY, new CustomerId(CUSTOMER), new Party(2, false), joinedAt, Instant.ofEpochSecond(1924611060));

        assertEquals(
                Optional.of(Correlated.one(new Change.OfEntry(Optional.of(joining), joining.waiting(17), joinedAt))),
                Streams.change(
                        DynamodbAttributeValueTransformer.toAttributeValueMapV2(record.getOldImage()),
                        DynamodbAttributeValueTransformer.toAttributeValueMapV2(record.getNewImage()),
                        joinedAt));
    }

    @Test
    void offered_entry_is_published_with_its_booking() {
        offerOfTheSamples();
        assertEquals(List.of(), failures(handle("outbox-entry-offered.json")));

        assertEquals(
                List.of(new OfferMadeV1(
                        ENTRY + ".OFFERED",
                        Instant.parse("2026-11-20T12:00:00Z"),
                        ENTRY.value(),
                        CUSTOMER,
                        "sh7f3k",
                        BOOKING,
                        List.of("F12", "F13"),
                        240_000,
                        "VND",
                        Instant.parse("2026-11-20T12:05:00Z"))),
                published("OfferMade.v1", OfferMadeV1.class));
        assertEquals(List.of(), sent);
    }

    @Test
    void batch_is_published_in_order_in_calls_of_ten() {
        DynamodbStreamRecord inserted = records("outbox-booking-inserted.json").getFirst();
        DynamodbStreamRecord released = records("outbox-booking-released.json").getFirst();
        List<DynamodbStreamRecord> records = new ArrayList<>(Collections.nCopies(22, inserted));
        records.add(released);

        assertEquals(List.of(), failures(handle(records.stream())));
        assertEquals(List.of(10, 10, 3), calls);
        assertEquals(
                List.of("SeatsHeld.v1", "BookingExpired.v1"),
                published.stream()
                        .map(PutEventsRequestEntry::detailType)
                        .distinct()
                        .toList());
        assertEquals("BookingExpired.v1", published.getLast().detailType());
    }

    @Test
    void failing_batch_fails_whole_so_that_lambda_halves_it() {
        busFails = true;
        assertThrows(
                IllegalStateException.class,
                () -> handle("outbox-booking-inserted.json", "outbox-booking-released.json"));
        assertEquals(List.of(), published);
        assertEquals(Map.of(), metrics.counts(), "nothing counts as published");
    }

    @Test
    void an_unreadable_record_is_set_aside_and_those_around_it_are_published_in_order() {
        DynamodbStreamRecord unreadable = unreadable();

        assertEquals(
                List.of(),
                failures(handle(Stream.of(
                        records("outbox-booking-inserted.json").getFirst(),
                        unreadable,
                        records("outbox-booking-released.json").getFirst()))));
        assertEquals(
                List.of("SeatsHeld.v1", "BookingExpired.v1"),
                published.stream().map(PutEventsRequestEntry::detailType).toList());
        assertEquals(
                List.of("outbox-dlq"),
                setAside.stream().map(SendMessageRequest::queueUrl).toList());
        assertEquals(Map.of(Metric.BOOKING_PUBLISHED, 2, Metric.RECORD_UNREADABLE, 1), metrics.counts());
    }

    @Test
    void a_record_that_was_set_aside_is_published_when_the_function_is_invoked_with_it() {
        DynamodbStreamRecord unreadable = unreadable();
        handle(Stream.of(unreadable));
        assertEquals(List.of(), published);

        String repaired = setAside.getFirst().messageBody().replace("UNHEARD_OF", "IN_BOOKING");
        DynamodbEvent again = LambdaEventSerializers.serializerFor(
                        DynamodbEvent.class, OutboxHandlerTest.class.getClassLoader())
                .fromJson(repaired);
        assertEquals(records("outbox-booking-inserted.json"), again.getRecords(), "the whole record");
        assertEquals(List.of(), failures(handler.handleRequest(again, TestContext.INSTANCE)));
        assertEquals(
                List.of("SeatsHeld.v1"),
                published.stream().map(PutEventsRequestEntry::detailType).toList());
    }

    @Test
    void an_unreadable_record_is_set_aside_once_although_its_batch_fails_and_comes_again() {
        busFails = true;
        DynamodbStreamRecord readable = records("outbox-booking-inserted.json").getFirst();
        assertThrows(IllegalStateException.class, () -> handle(Stream.of(readable, unreadable())));
        assertEquals(List.of(), setAside);

        busFails = false;
        handle(Stream.of(readable, unreadable()));
        assertEquals(1, setAside.size());
    }

    @Test
    void an_unreadable_record_that_cannot_be_set_aside_is_retried() {
        deadLettersFail = true;

        assertEquals(1, failures(handle(Stream.of(unreadable()))).size());
        assertEquals(Map.of(), metrics.counts());
    }

    /** A record as a later version could write it. */
    private static DynamodbStreamRecord unreadable() {
        DynamodbStreamRecord record = records("outbox-booking-inserted.json").getFirst();
        record.getDynamodb().getNewImage().put("state", new AttributeValue("UNHEARD_OF"));
        return record;
    }

    @Test
    void single_failing_record_is_reported_for_retry() {
        busFails = true;

        assertEquals(
                records("outbox-booking-inserted.json").stream()
                        .map(record -> record.getDynamodb().getSequenceNumber())
                        .toList(),
                failures(handle("outbox-booking-inserted.json")));
    }

    @Test
    void event_rejected_by_the_bus_is_retried_with_its_batch() {
        rejected = 1;

        assertThrows(
                IllegalStateException.class,
                () -> handle("outbox-booking-inserted.json", "outbox-booking-released.json"));
        assertEquals(1, failures(handle("outbox-booking-inserted.json")).size());
    }

    @Test
    void deleted_items_and_active_holds_are_skipped() {
        DynamodbStreamRecord deleted = records("outbox-booking-inserted.json").getFirst();
        deleted.getDynamodb().setNewImage(null);
        DynamodbStreamRecord activeHold =
                records("outbox-booking-inserted.json").getFirst();
        activeHold.getDynamodb().getNewImage().put("part", new AttributeValue("ACTIVE_HOLD"));

        assertEquals(List.of(), failures(handle(Stream.of(deleted, activeHold))));
        assertEquals(List.of(), published);
    }

    @Test
    void waitlist_items_other_than_entries_are_skipped() {
        DynamodbStreamRecord deleted = records("outbox-entry-waiting.json").getFirst();
        deleted.getDynamodb().setNewImage(null);
        DynamodbStreamRecord state = records("outbox-entry-waiting.json").getFirst();
        state.getDynamodb().getNewImage().put("item", new AttributeValue("STATE"));
        DynamodbStreamRecord customer = records("outbox-entry-waiting.json").getFirst();
        customer.getDynamodb().getNewImage().put("item", new AttributeValue("CUSTOMER#" + CUSTOMER));

        assertEquals(List.of(), failures(handle(Stream.of(deleted, state, customer))));
        assertEquals(List.of(), published);
    }

    private static void offerOfTheSamples() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        Instant until = now.plusSeconds(300);
        Booking offer = BookingBuilder.builder()
                .id(new BookingId(BOOKING))
                .customer(Optional.of(new CustomerId(CUSTOMER)))
                .bookedShow(BookedShowBuilder.builder(
                                Fixture.hold(Fixture.id('a'), "A1").bookedShow())
                        .id(ENTRY.show())
                        .build())
                .seats(List.of(new SeatNumber("F12"), new SeatNumber("F13")))
                .prices(List.of(new Vnd(120_000), new Vnd(120_000)))
                .returned(List.of())
                .changes(List.of())
                .amount(new Vnd(240_000))
                .state(BookingState.IN_BOOKING)
                .createdAt(now)
                .heldUntil(until)
                .offer(Optional.of(ENTRY))
                .version(1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
        assertTrue(BoxOffice.ledgerIn(db.client())
                .commit(List.of(new Write.OpenBooking(offer)))
                .isDone());
    }

    /** All published events, which must be of this type. */
    private <T extends DomainEvent> List<T> published(String detailType, Class<T> type) {
        published.forEach(entry -> assertEquals(detailType, entry.detailType()));
        return published.stream()
                .map(entry -> EventsJson.read(entry.detail(), type))
                .toList();
    }

    private StreamsEventResponse handle(String... names) {
        return handle(Stream.of(names).flatMap(name -> records(name).stream()));
    }

    private StreamsEventResponse handle(Stream<DynamodbStreamRecord> records) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records.toList());
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private static List<DynamodbStreamRecord> records(String name) {
        return sample(name, DynamodbEvent.class).getRecords();
    }

    private static List<String> failures(StreamsEventResponse response) {
        return response.getBatchItemFailures().stream()
                .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private <T> T client(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> switch (method.getName()) {
                    case "sendMessageBatch" -> {
                        SendMessageBatchRequest request = built(SendMessageBatchRequest.builder(), arguments[0])
                                .build();
                        // Tests of their own check the counts of seats.
                        if (request.entries().stream()
                                .noneMatch(entry -> entry.messageBody().contains("\"COUNT\""))) {
                            sent.add(request);
                        }
                        yield SendMessageBatchResponse.builder().build();
                    }
                    case "sendMessage" -> {
                        if (deadLettersFail) {
                            throw new IllegalStateException("the queue is unreachable");
                        }
                        setAside.add(built(SendMessageRequest.builder(), arguments[0])
                                .build());
                        yield SendMessageResponse.builder().build();
                    }
                    case "putEvents" -> {
                        if (busFails) {
                            throw new IllegalStateException("the bus is unreachable");
                        }
                        List<PutEventsRequestEntry> entries = built(PutEventsRequest.builder(), arguments[0])
                                .build()
                                .entries();
                        calls.add(entries.size());
                        published.addAll(entries);
                        yield PutEventsResponse.builder()
                                .failedEntryCount(rejected)
                                .build();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
