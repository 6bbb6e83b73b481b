package io.seatline.adapter.sqs;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.DeadlineV1;
import io.seatline.events.message.RefundV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Seatline's queues on SQS. A function names only those that it sends to. */
public final class SqsQueues implements Queues {
    private static final int BATCH = 10;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final SqsClient client;
    private final Urls urls;

    /** Where the queues are; empty for one that this function does not send to. */
    public record Urls(String showQueue, String deadline, String refund) {}

    public SqsQueues(SqsClient client, Urls urls) {
        this.client = client;
        this.urls = urls;
    }

    /**
     * SQS takes the messages of a call in their order. Where it refuses some, all come again and those get behind the
     * rest; the writer minds no order of what the outbox sends, because whatever it gets it serves the whole line first.
     */
    @Override
    public void post(List<ShowQueueMessage> messages) {
        send("show-queue", urls.showQueue(), messages, (entry, message) -> entry.messageGroupId(message.showId())
                .messageDeduplicationId(message.deduplicationId())
                .messageBody(EventsJson.write(message)));
    }

    @Override
    public void delay(List<Delayed> items) {
        send("deadline", urls.deadline(), items, (entry, delayed) -> entry.messageBody(
                        EventsJson.write(message(delayed.item())))
                .delaySeconds(seconds(delayed.delay())));
    }

    @Override
    public void refund(List<PaymentId> paymentIds) {
        send(
                "refund",
                urls.refund(),
                paymentIds,
                (entry, paymentId) ->
                        entry.messageBody(EventsJson.write(new RefundV1(paymentId.partition(), paymentId.value()))));
    }

    /** By tens, in order. No ten of these messages come near the size that a call may have. */
    private <T> void send(
            String queue, String url, List<T> messages, BiConsumer<SendMessageBatchRequestEntry.Builder, T> writer) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (T message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
                var entry = SendMessageBatchRequestEntry.builder().id(Integer.toString(entries.size()));
                writer.accept(entry, message);
                entries.add(entry.build());
            }
            var answer =
                    client.sendMessageBatch(r -> r.queueUrl(named(queue, url)).entries(entries));
            if (answer.hasFailed() && !answer.failed().isEmpty()) {
                throw new IllegalStateException("the " + queue + " queue refused "
                        + answer.failed().size() + " of " + entries.size() + ": "
                        + answer.failed().getFirst().message());
            }
        }
    }

    /** Whole seconds, rounded up: nothing is seen to before its time. */
    private static int seconds(Duration delay) {
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        return Math.toIntExact(bounded.plusMillis(999).toSeconds());
    }

    private static DeadlineV1 message(PendingDeadline item) {
        return switch (item) {
            case PendingDeadline.OfBooking(BookingId id, Deadline deadline) -> message("BOOKING", id.value(), deadline);
            case PendingDeadline.OfPayment(PaymentId id, Deadline deadline) -> message("PAYMENT", id.value(), deadline);
            case PendingDeadline.OfEntry(WaitlistEntryId id, Deadline deadline) ->
                message("WAITLIST_ENTRY", id.value(), deadline);
        };
    }

    private static DeadlineV1 message(String type, String id, Deadline deadline) {
        return new DeadlineV1(type, id, deadline.kind().name(), deadline.at());
    }

    private static String named(String queue, String url) {
        if (url.isEmpty()) {
            throw new IllegalStateException("this function has no URL of the " + queue + " queue; see infra-cdk");
        }
        return url;
    }
}
