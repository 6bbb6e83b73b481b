package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.local.testing.InjectedFaults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueDeliveryTest {

    @RegisterExtension
    final ToyCloud toy = new ToyCloud();

    @Test
    void message_has_the_shape_that_lambda_gives_it() {
        toy.send("toy-work", "hello");
        toy.settle();

        SQSEvent.SQSMessage message = toy.worker.messages.getFirst();
        assertEquals("hello", message.getBody());
        assertEquals("aws:sqs", message.getEventSource());
        assertEquals("arn:aws:sqs:local:000000000000:toy-work", message.getEventSourceArn());
        assertEquals("1", message.getAttributes().get("ApproximateReceiveCount"));
        assertEquals(List.of(), toy.waiting("toy-work"));
    }

    @Test
    void delayed_message_is_delivered_when_the_clock_gets_there() {
        toy.cloud.clients().sqs().sendMessage(request -> request.queueUrl(toy.cloud.queueUrl("toy-work"))
                .messageBody("later")
                .delaySeconds(120));
        toy.advance(Duration.ofSeconds(119));
        assertEquals(List.of(), toy.worker.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("later"), toy.worker.done);
    }

    @Test
    void only_failed_messages_return_after_the_visibility_timeout() {
        toy.worker.fails = body -> body.equals("bad")
                && toy.worker.seen.stream().filter("bad"::equals).count() < 2;
        toy.send("toy-work", "good");
        toy.send("toy-work", "bad");
        toy.settle();
        assertEquals(List.of("good"), toy.worker.done);

        toy.advance(Duration.ofSeconds(60));
        assertEquals(List.of("good", "bad"), toy.worker.done);
    }

    @Test
    void message_that_fails_too_often_is_dead_lettered() {
        toy.worker.fails = "poison"::equals;
        toy.send("toy-work", "poison");
        toy.settle();
        for (int i = 0; i < 3; i++) {
            toy.advance(Duration.ofSeconds(60));
        }

        assertEquals(List.of("poison", "poison", "poison"), toy.worker.seen);
        assertEquals(List.of("poison"), toy.waiting("toy-work-dlq"));
    }

    @Test
    void failed_invocation_returns_the_whole_batch() {
        toy.send("toy-work", "first");
        toy.settle();
        try (Fault _ = toy.faults.failing("toy.Worker")) {
            toy.send("toy-work", "second");
            toy.settle();
        }
        assertEquals(List.of("first"), toy.worker.done);

        toy.advance(Duration.ofSeconds(60));
        assertEquals(List.of("first", "second"), toy.worker.done);
    }

    @Test
    void failure_keeps_group_order_and_delays_no_other_group() {
        toy.fifoWorker.stopsAtFailure = true;
        toy.fifoWorker.fails = body -> body.equals("a3")
                && toy.fifoWorker.seen.stream().filter("a3"::equals).count() < 2;
        for (int i = 1; i <= 5; i++) {
            toy.send("toy-fifo.fifo", "a", "a" + i);
        }
        toy.settle();
        for (int i = 1; i <= 5; i++) {
            toy.send("toy-fifo.fifo", "b", "b" + i);
        }
        toy.settle();
        assertEquals(List.of("a1", "a2", "b1", "b2", "b3", "b4", "b5"), toy.fifoWorker.done);

        toy.advance(Duration.ofSeconds(60));
        toy.advance(Duration.ofSeconds(60));
        assertEquals(List.of("a1", "a2", "a3", "a4", "a5"), group("a"));
    }

    @Test
    void group_returns_in_order_after_its_shortened_timeout() {
        failOnceOn("a2");
        toy.fifoWorker.onFailure = message -> changeVisibility(Duration.ofSeconds(5), message);
        sendTogether("a1", "a2", "a3", "a4");
        assertEquals(List.of("a0", "a1"), toy.fifoWorker.done);
        toy.send("toy-fifo.fifo", "a", "a5");

        toy.advance(Duration.ofSeconds(4));
        assertEquals(List.of("a0", "a1"), toy.fifoWorker.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a0", "a1", "a2", "a3", "a4", "a5"), toy.fifoWorker.done);
    }

    /**
     * As on SQS (localstack/localstack#13386): a function that shortens the timeout of one message must do so for all
     * messages of the group in the batch.
     */
    @Test
    void hidden_message_delays_the_rest_of_its_group() {
        failOnceOn("a2");
        toy.fifoWorker.onFailure = message -> {
            if (message.getBody().equals("a2")) {
                changeVisibility(Duration.ofSeconds(5), message);
            }
        };
        sendTogether("a1", "a2", "a3", "a4");
        toy.send("toy-fifo.fifo", "a", "a5");

        toy.advance(Duration.ofSeconds(5));
        assertEquals(List.of("a0", "a1", "a2"), toy.fifoWorker.done);

        toy.advance(Duration.ofSeconds(55));
        assertEquals(List.of("a0", "a1", "a2", "a3", "a4", "a5"), toy.fifoWorker.done);
    }

    @Test
    void sooner_visible_message_does_not_overtake_its_group() {
        failOnceOn("a2");
        toy.fifoWorker.onFailure = message -> {
            if (message.getBody().equals("a3")) {
                changeVisibility(Duration.ofSeconds(5), message);
            }
        };
        sendTogether("a1", "a2", "a3");

        toy.advance(Duration.ofSeconds(59));
        assertEquals(List.of("a0", "a1"), toy.fifoWorker.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a0", "a1", "a2", "a3"), toy.fifoWorker.done);
    }

    @Test
    void group_of_a_hundred_messages_is_delivered_in_order() {
        List<String> sent = IntStream.range(0, 100).mapToObj(i -> "a" + i).toList();
        sent.forEach(body -> toy.send("toy-fifo.fifo", "a", body));
        toy.settle();

        assertEquals(sent, toy.fifoWorker.done);
        assertTrue(toy.fifoWorker.messages.stream()
                .allMatch(message -> "a".equals(message.getAttributes().get("MessageGroupId"))));
    }

    @Test
    void deduplication_id_expires_after_five_minutes_of_the_clock() {
        toy.send("toy-fifo.fifo", "a", "same");
        toy.send("toy-fifo.fifo", "a", "same");
        toy.advance(Duration.ofMinutes(4));
        toy.send("toy-fifo.fifo", "a", "same");
        toy.settle();
        assertEquals(List.of("same"), toy.fifoWorker.done);

        toy.advance(Duration.ofMinutes(2));
        toy.send("toy-fifo.fifo", "a", "same");
        toy.settle();
        assertEquals(List.of("same", "same"), toy.fifoWorker.done);
    }

    @Test
    void injected_faults_drop_or_double_messages_until_closed() {
        try (Fault _ = toy.faults.droppingMessages("toy-work")) {
            toy.send("toy-work", "lost");
            toy.settle();
        }
        try (Fault _ = toy.faults.doublingMessages("Work")) {
            toy.send("toy-work", "twice");
            toy.settle();
        }
        toy.send("toy-work", "once");
        toy.settle();

        assertEquals(List.of("twice", "twice", "once"), toy.worker.done);
    }

    @Test
    void standard_messages_are_all_delivered_in_parallel() {
        Set<String> sent =
                Set.copyOf(IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
        sent.forEach(body -> toy.send("toy-work", body));
        toy.settle();

        assertEquals(200, toy.worker.done.size());
        assertEquals(sent, Set.copyOf(toy.worker.done));
    }

    private void failOnceOn(String body) {
        toy.fifoWorker.stopsAtFailure = true;
        toy.fifoWorker.fails = each -> each.equals(body)
                && toy.fifoWorker.seen.stream().filter(body::equals).count() < 2;
    }

    /**
     * Sends messages of the group {@code a} that are delivered in one batch: they are sent while the group's first
     * message, {@code a0}, is being processed.
     */
    private void sendTogether(String... bodies) {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        Predicate<String> fails = toy.fifoWorker.fails;
        toy.fifoWorker.fails = body -> {
            if (body.equals("a0")) {
                held.countDown();
                await(sent);
            }
            return fails.test(body);
        };
        toy.send("toy-fifo.fifo", "a", "a0");
        await(held);
        for (String body : bodies) {
            toy.send("toy-fifo.fifo", "a", body);
        }
        sent.countDown();
        toy.settle();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(ToyCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void changeVisibility(Duration wait, SQSEvent.SQSMessage message) {
        toy.cloud.clients().sqs().changeMessageVisibility(request -> request.queueUrl(
                        toy.cloud.queueUrl("toy-fifo.fifo"))
                .receiptHandle(message.getReceiptHandle())
                .visibilityTimeout(Math.toIntExact(wait.toSeconds())));
    }

    private List<String> group(String name) {
        return toy.fifoWorker.done.stream()
                .filter(body -> body.startsWith(name))
                .toList();
    }
}
