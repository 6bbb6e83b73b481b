package io.seatline.adapter.sqs;

import static io.seatline.testing.SdkRequests.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.payment.RefundId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.DeadlineV1;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.RefundV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.Fixture;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class SqsQueuesTest {
    private static final PaymentId ORDER = PaymentId.attempt(Fixture.id('a'), 1);
    private static final RefundId REFUND = new RefundId(ORDER, 2);
    private static final PendingDeadline END =
            new PendingDeadline.OfBooking(Fixture.id('a'), new Deadline(Deadline.Kind.HOLD, Fixture.HELD_UNTIL));

    private final List<SendMessageBatchRequest> batches = new ArrayList<>();
    private boolean rejects;
    private final SqsQueues queues = new SqsQueues(client(), new SqsQueues.Urls("show-queue", "deadline", "refund"));

    @Test
    void show_queue_message_has_its_group_and_deduplication_id() {
        ShowQueueMessage late = new LatePaymentV1("sh1", Fixture.id('a').value(), ORDER.value());
        queues.post(late);

        assertEquals("show-queue", batches.getFirst().queueUrl());
        SendMessageBatchRequestEntry entry = batches.getFirst().entries().getFirst();
        assertEquals("sh1", entry.messageGroupId());
        assertEquals(ORDER + ".late", entry.messageDeduplicationId());
        assertEquals(late, EventsJson.read(entry.messageBody(), ShowQueueMessage.class));
        assertEquals(null, entry.delaySeconds(), "FIFO queues do not support a delay per message");
    }

    @Test
    void join_and_leave_of_an_entry_have_their_own_ids() {
        ShowQueueMessage join = new JoinV1("sh1", Fixture.ENTRY.value());
        ShowQueueMessage leave = new LeaveV1("sh1", Fixture.ENTRY.value());
        queues.post(Correlated.all(List.of(join, leave, join)));

        List<SendMessageBatchRequestEntry> sent = batches.getFirst().entries();
        assertEquals(
                List.of(Fixture.ENTRY + ".join", Fixture.ENTRY + ".leave", Fixture.ENTRY + ".join"),
                sent.stream()
                        .map(SendMessageBatchRequestEntry::messageDeduplicationId)
                        .toList());
        assertEquals(
                List.of(join, leave, join),
                sent.stream()
                        .map(entry -> EventsJson.read(entry.messageBody(), ShowQueueMessage.class))
                        .toList());
        sent.forEach(entry -> assertEquals("sh1", entry.messageGroupId()));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0", "PT0.001S,1", "PT1S,1", "PT1.001S,2", "PT2M,120", "PT15M,900", "PT15M0.001S,900", "PT24H,900"
    })
    void delay_rounds_up_to_seconds_and_is_capped_at_15_minutes(Duration delay, int seconds) {
        queues.delay(new Delayed(END, delay));

        assertEquals(seconds, batches.getFirst().entries().getFirst().delaySeconds());
    }

    @Test
    void deadline_message_carries_the_keys_of_its_item() {
        PendingDeadline settling =
                new PendingDeadline.OfPayment(ORDER, new Deadline(Deadline.Kind.PAYMENT, Fixture.NOW));
        PendingDeadline refunding =
                new PendingDeadline.OfRefund(REFUND, new Deadline(Deadline.Kind.REFUND, Fixture.NOW));
        PendingDeadline leaving =
                new PendingDeadline.OfEntry(Fixture.ENTRY, new Deadline(Deadline.Kind.LEAVE, Fixture.NOW));
        PendingDeadline counting =
                new PendingDeadline.OfShow(Fixture.SHOW_ID, new Deadline(Deadline.Kind.COUNT, Fixture.NOW));
        Stream.of(END, settling, refunding, leaving, counting)
                .map(item -> new Delayed(item, Duration.ZERO))
                .forEach(queues::delay);

        assertEquals(
                List.of(
                        new DeadlineV1("BOOKING", Fixture.id('a').value(), "HOLD", Fixture.HELD_UNTIL),
                        new DeadlineV1("PAYMENT", ORDER.value(), "PAYMENT", Fixture.NOW),
                        new DeadlineV1("REFUND", REFUND.value(), "REFUND", Fixture.NOW),
                        new DeadlineV1("WAITLIST_ENTRY", Fixture.ENTRY.value(), "LEAVE", Fixture.NOW),
                        new DeadlineV1("SHOW", "sh1", "COUNT", Fixture.NOW)),
                batches.stream()
                        .map(batch -> batch.entries().getFirst())
                        .map(entry -> EventsJson.read(entry.messageBody(), DeadlineV1.class))
                        .toList());
    }

    @Test
    void messages_are_sent_in_batches_of_ten() {
        queues.delay(List.of());
        queues.post(List.of());
        queues.refund(List.of());
        assertEquals(List.of(), batches);

        queues.delay(Correlated.all(Collections.nCopies(23, new Delayed(END, Duration.ZERO))));
        assertEquals(
                List.of(10, 10, 3),
                batches.stream().map(batch -> batch.entries().size()).toList());
        batches.forEach(batch -> assertEquals(
                batch.entries().size(),
                batch.entries().stream()
                        .map(SendMessageBatchRequestEntry::id)
                        .distinct()
                        .count()));
    }

    @Test
    void rejected_message_is_a_fault_that_stops_sending() {
        rejects = true;

        assertThrows(IllegalStateException.class, () -> queues.delay(new Delayed(END, Duration.ZERO)));
        assertThrows(IllegalStateException.class, () -> queues.refund(Correlated.all(Collections.nCopies(11, REFUND))));
        assertEquals(2, batches.size(), "nothing after it is sent");
    }

    @Test
    void messages_of_a_show_keep_their_order() {
        List<ShowQueueMessage> releases = IntStream.rangeClosed(1, 23)
                .<ShowQueueMessage>mapToObj(
                        i -> new SeatsReleasedV1("sh1", Fixture.id('a').value(), i))
                .toList();
        queues.post(Correlated.all(releases));

        assertEquals(
                releases,
                batches.stream()
                        .flatMap(batch -> batch.entries().stream())
                        .map(entry -> EventsJson.read(entry.messageBody(), ShowQueueMessage.class))
                        .toList());
    }

    @Test
    void refund_message_names_its_refund() {
        queues.refund(REFUND);

        assertEquals("refund", batches.getFirst().queueUrl());
        assertEquals(
                new RefundV1(Fixture.id('a').value(), REFUND.value()),
                EventsJson.read(batches.getFirst().entries().getFirst().messageBody(), RefundV1.class));
    }

    @Test
    void error_names_the_queue_without_a_url() {
        SqsQueues without = new SqsQueues(client(), new SqsQueues.Urls("show-queue", "deadline", ""));

        String message = assertThrows(IllegalStateException.class, () -> without.refund(REFUND))
                .getMessage();
        assertTrue(message.contains("refund queue"), message);
    }

    private SqsClient client() {
        return (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "sendMessageBatch" -> {
                        batches.add(built(SendMessageBatchRequest.builder(), arguments[0])
                                .build());
                        yield rejects
                                ? REJECTED
                                : SendMessageBatchResponse.builder().build();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final SendMessageBatchResponse REJECTED = SendMessageBatchResponse.builder()
            .failed(BatchResultErrorEntry.builder().id("0").message("no").build())
            .build();
}
