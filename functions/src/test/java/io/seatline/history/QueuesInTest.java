package io.seatline.history;

import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.port.PendingDeadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The queues as SQS keeps them: a FIFO mailbox a show that forgets duplicates for five minutes, delays, refunds. */
final class QueuesInTest extends RecordingQueues {
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    /** A message of the queue of what is due. */
    record DueMessage(PendingDeadline item, Instant visibleAt) {}

    private final InstantSource clock;
    private final Map<String, Instant> posted = new HashMap<>();
    private final Map<ShowId, List<ShowQueueMessage>> mailboxes = new HashMap<>();
    private final Map<ShowId, Integer> received = new HashMap<>();
    private final List<DueMessage> dueMessages = new ArrayList<>();
    private final List<PaymentId> refundMessages = new ArrayList<>();

    QueuesInTest(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void post(List<ShowQueueMessage> messages) {
        Invocation.beforeCall();
        messages.forEach(this::put);
    }

    private void put(ShowQueueMessage message) {
        Instant now = clock.instant();
        Instant before = posted.get(message.deduplicationId());
        if (before == null || !now.isBefore(before.plus(DEDUPLICATION))) {
            posted.put(message.deduplicationId(), now);
            mailbox(new ShowId(message.showId())).add(message);
        }
    }

    @Override
    public void delay(List<Delayed> items) {
        Invocation.beforeCall();
        items.forEach(
                d -> dueMessages.add(new DueMessage(d.item(), clock.instant().plus(d.delay()))));
    }

    @Override
    public void refund(List<PaymentId> orders) {
        Invocation.beforeCall();
        refundMessages.addAll(orders);
    }

    private List<ShowQueueMessage> mailbox(ShowId show) {
        return mailboxes.computeIfAbsent(show, _ -> new ArrayList<>());
    }

    /** The first so many messages of a show's mailbox, where they stay until they are acknowledged. */
    List<ShowQueueMessage> receive(ShowId show, int messages) {
        List<ShowQueueMessage> batch = mailbox(show).stream().limit(messages).toList();
        received.merge(show, batch.size(), Math::max);
        return batch;
    }

    /** These are done. Another equal one, sent again, is another message. */
    void acknowledge(ShowId show, List<ShowQueueMessage> batch) {
        for (ShowQueueMessage done : batch) {
            if (mailbox(show).removeIf(message -> message == done)) {
                received.merge(show, -1, Integer::sum);
            }
        }
    }

    /** Loses one that was not received yet: one that was comes again until it is acknowledged. */
    void lose(ShowId show, int which) {
        List<ShowQueueMessage> mailbox = mailbox(show);
        List<ShowQueueMessage> unseen = mailbox.subList(received.getOrDefault(show, 0), mailbox.size());
        if (!unseen.isEmpty()) {
            unseen.remove(which % unseen.size());
        }
    }

    /** What is due by now, to be removed from {@link #remove}. */
    List<DueMessage> visible() {
        return dueMessages.stream()
                .filter(m -> !m.visibleAt().isAfter(clock.instant()))
                .toList();
    }

    void remove(DueMessage message) {
        dueMessages.remove(message);
    }

    /** Refunds that wait, to be taken from. */
    List<PaymentId> refundMessages() {
        return refundMessages;
    }

    boolean idle() {
        return mailboxes.values().stream().allMatch(List::isEmpty) && visible().isEmpty() && refundMessages.isEmpty();
    }
}
