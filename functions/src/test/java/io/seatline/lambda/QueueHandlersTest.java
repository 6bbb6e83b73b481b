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
import io.seatline.adapter.dynamodb.catalog.DynamoDbSeatCounts;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.DeadlineV1;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.availability.ListingStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers of the deadline and refund queues and of MoMo's IPN; the show worker has its own test. */
class QueueHandlersTest {
    private static TestTables db;
    private Deployment deployment;

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
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void ipn_marks_the_booking_as_paid() {
        reserve();
        APIGatewayV2HTTPResponse response = deployment.deliverIpn();

        assertEquals(204, response.getStatusCode());
        assertNull(response.getBody());
        assertEquals("PAID", status());
        assertEquals(204, deployment.deliverIpn().getStatusCode(), "a repeated IPN");
    }

    @Test
    void forged_ipn_is_rejected_and_changes_nothing() {
        reserve();
        APIGatewayV2HTTPEvent event = call("notify.json");
        event.setBody(event.getBody().replace("240000", "240001"));
        APIGatewayV2HTTPResponse response = sendIpn(event);

        assertEquals(401, response.getStatusCode());
        assertEquals("bad_signature", json(response).get("code").textValue());
        assertEquals("IN_BOOKING", status());
    }

    @Test
    void invalid_ipn_is_malformed() {
        for (String body : List.of("", "{}", "not JSON", "[]")) {
            APIGatewayV2HTTPEvent event = call("notify.json");
            event.setBody(body);
            assertEquals(400, sendIpn(event).getStatusCode(), body);
        }
        APIGatewayV2HTTPEvent get = call("notify.json");
        get.getRequestContext().getHttp().setMethod("GET");
        assertEquals(400, sendIpn(get).getStatusCode());
    }

    @Test
    void ipn_for_an_unknown_order_opens_a_case() {
        assertEquals(204, deployment.deliverIpn().getStatusCode());
        assertEquals(1, deployment.wiring.supportDesk().openCases().size());
    }

    @Test
    void hold_ends_at_its_deadline() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        SQSBatchResponse response = new DeadlineHandler(deployment.wiring)
                .handleRequest(sample("deadline.json", SQSEvent.class), TestContext.INSTANCE);

        assertEquals(List.of(), failures(response));
        assertEquals("EXPIRED", status());
    }

    @Test
    void join_without_a_place_is_posted_again_at_its_deadline() {
        join();
        deployment.clock.advance(Duration.ofMinutes(3));

        assertEquals(List.of(), meetEntryDeadline());
        assertEquals(2, deployment.sent.size());
        assertEquals(deployment.sent.getFirst(), deployment.sent.getLast());
    }

    @Test
    void join_with_a_place_is_not_posted_again() {
        join();
        new ShowWorkerHandler(deployment.wiring)
                .handleRequest(sample("show-worker-join.json", SQSEvent.class), TestContext.INSTANCE);
        deployment.clock.advance(Duration.ofMinutes(3));

        assertEquals(List.of(), meetEntryDeadline());
        assertEquals(1, deployment.sent.size());
    }

    @Test
    void seats_of_a_show_are_counted_for_the_listings() {
        reserve();
        SQSEvent event = sample("deadline.json", SQSEvent.class);
        event.getRecords()
                .getFirst()
                .setBody(EventsJson.write(new DeadlineV1("SHOW", "sh7f3k", "COUNT", deployment.clock.instant())));

        assertEquals(
                List.of(), failures(new DeadlineHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE)));
        assertEquals(
                Map.of(Deployment.SHOW, new ListingStatus(Optional.of(new SeatCount(11, 13)), SalesControl.OPEN)),
                new DynamoDbSeatCounts(db.client(), TestTables.CATALOG, deployment.clock).of(List.of(Deployment.SHOW)));
    }

    @Test
    void messages_of_a_standard_queue_fail_independently() {
        SQSMessage deadline =
                sample("deadline.json", SQSEvent.class).getRecords().getFirst();
        SQSMessage unreadable =
                sample("deadline.json", SQSEvent.class).getRecords().getFirst();
        unreadable.setMessageId("unreadable");
        unreadable.setBody("{}");
        reserve();
        deployment.clock.advance(Duration.ofMinutes(5));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(unreadable, deadline));

        assertEquals(
                List.of("unreadable"),
                failures(new DeadlineHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE)));
        assertEquals("EXPIRED", status());
    }

    @Test
    void refund_that_was_not_requested_does_nothing() {
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

    private void join() {
        var response =
                new WaitlistHandler(deployment.wiring).handleRequest(call("join-waitlist.json"), TestContext.INSTANCE);
        assertEquals(202, response.getStatusCode());
    }

    private List<String> meetEntryDeadline() {
        SQSEvent event = sample("deadline.json", SQSEvent.class);
        DeadlineV1 deadline = new DeadlineV1(
                "WAITLIST_ENTRY", "sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelc", "JOIN", deployment.clock.instant());
        event.getRecords().getFirst().setBody(EventsJson.write(deadline));
        return failures(new DeadlineHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE));
    }

    private String status() {
        return json(new ReserveHandler(deployment.wiring).handleRequest(call("get-booking.json"), TestContext.INSTANCE))
                .get("status")
                .textValue();
    }

    private APIGatewayV2HTTPResponse sendIpn(APIGatewayV2HTTPEvent event) {
        return new NotifyHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE);
    }

    private static List<String> failures(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }
}
