package io.seatline.adapter.sqs;

import io.seatline.domain.BookingId;
import io.seatline.domain.Due;
import io.seatline.domain.OrderId;
import io.seatline.domain.TicketId;
import io.seatline.events.DueV1;
import io.seatline.events.EventsJson;
import io.seatline.events.MailboxMessage;
import io.seatline.events.RefundV1;
import io.seatline.usecase.DueItem;
import io.seatline.usecase.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Seatline's queues on SQS. A function names only those that it sends to. */
public final class SqsQueues implements Queues {
    private static final int BATCH = 10;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final String BOOKINGS = "BOOKINGS";
    private static final String WAITLIST = "WAITLIST";

    private final SqsClient client;
    private final Urls urls;

    /** Where the queues are; empty for one that this function does not send to. */
    public record Urls(String mailbox, String due, String refund) {}

    public SqsQueues(SqsClient client, Urls urls) {
        this.client = client;
        this.urls = urls;
    }

    @Override
    public void post(MailboxMessage message) {
        client.sendMessage(r -> r.queueUrl(named("mailbox", urls.mailbox()))
                .messageGroupId(message.showId())
                .messageDeduplicationId(message.deduplicationId())
                .messageBody(EventsJson.write(message)));
    }

    @Override
    public void delay(List<Delayed> items) {
        List<Delayed> rest = items;
        while (!rest.isEmpty()) {
            List<Delayed> batch = rest.subList(0, Math.min(BATCH, rest.size()));
            send(batch);
            rest = rest.subList(batch.size(), rest.size());
        }
    }

    private void send(List<Delayed> batch) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        IntStream.range(0, batch.size())
                .forEach(i -> entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(EventsJson.write(message(batch.get(i).item())))
                        .delaySeconds(seconds(batch.get(i).delay()))
                        .build()));
        var answer = client.sendMessageBatch(
                r -> r.queueUrl(named("due", urls.due())).entries(entries));
        if (answer.hasFailed() && !answer.failed().isEmpty()) {
            throw new IllegalStateException("the delay queue refused "
                    + answer.failed().size() + " of " + batch.size() + ": "
                    + answer.failed().getFirst().message());
        }
    }

    /** Whole seconds, rounded up: nothing is seen to before its time. */
    private static int seconds(Duration delay) {
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        return Math.toIntExact(bounded.plusMillis(999).toSeconds());
    }

    private static DueV1 message(DueItem item) {
        Due due = item.due();
        return switch (item) {
            case DueItem.OfBooking(BookingId id, Due _) -> due(BOOKINGS, id.value(), "BOOKING", due);
            case DueItem.OfPayment(OrderId order, Due _) -> due(BOOKINGS, order.partition(), "PAYMENT#" + order, due);
            case DueItem.OfTicket(TicketId ticket, Due _) ->
                due(WAITLIST, ticket.show().value(), "TICKET#" + ticket.suffix(), due);
        };
    }

    private static DueV1 due(String table, String key, String part, Due due) {
        return new DueV1(table, key, part, due.kind().name(), due.at());
    }

    @Override
    public void refund(OrderId order) {
        client.sendMessage(r -> r.queueUrl(named("refund", urls.refund()))
                .messageBody(EventsJson.write(new RefundV1(order.partition(), order.value()))));
    }

    private static String named(String queue, String url) {
        if (url.isEmpty()) {
            throw new IllegalStateException("this function has no URL of the " + queue + " queue; see infra-cdk");
        }
        return url;
    }
}
