package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static io.seatline.lambda.Deployment.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cinema that takes seats back until two hours before the start, less ten percent. */
class ReturnSeatsTest {
    private static final Instant STARTS_AT = Instant.parse("2026-11-23T17:30:00Z");

    private static TestTables db;
    private Deployment deployment;
    private ReserveHandler handler;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    /** Reserves F12 and F13, and pays for them. */
    @BeforeEach
    void pay() {
        deployment = new Deployment(db);
        ObjectNode catalog = Deployment.catalog();
        CatalogFixture.object(catalog, "cinemas", 0)
                .set("policies", CatalogFixture.json("{'refunds':{'until_minutes':120,'fee_percent':10}}"));
        deployment.importCatalog(catalog);
        handler = new ReserveHandler(deployment.wiring);
        assertEquals(201, handle(call("reserve.json")).getStatusCode());
        deployment.deliverIpn();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void returned_seat_and_its_refund_are_shown() {
        JsonNode returned = json(handle(call("refund-booking.json")));

        assertEquals("PAID", returned.get("status").textValue());
        assertEquals(CatalogFixture.json("['sh7f3k.F12']"), returned.get("show_seats"));
        assertEquals(CatalogFixture.json("['sh7f3k.F13']"), returned.get("returned_seats"));
        assertEquals(240_000, returned.get("amount").intValue());
        assertEquals(108_000, returned.get("refunded_amount").intValue());
        assertEquals(
                CatalogFixture.json("[{'refund_id':'" + BOOKING + ".1-r1','amount':108000,'currency':'VND',"
                        + "'show_seats':['sh7f3k.F13'],'admitted_seats':[],'reason':'CUSTOMER','method':'MOMO','status':'PENDING',"
                        + "'requested_at':'2026-11-20T12:00:00Z','ended_at':null}]"),
                returned.get("refunds"));
        assertEquals(
                CatalogFixture.json("{'until':'2026-11-23T15:30:00Z','fee_percent':10}"),
                returned.get("refund_policy"));
        assertEquals(returned, json(handle(call("get-booking.json"))));
    }

    @Test
    void repeated_return_changes_nothing() {
        JsonNode first = json(handle(call("refund-booking.json")));
        APIGatewayV2HTTPResponse again = handle(call("refund-booking.json"));

        assertEquals(200, again.getStatusCode());
        assertEquals(first, json(again));
    }

    @Test
    void all_seats_are_returned_without_a_body() {
        for (String body : List.of("", "{}")) {
            APIGatewayV2HTTPEvent event = call("refund-booking.json");
            event.setBody(body);
            JsonNode returned = json(handle(event));

            assertEquals("REFUND_PENDING", returned.get("status").textValue());
            assertEquals(1, returned.get("refunds").size());
            assertEquals(216_000, returned.get("refunded_amount").intValue());
        }
    }

    @Test
    void refund_is_made_from_the_queue() {
        handle(call("refund-booking.json"));
        deployment.momoAcceptsOrders();
        var response = new RefundHandler(deployment.wiring)
                .handleRequest(sample("refund.json", SQSEvent.class), TestContext.INSTANCE);

        assertEquals(List.of(), response.getBatchItemFailures());
        JsonNode refund = json(handle(call("get-booking.json"))).at("/refunds/0");
        assertEquals("SUCCEEDED", refund.get("status").textValue());
        assertEquals("2026-11-20T12:00:00Z", refund.get("ended_at").textValue());
    }

    @Test
    void customer_is_told_that_it_is_too_late() {
        deployment.clock.moveTo(STARTS_AT.minus(Duration.ofHours(2)).plusMillis(1));

        JsonNode problem = assertProblem(409, "not_refundable", handle(call("refund-booking.json")));
        assertTrue(problem.get("detail").textValue().contains("refund_policy.until"), problem::toString);
    }

    @Test
    void booking_of_another_customer_is_not_found() {
        assertProblem(404, "not_found", handle(by("bob", call("refund-booking.json"))));
        APIGatewayV2HTTPEvent event = call("refund-booking.json");
        event.setPathParameters(Map.of("booking_id", "no booking"));
        assertProblem(404, "not_found", handle(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"show_seats\":[]}                                  | show_seats",
                "{\"show_seats\":[\"sh7f3k.F12\",\"sh7f3k.F1\"]}      | show_seats[1]",
                "{\"show_seats\":[\"sh1.F12\"]}                       | show_seats[0]",
                "{\"show_seats\":[\"F12\"]}                           | show_seats[0]",
                "{\"show_seats\":\"sh7f3k.F12\"}                      | show_seats",
                "{\"by_hand\":true,\"note\":\"cash\"}                 | by_hand",
                "{\"seats\":[\"sh7f3k.F12\"]}                         | seats",
                "[]                                                   | body",
            })
    void invalid_request_names_the_field_and_returns_nothing(String body, String field) {
        APIGatewayV2HTTPEvent event = call("refund-booking.json");
        event.setBody(body);

        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(event))
                        .get("field")
                        .textValue());
        assertEquals(0, json(handle(call("get-booking.json"))).get("refunds").size());
    }

    @Test
    void support_returns_a_seat_without_a_fee() {
        APIGatewayV2HTTPEvent event = call("support-refund-booking.json");
        event.setBody("{\"show_seats\":[\"sh7f3k.F12\"],\"by_hand\":true,\"note\":\"cash\"}");
        JsonNode returned =
                json(new SupportHandler(deployment.wiring).handleRequest(in("[support]", event), TestContext.INSTANCE));

        assertEquals(CatalogFixture.json("['sh7f3k.F13']"), returned.get("show_seats"));
        JsonNode refund = returned.at("/refunds/0");
        assertEquals(120_000, refund.get("amount").intValue());
        assertEquals("SUPPORT", refund.get("reason").textValue());
        assertEquals("BY_HAND", refund.get("method").textValue());
        assertEquals("SUCCEEDED", refund.get("status").textValue());
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }
}
