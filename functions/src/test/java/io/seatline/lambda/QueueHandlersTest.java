package io.seatline.lambda;

import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static io.seatline.lambda.Deployment.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.testing.LocalDynamoDb;
import io.seatline.testing.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions behind the queues, and the one that MoMo notifies. */
class QueueHandlersTest {
    private static LocalDynamoDb db;
    private Deployment deployment;

    @BeforeAll
    static void startDatabase() {
        db = LocalDynamoDb.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void a_notification_makes_the_booking_paid() {
        reserve();
        APIGatewayV2HTTPResponse response = deployment.momoNotifies();

        assertEquals(204, response.getStatusCode());
        assertNull(response.getBody());
        assertEquals("PAID", status());
        assertEquals(204, deployment.momoNotifies().getStatusCode(), "told again");
    }

    @Test
    void a_notification_that_somebody_changed_is_refused_and_changes_nothing() {
        reserve();
        APIGatewayV2HTTPEvent event = call("notify.json");
        event.setBody(event.getBody().replace("240000", "240001"));
        APIGatewayV2HTTPResponse response = notified(event);

        assertEquals(401, response.getStatusCode());
        assertEquals("bad_signature", json(response).get("code").textValue());
        assertEquals("IN_BOOKING", status());
    }

    @Test
    void what_is_no_notification_is_malformed() {
        for (String body : List.of("", "{}", "not JSON", "[]")) {
            APIGatewayV2HTTPEvent event = call("notify.json");
            event.setBody(body);
            assertEquals(400, notified(event).getStatusCode(), body);
        }
        APIGatewayV2HTTPEvent get = call("notify.json");
        get.getRequestContext().getHttp().setMethod("GET");
        assertEquals(400, notified(get).getStatusCode());
    }

    @Test
    void a_notification_about_nobodys_order_is_taken_and_becomes_a_case() {
        assertEquals(204, deployment.momoNotifies().getStatusCode());
        assertEquals(1, deployment.wiring.supportDesk().openCases().size());
    }

    @Test
    void a_due_hold_ends() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        SQSBatchResponse response = new DueHandler(deployment.wiring)
                .handleRequest(sample("due.json", SQSEvent.class), TestContext.INSTANCE);

        assertEquals(List.of(), failures(response));
        assertEquals("EXPIRED", status());
    }

    @Test
    void a_released_booking_is_handed_on_and_a_late_payment_decided() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        new DueHandler(deployment.wiring).handleRequest(sample("due.json", SQSEvent.class), TestContext.INSTANCE);
        line(sample("line-seats-released.json", SQSEvent.class).getRecords());
        deployment.momoNotifies();
        assertEquals("EXPIRED", status());

        assertEquals(
                List.of(), line(sample("line-late-payment.json", SQSEvent.class).getRecords()));
        assertEquals("PAID", status());
    }

    @Test
    void a_message_that_cannot_be_read_goes_to_the_dead_letter_queue_and_the_rest_goes_on() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        new DueHandler(deployment.wiring).handleRequest(sample("due.json", SQSEvent.class), TestContext.INSTANCE);
        SQSMessage poison = released("poison", "sh7f3k");
        poison.setBody("{\"type\":\"SeatsReleased.v1\",\"show_id\":\"sh7f3k\"}");
        SQSMessage good = released("good", "sh7f3k");

        assertEquals(List.of(), line(List.of(poison, good)));
        assertEquals(1, deployment.sent.size());
        var dead = deployment.sent.getFirst();
        assertEquals("https://sqs.test/mailbox-dlq.fifo", dead.queueUrl());
        assertEquals("sh7f3k", dead.messageGroupId());
        assertEquals("poison", dead.messageDeduplicationId());
        assertEquals(poison.getBody(), dead.messageBody());
        assertEquals(
                0, db.client().scan(r -> r.tableName(LocalDynamoDb.SEAT_CLAIMS)).count(), "the seats were handed on");
    }

    @Test
    void a_message_without_its_group_belongs_to_the_show_in_its_body() {
        SQSMessage failing = late("failing", null);
        SQSMessage next = released("next", null);

        assertEquals(List.of("failing", "next"), line(List.of(failing, next)));
    }

    @Test
    void after_a_failure_the_shows_later_messages_wait_and_other_shows_go_on() {
        SQSMessage failing = late("failing", "sh7f3k");
        SQSMessage waiting = released("waiting", "sh7f3k");
        SQSMessage other = released("other", "sh2");

        assertEquals(List.of("failing", "waiting"), line(List.of(failing, other, waiting)));
    }

    @Test
    void messages_of_a_standard_queue_do_not_wait_for_each_other() {
        SQSMessage due = sample("due.json", SQSEvent.class).getRecords().getFirst();
        SQSMessage unreadable = sample("due.json", SQSEvent.class).getRecords().getFirst();
        unreadable.setMessageId("unreadable");
        unreadable.setBody("{}");
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(unreadable, due));

        assertEquals(
                List.of("unreadable"),
                failures(new DueHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE)));
        assertEquals("EXPIRED", status());
    }

    @Test
    void a_refund_that_nobody_asked_for_is_nothing() {
        reserve();

        assertEquals(
                List.of(),
                failures(new RefundHandler(deployment.wiring)
                        .handleRequest(sample("refund.json", SQSEvent.class), TestContext.INSTANCE)));
        assertEquals("IN_BOOKING", status());
    }

    private void reserve() {
        var response = new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        assertEquals(201, response.getStatusCode());
    }

    private String status() {
        return json(new ReserveHandler(deployment.wiring).handleRequest(call("get-booking.json"), TestContext.INSTANCE))
                .get("status")
                .textValue();
    }

    private APIGatewayV2HTTPResponse notified(APIGatewayV2HTTPEvent event) {
        return new NotifyHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE);
    }

    private List<String> line(List<SQSMessage> messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(new ArrayList<>(messages));
        return failures(new LineHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE));
    }

    private static SQSMessage released(String id, String group) {
        return message("line-seats-released.json", id, group);
    }

    /** It fails as long as there is no such booking. */
    private static SQSMessage late(String id, String group) {
        return message("line-late-payment.json", id, group);
    }

    private static SQSMessage message(String name, String id, String group) {
        SQSMessage message = sample(name, SQSEvent.class).getRecords().getFirst();
        message.setMessageId(id);
        message.setAttributes(group == null ? null : Map.of("MessageGroupId", group));
        return message;
    }

    private static List<String> failures(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }
}
