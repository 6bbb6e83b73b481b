package io.seatline.lambda;

import static io.seatline.lambda.Deployment.ENTRY;
import static io.seatline.lambda.Deployment.SHOW;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static io.seatline.lambda.Deployment.sample;
import static io.seatline.lambda.ShowQueue.message;
import static io.seatline.lambda.ShowQueue.sampled;
import static io.seatline.lambda.ShowQueue.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.adapter.dynamodb.DynamoDbWaitlist;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.metric.Metric;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.waitlist.JoinWaitlist;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The show worker keeps the order of each show's messages, including when some of them fail. */
class ShowWorkerHandlerTest {
    private static final ShowId OTHER_SHOW = new ShowId("sh1");
    private static final BookingId UNKNOWN_BOOKING = new BookingId("bk" + "n".repeat(26));

    private static TestTables db;
    private Deployment deployment;
    private ShowQueue showQueue;
    private Waitlist waitlist;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
        showQueue = new ShowQueue(deployment);
        waitlist = new DynamoDbWaitlist(db.client(), TestTables.WAITLIST);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void join_gives_a_place_and_leave_removes_it() {
        deployment.holdAllSeats();
        waitlist("join-waitlist.json");
        assertEquals(List.of(), showQueue.deliver(sampled("show-worker-join.json")));
        assertEquals(WaitlistEntryState.WAITING, entry(ENTRY).state());
        assertEquals(Optional.of(1L), entry(ENTRY).place());

        waitlist("leave-waitlist.json");
        assertEquals(List.of(), showQueue.deliver(sampled("show-worker-leave.json")));
        assertEquals(WaitlistEntryState.LEFT, entry(ENTRY).state());
        assertEquals(Optional.empty(), entry(ENTRY).deadline());
        assertTrue(waitlist.state(SHOW).isEmpty());
    }

    @Test
    void released_seats_are_reallocated_and_late_payments_settled() {
        reserveAndExpire();
        showQueue.deliver(sampled("show-worker-seats-released.json"));
        deployment.deliverIpn();
        assertEquals("EXPIRED", statusOfTheBooking());

        assertEquals(List.of(), showQueue.deliver(sampled("show-worker-late-payment.json")));
        assertEquals("PAID", statusOfTheBooking());
    }

    @Test
    void ten_joins_of_a_show_take_one_transaction_in_order() {
        deployment.holdAllSeats();
        List<SQSMessage> joins = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> join("message " + n, SHOW, "waiter " + n))
                .toList();
        deployment.database.take(TransactWriteItemsRequest.class);

