package io.seatline.history;

import io.seatline.domain.ShowId;
import io.seatline.domain.payment.RefundId;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.PendingDeadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Queues as SQS keeps them: one FIFO queue per show that drops duplicates for five minutes, delayed messages, and
 * refunds.
 */
final class SimulatedQueues extends RecordingQueues {
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    /** A message of the deadline queue. */
    record DeadlineMessage(PendingDeadline item, Instant visibleAt) {}

    private final InstantSource clock;
    private final Map<String, Instant> posted = new HashMap<>();
    private final Map<ShowId, List<ShowQueueMessage>> showQueues = new HashMap<>();
    private final Map<ShowId, Integer> received = new HashMap<>();
    private final List<DeadlineMessage> deadlineMessages = new ArrayList<>();
    private final List<RefundId> refundMessages = new ArrayList<>();

    SimulatedQueues(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void post(List<Correlated<ShowQueueMessage>> messages) {
        Invocation.beforeCall();
        messages.forEach(message -> put(message.value()));
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
    public void delay(List<Correlated<Delayed>> items) {
        Invocation.beforeCall();
        items.forEach(d -> deadlineMessages.add(new DeadlineMessage(
                d.value().item(), clock.instant().plus(d.value().delay()))));
    }

    @Override
    public void refund(List<Correlated<RefundId>> refundIds) {
        Invocation.beforeCall();
        refundIds.forEach(id -> refundMessages.add(id.value()));
    }

    private List<ShowQueueMessage> showQueue(ShowId show) {
        return showQueues.computeIfAbsent(show, _ -> new ArrayList<>());
    }

    /** The first messages of a show's queue; they stay there until they are acknowledged. */
    List<ShowQueueMessage> receive(ShowId show, int messages) {
        List<ShowQueueMessage> batch = showQueue(show).stream().limit(messages).toList();
        received.merge(show, batch.size(), Math::max);
        return batch;
    }

    /** Removes these messages. An equal message that was sent again is a different one. */
    void acknowledge(ShowId show, List<ShowQueueMessage> batch) {
        for (ShowQueueMessage done : batch) {
            if (showQueue(show).removeIf(message -> message == done)) {
                received.merge(show, -1, Integer::sum);
            }
        }
    }

    /** Loses a message that was not received yet; a received message is redelivered until it is acknowledged. */
    void lose(ShowId show, int which) {
        List<ShowQueueMessage> showQueue = showQueue(show);
        List<ShowQueueMessage> unseen = showQueue.subList(received.getOrDefault(show, 0), showQueue.size());
        if (!unseen.isEmpty()) {
            unseen.remove(which % unseen.size());
        }
    }

    /** Deadline messages that are visible by now; the caller removes them with {@link #remove}. */
    List<DeadlineMessage> visible() {
        return deadlineMessages.stream()
                .filter(m -> !m.visibleAt().isAfter(clock.instant()))
                .toList();
    }

    void remove(DeadlineMessage message) {
        deadlineMessages.remove(message);
    }

    /** Pending refund messages; the caller removes them. */
    List<RefundId> refundMessages() {
        return refundMessages;
    }

    /** Removes all messages. */
    void purge() {
        posted.clear();
        showQueues.clear();
        received.clear();
        deadlineMessages.clear();
        refundMessages.clear();
    }

    boolean idle() {
        return showQueues.values().stream().allMatch(List::isEmpty) && visible().isEmpty() && refundMessages.isEmpty();
    }
}
