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
    void delivers_a_message_with_the_shape_that_lambda_gives_it() {
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
    void delivers_a_delayed_message_when_the_clock_is_moved_to_its_second_and_not_before() {
        toy.cloud.clients().sqs().sendMessage(request -> request.queueUrl(toy.cloud.queueUrl("toy-work"))
                .messageBody("later")
                .delaySeconds(120));
        toy.advance(Duration.ofSeconds(119));
        assertEquals(List.of(), toy.worker.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("later"), toy.worker.done);
    }

    @Test
    void delivers_what_failed_again_after_the_visibility_timeout_and_only_that() {
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
    void sets_a_message_aside_that_has_failed_too_often() {
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
    void a_function_that_fails_as_a_whole_gets_its_whole_batch_again() {
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
    void keeps_the_order_of_each_group_over_a_failure_while_other_groups_go_on() {
        toy.liner.stopsAtFailure = true;
        toy.liner.fails = body -> body.equals("a3")
                && toy.liner.seen.stream().filter("a3"::equals).count() < 2;
        for (int i = 1; i <= 5; i++) {
            toy.send("toy-line.fifo", "a", "a" + i);
        }
        toy.settle();
        for (int i = 1; i <= 5; i++) {
            toy.send("toy-line.fifo", "b", "b" + i);
        }
        toy.settle();
        assertEquals(List.of("a1", "a2", "b1", "b2", "b3", "b4", "b5"), toy.liner.done);

        toy.advance(Duration.ofSeconds(60));
        toy.advance(Duration.ofSeconds(60));
        assertEquals(List.of("a1", "a2", "a3", "a4", "a5"), group("a"));
    }

    @Test
    void gives_a_group_back_in_order_as_soon_as_the_function_that_failed_on_it_says() {
        failOnceOn("a2");
        toy.liner.onFailure = message -> comeAgainIn(Duration.ofSeconds(5), message);
        sendTogether("a1", "a2", "a3", "a4");
        assertEquals(List.of("a0", "a1"), toy.liner.done);
        toy.send("toy-line.fifo", "a", "a5");

        toy.advance(Duration.ofSeconds(4));
        assertEquals(List.of("a0", "a1"), toy.liner.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a0", "a1", "a2", "a3", "a4", "a5"), toy.liner.done);
    }

    /** As on SQS (localstack/localstack#13386): whoever gives one back sooner must give back all of its group. */
    @Test
    void a_message_that_is_still_hidden_holds_up_what_follows_it_in_its_group() {
        failOnceOn("a2");
        toy.liner.onFailure = message -> {
            if (message.getBody().equals("a2")) {
                comeAgainIn(Duration.ofSeconds(5), message);
            }
        };
        sendTogether("a1", "a2", "a3", "a4");
        toy.send("toy-line.fifo", "a", "a5");

        toy.advance(Duration.ofSeconds(5));
        assertEquals(List.of("a0", "a1", "a2"), toy.liner.done);

        toy.advance(Duration.ofSeconds(55));
        assertEquals(List.of("a0", "a1", "a2", "a3", "a4", "a5"), toy.liner.done);
    }

    @Test
    void a_message_that_comes_again_sooner_does_not_overtake_one_of_its_group_that_does_not() {
        failOnceOn("a2");
        toy.liner.onFailure = message -> {
            if (message.getBody().equals("a3")) {
                comeAgainIn(Duration.ofSeconds(5), message);
            }
        };
        sendTogether("a1", "a2", "a3");

        toy.advance(Duration.ofSeconds(59));
        assertEquals(List.of("a0", "a1"), toy.liner.done);

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a0", "a1", "a2", "a3"), toy.liner.done);
    }

    @Test
    void delivers_a_hundred_messages_of_one_group_in_the_order_in_which_they_were_sent() {
        List<String> sent = IntStream.range(0, 100).mapToObj(i -> "a" + i).toList();
        sent.forEach(body -> toy.send("toy-line.fifo", "a", body));
        toy.settle();

        assertEquals(sent, toy.liner.done);
        assertTrue(toy.liner.messages.stream()
                .allMatch(message -> "a".equals(message.getAttributes().get("MessageGroupId"))));
    }

    @Test
    void forgets_a_deduplication_id_five_minutes_later_by_the_clouds_clock() {
        toy.send("toy-line.fifo", "a", "same");
        toy.send("toy-line.fifo", "a", "same");
        toy.advance(Duration.ofMinutes(4));
        toy.send("toy-line.fifo", "a", "same");
        toy.settle();
        assertEquals(List.of("same"), toy.liner.done);

        toy.advance(Duration.ofMinutes(2));
        toy.send("toy-line.fifo", "a", "same");
        toy.settle();
        assertEquals(List.of("same", "same"), toy.liner.done);
    }

    @Test
    void loses_or_doubles_messages_for_as_long_as_a_test_says() {
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
    void works_standard_messages_off_in_parallel_and_misses_none() {
        Set<String> sent =
                Set.copyOf(IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
        sent.forEach(body -> toy.send("toy-work", body));
        toy.settle();

        assertEquals(200, toy.worker.done.size());
        assertEquals(sent, Set.copyOf(toy.worker.done));
    }

    private void failOnceOn(String body) {
        toy.liner.stopsAtFailure = true;
        toy.liner.fails = each -> each.equals(body)
                && toy.liner.seen.stream().filter(body::equals).count() < 2;
    }

    /** Has messages of the group {@code a} delivered in one batch: they are sent while its first one holds it up. */
    private void sendTogether(String... bodies) {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        Predicate<String> fails = toy.liner.fails;
        toy.liner.fails = body -> {
            if (body.equals("a0")) {
                held.countDown();
                await(sent);
            }
            return fails.test(body);
        };
        toy.send("toy-line.fifo", "a", "a0");
        await(held);
        for (String body : bodies) {
            toy.send("toy-line.fifo", "a", body);
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

    private void comeAgainIn(Duration wait, SQSEvent.SQSMessage message) {
        toy.cloud.clients().sqs().changeMessageVisibility(request -> request.queueUrl(
                        toy.cloud.queueUrl("toy-line.fifo"))
                .receiptHandle(message.getReceiptHandle())
                .visibilityTimeout(Math.toIntExact(wait.toSeconds())));
    }

    private List<String> group(String name) {
        return toy.liner.done.stream().filter(body -> body.startsWith(name)).toList();
    }
}