        assertEquals(List.of(), showQueue.deliver(joins));
        assertEquals(
                1, deployment.database.take(TransactWriteItemsRequest.class).size());
        for (long n = 1; n <= 10; n++) {
            assertEquals(Optional.of(n), entryOf(SHOW, "waiter " + n).place());
        }
    }

    @Test
    void redelivered_messages_keep_their_order() {
        deployment.holdAllSeats();
        SQSMessage alices = join("alice's", SHOW, "alice");
        SQSMessage bobs = join("bob's", SHOW, "bob");
        assertEquals(List.of("failing", "alice's", "bob's"), showQueue.deliver(late("failing"), alices, bobs));

        assertEquals(List.of(), showQueue.deliver(alices, bobs));
        assertEquals(Optional.of(1L), entryOf(SHOW, "alice").place());
        assertEquals(Optional.of(2L), entryOf(SHOW, "bob").place());
    }

    @Test
    void messages_before_a_failing_late_payment_are_done() {
        deployment.holdAllSeats();
        SQSMessage first = join("first", SHOW, "alice");
        SQSMessage behind = join("behind", SHOW, "bob");

        assertEquals(List.of("failing", "behind"), showQueue.deliver(first, late("failing"), behind));
        assertEquals(WaitlistEntryState.WAITING, entryOf(SHOW, "alice").state());
        assertEquals(WaitlistEntryState.JOINING, entryOf(SHOW, "bob").state());
    }

    @Test
    void failing_show_does_not_block_other_shows() {
        SQSMessage behind = join("behind", SHOW, "alice");
        SQSMessage other = join("other", OTHER_SHOW, "alice");

        assertEquals(List.of("failing", "behind"), showQueue.deliver(late("failing"), other, behind));
        assertEquals(WaitlistEntryState.OFFERED, entryOf(OTHER_SHOW, "alice").state());
        assertEquals(WaitlistEntryState.JOINING, entryOf(SHOW, "alice").state());
    }

    @Test
    void message_without_a_group_uses_the_show_in_its_body() {
        SQSMessage failing = late("failing");
        failing.setAttributes(null);
        SQSMessage behind = join("behind", SHOW, "alice");
        behind.setAttributes(null);

        assertEquals(List.of("failing", "behind"), showQueue.deliver(failing, behind));
        assertEquals(WaitlistEntryState.JOINING, entryOf(SHOW, "alice").state());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16", "5, 32", "6, 64", "7, 128"})
    void failed_message_is_redelivered_after_growing_pauses(int deliveries, int seconds) {
        showQueue.deliver(with(late("failing"), "ApproximateReceiveCount", Integer.toString(deliveries)));

        var visibilityChange = deployment.visibilityChanges.getFirst();
        assertEquals("https://sqs.test/show-queue.fifo", visibilityChange.queueUrl());
        assertEquals("receipt of failing", visibilityChange.receiptHandle());
        assertEquals(seconds, visibilityChange.visibilityTimeout());
        assertEquals(1, deployment.visibilityChanges.size());
    }

    @ParameterizedTest
    @CsvSource({"8", "9", "100000"})
    void eighth_delivery_and_later_keep_the_queues_timeout(String deliveries) {
        assertEquals(
                List.of("failing"), showQueue.deliver(with(late("failing"), "ApproximateReceiveCount", deliveries)));
        assertEquals(List.of(), deployment.visibilityChanges);
    }

    @Test
    void show_queue_counts_as_stalled_once_on_its_eighth_failure() {
        SQSMessage failing = with(late("failing"), "ApproximateReceiveCount", "8");
        SQSMessage behind = with(late("behind"), "ApproximateReceiveCount", "8");
        SQSMessage elsewhere = with(lateIn(OTHER_SHOW, "elsewhere"), "ApproximateReceiveCount", "1000");
        showQueue.deliver(failing, behind, elsewhere);

        assertEquals(2, deployment.metrics.counts().get(Metric.SHOW_QUEUE_STALLED));
    }

    @Test
    void show_queue_without_time_left_counts_as_stalled() {
        showQueue.deliverWithSecondsLeft(14, with(late("waiting"), "ApproximateReceiveCount", "8"));

        assertEquals(1, deployment.metrics.counts().get(Metric.SHOW_QUEUE_STALLED));
    }

    @Test
    void seven_failures_or_a_late_success_do_not_count_as_stalled() {
        deployment.holdAllSeats();
        showQueue.deliver(with(late("failing"), "ApproximateReceiveCount", "7"));
        showQueue.deliver(with(join("worked", SHOW, "alice"), "ApproximateReceiveCount", "8"));

        assertNull(deployment.metrics.counts().get(Metric.SHOW_QUEUE_STALLED));
    }

    @Test
    void messages_behind_a_failure_are_redelivered_with_it() {
        deployment.holdAllSeats();
        SQSMessage done = join("done", SHOW, "alice");
        SQSMessage failing = with(late("failing"), "ApproximateReceiveCount", "3");
        SQSMessage behind = join("behind", SHOW, "bob");
        showQueue.deliver(done, failing, behind);

        assertEquals(
                List.of("receipt of failing 8", "receipt of behind 2"),
                deployment.visibilityChanges.stream()
                        .map(request -> request.receiptHandle() + " " + request.visibilityTimeout())
                        .toList());
    }

    @Test
    void delivery_without_a_count_is_treated_as_the_first() {
        SQSMessage failing = late("failing");
        failing.setAttributes(null);
        showQueue.deliver(failing);

        assertEquals(2, deployment.visibilityChanges.getFirst().visibilityTimeout());
    }

    @Test
    void failed_messages_are_redelivered_even_if_sqs_is_unreachable() {
        SQSMessage failing = late("failing");
        SQSMessage behind = join("behind", SHOW, "alice");
        deployment.sqs.fail();

        assertEquals(List.of("failing", "behind"), showQueue.deliver(failing, behind));
    }

    @Test
    void unreadable_message_goes_to_the_dlq_and_the_rest_is_done() {
        deployment.holdAllSeats();
        SQSMessage alices = join("alice's", SHOW, "alice");
        SQSMessage poison = unreadable("poison");
        SQSMessage bobs = join("bob's", SHOW, "bob");
        deployment.sent.clear();

        assertEquals(List.of(), showQueue.deliver(alices, poison, bobs));
        assertEquals(1, deployment.sent.size());
        var dead = deployment.sent.getFirst();
        assertEquals("https://sqs.test/show-queue-dlq.fifo", dead.queueUrl());
        assertEquals("sh7f3k", dead.messageGroupId());
        assertEquals("poison", dead.messageDeduplicationId());
        assertEquals(poison.getBody(), dead.messageBody());
        assertEquals(Optional.of(1L), entryOf(SHOW, "alice").place());
        assertEquals(Optional.of(2L), entryOf(SHOW, "bob").place());
    }

    @Test
    void unreadable_message_waits_for_the_messages_before_it() {
        deployment.holdAllSeats();
        deployment.sent.clear();

        assertEquals(List.of("failing", "poison"), showQueue.deliver(late("failing"), unreadable("poison")));
        assertEquals(List.of(), deployment.sent);
    }

    @Test
    void show_without_enough_time_left_is_left_untouched() {
        deployment.holdAllSeats();
        SQSMessage alices = join("alice's", SHOW, "alice");

        assertEquals(List.of("alice's"), showQueue.deliverWithSecondsLeft(14, alices));
        assertEquals(WaitlistEntryState.JOINING, entryOf(SHOW, "alice").state());
        assertEquals(1, deployment.visibilityChanges.size());
    }

    @Test
    void offers_continue_in_order_in_the_next_invocation() {
        SQSMessage[] joins = IntStream.rangeClosed(1, 4)
                .mapToObj(n -> join("message " + n, SHOW, "waiter " + n))
                .toArray(SQSMessage[]::new);

        // The remaining time is read once at the start and before each offer: 16, 13, 10, 7 seconds.
        assertEquals(4, showQueue.deliverSlowly(16, joins).size());
        assertEquals(
                List.of(
                        WaitlistEntryState.OFFERED,
                        WaitlistEntryState.OFFERED,
                        WaitlistEntryState.WAITING,
                        WaitlistEntryState.WAITING),
                states(4));

        assertEquals(List.of(), showQueue.deliver(joins));
        assertEquals(Collections.nCopies(4, WaitlistEntryState.OFFERED), states(4));
    }

    private List<WaitlistEntryState> states(int waiters) {
        return IntStream.rangeClosed(1, waiters)
                .mapToObj(n -> entryOf(SHOW, "waiter " + n).state())
                .toList();
    }

    @Test
    void unreadable_message_without_a_group_blocks_no_show() {
        deployment.holdAllSeats();
        SQSMessage poison = unreadable("poison");
        poison.setAttributes(null);
        SQSMessage alices = join("alice's", SHOW, "alice");
        deployment.sent.clear();

        assertEquals(List.of(), showQueue.deliver(poison, alices));
        assertEquals("poison", deployment.sent.getFirst().messageGroupId());
        assertEquals(WaitlistEntryState.WAITING, entryOf(SHOW, "alice").state());
    }

    @Test
    void unreadable_message_is_kept_if_the_dlq_is_unreachable() {
        SQSMessage poison = unreadable("poison");
        SQSMessage alices = join("alice's", SHOW, "alice");
        deployment.sqs.fail();

        assertEquals(List.of("poison", "alice's"), showQueue.deliver(poison, alices));
        assertEquals(WaitlistEntryState.JOINING, entryOf(SHOW, "alice").state());
    }

    @Test
    void seats_released_in_a_batch_go_to_waiting_entries() {
        BookingId held = deployment.hold("house", 1, 10);
        deployment.hold("house-2", 11, 13);
        SQSMessage join = join("join", SHOW, "alice");
        deployment.wiring.cancelBooking().cancel(new CustomerId("house"), held);

        assertEquals(
                List.of(),
                showQueue.deliver(join, message("released", new SeatsReleasedV1(SHOW.value(), held.value(), 1))));
        assertEquals(WaitlistEntryState.OFFERED, entryOf(SHOW, "alice").state());
    }

    private void waitlist(String call) {
        var response = new WaitlistHandler(deployment.wiring).handleRequest(call(call), TestContext.INSTANCE);
        assertEquals(2, response.getStatusCode() / 100, response.getBody());
    }

    private void reserveAndExpire() {
        new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        deployment.clock.advance(Duration.ofMinutes(5));
        new DeadlineHandler(deployment.wiring)
                .handleRequest(sample("deadline.json", SQSEvent.class), TestContext.INSTANCE);
    }

    private String statusOfTheBooking() {
        return json(new ReserveHandler(deployment.wiring).handleRequest(call("get-booking.json"), TestContext.INSTANCE))
                .get("status")
                .textValue();
    }

    /** Adds a waitlist entry for a customer and returns its join message, not yet delivered. */
    private SQSMessage join(String id, ShowId show, String customer) {
        var result = deployment.wiring.joinWaitlist().join(new CustomerId(customer), show, new Party(1, false));
        if (result instanceof JoinWaitlist.Result.Joined(WaitlistEntry entry, var _)) {
            return message(id, new JoinV1(show.value(), entry.id().value()));
        }
        throw new IllegalStateException("join failed: " + result);
    }

    /** A message that fails because its booking does not exist. */
    private static SQSMessage late(String id) {
        return lateIn(SHOW, id);
    }

    private static SQSMessage lateIn(ShowId show, String id) {
        return message(id, new LatePaymentV1(show.value(), UNKNOWN_BOOKING.value(), UNKNOWN_BOOKING + ".1"));
    }

    private static SQSMessage unreadable(String id) {
        SQSMessage message = late(id);
        message.setBody("{\"type\":\"Join.v1\",\"show_id\":\"sh7f3k\"}");
        return message;
    }

    private WaitlistEntry entryOf(ShowId show, String customer) {
        return entry(waitlist.entryOf(show, new CustomerId(customer)).orElseThrow());
    }

    private WaitlistEntry entry(WaitlistEntryId id) {
        return waitlist.entry(id).orElseThrow();
    }
}
