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

/** The queues as SQS keeps them: a FIFO show queue a show that forgets duplicates for five minutes, delays, refunds. */
final class QueuesInTest extends RecordingQueues {
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    /** A message of the queue of what is due. */
    record DeadlineMessage(PendingDeadline item, Instant visibleAt) {}

    private final InstantSource clock;
    private final Map<String, Instant> posted = new HashMap<>();
    private final Map<ShowId, List<ShowQueueMessage>> showQueuees = new HashMap<>();
    private final Map<ShowId, Integer> received = new HashMap<>();
    private final List<DeadlineMessage> deadlineMessages = new ArrayList<>();
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
            showQueue(new ShowId(message.showId())).add(message);
        }
    }

    @Override
    public void delay(List<Delayed> items) {
        Invocation.beforeCall();
        items.forEach(d -> deadlineMessages.add(
                new DeadlineMessage(d.item(), clock.instant().plus(d.delay()))));
    }

    @Override
    public void refund(List<PaymentId> paymentIds) {
        Invocation.beforeCall();
        refundMessages.addAll(paymentIds);
    }

    private List<ShowQueueMessage> showQueue(ShowId show) {
        return showQueuees.computeIfAbsent(show, _ -> new ArrayList<>());
    }

    /** The first so many messages of a show's queue, where they stay until they are acknowledged. */
    List<ShowQueueMessage> receive(ShowId show, int messages) {
        List<ShowQueueMessage> batch = showQueue(show).stream().limit(messages).toList();
        received.merge(show, batch.size(), Math::max);
        return batch;
    }

    /** These are done. Another equal one, sent again, is another message. */
    void acknowledge(ShowId show, List<ShowQueueMessage> batch) {
        for (ShowQueueMessage done : batch) {
            if (showQueue(show).removeIf(message -> message == done)) {
                received.merge(show, -1, Integer::sum);
            }
        }
    }

    /** Loses one that was not received yet: one that was comes again until it is acknowledged. */
    void lose(ShowId show, int which) {
        List<ShowQueueMessage> showQueue = showQueue(show);
        List<ShowQueueMessage> unseen = showQueue.subList(received.getOrDefault(show, 0), showQueue.size());
        if (!unseen.isEmpty()) {
            unseen.remove(which % unseen.size());
        }
    }

    /** What is due by now, to be removed from {@link #remove}. */
    List<DeadlineMessage> visible() {
        return deadlineMessages.stream()
                .filter(m -> !m.visibleAt().isAfter(clock.instant()))
                .toList();
    }

    void remove(DeadlineMessage message) {
        deadlineMessages.remove(message);
    }

    /** Refunds that wait, to be taken from. */
    List<PaymentId> refundMessages() {
        return refundMessages;
    }

    boolean idle() {
        return showQueuees.values().stream().allMatch(List::isEmpty)
                && visible().isEmpty()
                && refundMessages.isEmpty();
    }
}
