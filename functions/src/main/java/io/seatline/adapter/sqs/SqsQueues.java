package io.seatline.adapter.sqs;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.payment.RefundId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.Message;
import io.seatline.events.message.DeadlineV1;
import io.seatline.events.message.RefundV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends to Seatline's SQS queues. A function needs URLs only for the queues that it sends to. */
public final class SqsQueues implements Queues {
    private static final int BATCH = 10;
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);

    private final SqsClient client;
    private final Urls urls;

    /** The URLs of the queues; empty for a queue that this function does not send to. */
    public record Urls(String showQueue, String deadline, String refund) {}

    public SqsQueues(SqsClient client, Urls urls) {
        this.client = client;
        this.urls = urls;
    }

    /**
     * {@inheritDoc}
     *
     * <p>SQS accepts the messages of a call in their order. If it refuses some, the caller repeats all of them, and the
     * refused ones arrive after the rest. The show worker accepts messages from the outbox in any order, because it
     * serves the whole waitlist after each group of messages.
     */
    @Override
    public void post(List<Correlated<ShowQueueMessage>> messages) {
        send("show-queue", urls.showQueue(), messages, (entry, message) -> {
            entry.messageGroupId(message.showId()).messageDeduplicationId(message.deduplicationId());
            return message;
        });
    }

    @Override
    public void delay(List<Correlated<Delayed>> items) {
        send("deadline", urls.deadline(), items, (entry, delayed) -> {
            entry.delaySeconds(seconds(delayed.delay()));
            return message(delayed.item());
        });
    }

    @Override
    public void refund(List<Correlated<RefundId>> refundIds) {
        send(
                "refund",
                urls.refund(),
                refundIds,
                (_, id) -> new RefundV1(id.payment().partition(), id.value()));
    }

    /**
     * Sends in batches of ten, in order. Ten of these messages are always far smaller than the size limit of a call.
     * The correlation id is a field of the body, not a message attribute, because events on the bus, and messages that are
     * moved to a dead-letter queue, keep nothing else.
     *
     * @param fill sets an entry's options and returns its body
     */
    private <T> void send(
            String queue,
            String url,
            List<Correlated<T>> messages,
            BiFunction<SendMessageBatchRequestEntry.Builder, T, Message> fill) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Correlated<T> message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
                var entry = SendMessageBatchRequestEntry.builder().id(Integer.toString(entries.size()));
                Message body = fill.apply(entry, message.value());
                entries.add(entry.messageBody(EventsJson.write(body, message.correlationId()))
                        .build());
            }
            var answer = client.sendMessageBatch(
                    r -> r.queueUrl(required(queue, url)).entries(entries));
            if (answer.hasFailed() && !answer.failed().isEmpty()) {
                throw new IllegalStateException("the " + queue + " queue refused "
                        + answer.failed().size() + " of " + entries.size() + ": "
                        + answer.failed().getFirst().message());
            }
        }
    }

    /** Returns whole seconds, rounded up so that a message never arrives before its deadline, at most 15 minutes. */
    private static int seconds(Duration delay) {
        Duration bounded = delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
        return Math.toIntExact(bounded.plusMillis(999).toSeconds());
    }

    private static DeadlineV1 message(PendingDeadline item) {
        return switch (item) {
            case PendingDeadline.OfBooking(BookingId id, Deadline deadline) -> message("BOOKING", id.value(), deadline);
            case PendingDeadline.OfPayment(PaymentId id, Deadline deadline) -> message("PAYMENT", id.value(), deadline);
            case PendingDeadline.OfRefund(RefundId id, Deadline deadline) -> message("REFUND", id.value(), deadline);
            case PendingDeadline.OfEntry(WaitlistEntryId id, Deadline deadline) ->
                message("WAITLIST_ENTRY", id.value(), deadline);
            case PendingDeadline.OfShow(ShowId id, Deadline deadline) -> message("SHOW", id.value(), deadline);
        };
    }

    private static DeadlineV1 message(String type, String id, Deadline deadline) {
        return new DeadlineV1(type, id, deadline.kind().name(), deadline.at());
    }

    private static String required(String queue, String url) {
        if (url.isEmpty()) {
            throw new IllegalStateException(
                    "this function has no URL for the " + queue + " queue; set its environment variable in infra-cdk");
        }
        return url;
    }
}
