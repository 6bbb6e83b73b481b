package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks and counter sales over HTTP. */
class DeskCallsTest {
    private static final String BLOCK = "manage-block-seats.json";
    private static final String UNBLOCK = "manage-unblock-seats.json";
    private static final String SELL = "manage-sell-seats.json";
    private static final String STAFF = "3c5b7a91-2d4e-4f60-9182-a3b4c5d6e7f8";

    private static TestTables db;
    private Deployment deployment;
    private ManageHandler handler;

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
        handler = new ManageHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BLOCK, UNBLOCK, SELL})
    void only_managers_use_the_desk(String sample) {
        assertProblem(403, "forbidden", handle(in("[support]", call(sample))));
    }

    @Test
    void block_is_created_and_lifted_once() {
        APIGatewayV2HTTPResponse created = handle(call(BLOCK));

        assertEquals(201, created.getStatusCode(), created.getBody());
        JsonNode block = json(created);
        String id = block.get("block_id").textValue();
        assertEquals(
                CatalogFixture.json(("{'block_id':'" + id + "','show_id':'sh7f3k',"
                        + "'show_seats':['sh7f3k.F12','sh7f3k.F13'],'reason':'Broken springs.',"
                        + "'created_at':'" + Deployment.NOW + "','created_by':'" + STAFF + "'}")),
                block);
        assertEquals(204, handle(lift(id)).getStatusCode());
        assertEquals(204, handle(lift(id)).getStatusCode());
    }

    @Test
    void unknown_blocks_are_not_found() {
        assertProblem(404, "not_found", handle(call(UNBLOCK)));
        assertProblem(404, "not_found", handle(lift("x")));
        assertProblem(
                404, "not_found", handle(lift(deployment.hold("alice", 1, 1).value())));
    }

    @Test
    void seats_with_a_claim_are_named() {
        deployment.hold("alice", 12, 12);

        for (String sample : new String[] {BLOCK, SELL}) {
            JsonNode problem = assertProblem(403, "seat_unavailable", handle(call(sample)));
            assertEquals(CatalogFixture.json("['sh7f3k.F12']"), problem.get("unavailable"));
        }
    }

    @Test
    void sale_is_a_paid_booking_and_repeats_with_its_key() {
        APIGatewayV2HTTPResponse sold = handle(withKey(call(SELL)));

        assertEquals(201, sold.getStatusCode(), sold.getBody());
        JsonNode sale = json(sold);
        assertEquals("PAID", sale.get("status").textValue());
        assertEquals(240_000, sale.get("amount").longValue());
        assertEquals("CASH", sale.at("/payment/provider").textValue());
        assertEquals("CAPTURED", sale.at("/payment/status").textValue());
        assertTrue(sale.get("refund_policy").isNull());
        APIGatewayV2HTTPResponse again = handle(withKey(call(SELL)));
        assertEquals(200, again.getStatusCode());
        assertEquals(sale, json(again));
        assertProblem(409, "idempotency_key_reused", handle(body("{'show_seats':['sh7f3k.F1']}", withKey(call(SELL)))));
    }

    @Test
    void another_price_is_refused() {
        JsonNode problem = assertProblem(
                409,
                "price_changed",
                handle(body("{'show_seats':['sh7f3k.F1'],'expected_amount':100000}", call(SELL))));

        assertEquals(120_000, problem.get("amount").longValue());
    }

    @Test
    void desk_closes_with_the_show() {
        Instant start = Instant.parse("2026-11-23T17:30:00Z");
        String block = json(handle(call(BLOCK))).get("block_id").textValue();

        deployment.clock.moveTo(start);
        assertProblem(410, "sales_closed", handle(body("{'show_seats':['sh7f3k.F1']}", call(SELL))));
        assertEquals(
                201,
                handle(body("{'show_seats':['sh7f3k.F1'],'reason':'x'}", call(BLOCK)))
                        .getStatusCode());
        deployment.clock.moveTo(start.plus(Duration.ofHours(3)));
        assertProblem(409, "show_over", handle(body("{'show_seats':['sh7f3k.F2'],'reason':'x'}", call(BLOCK))));
        assertProblem(409, "show_over", handle(lift(block)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'show_seats':['sh7f3k.F1']}                                | reason",
                "{'show_seats':['sh7f3k.F1'],'reason':' '}                   | reason",
                "{'show_seats':['sh7f3k.F1'],'reason':'a\\nb'}               | reason",
                "{'show_seats':[],'reason':'x'}                              | show_seats",
                "{'show_seats':['sh7f3k.F1','sh7f3k.F1'],'reason':'x'}       | show_seats[1]",
                "{'show_seats':['sh7f3k.F1','sh1.A1'],'reason':'x'}          | show_seats[1]",
                "{'show_seats':['sh7f3k.F1','sh7f3k.F14'],'reason':'x'}      | show_seats[1]",
                "{'show_seats':['sh7f3k.F1'],'reason':'x','note':'y'}        | note"
            })
    void invalid_block_names_the_field(String body, String field) {
        JsonNode problem = assertProblem(400, "invalid_request", handle(body(body, call(BLOCK))));

        assertEquals(field, problem.get("field").textValue());
    }

    @Test
    void reason_has_at_most_200_characters_and_a_block_at_most_fifty_seats() {
        String seat = "{'show_seats':['sh7f3k.F1'],'reason':'" + "đ".repeat(200);
        assertProblem(400, "invalid_request", handle(body(seat + "đ'}", call(BLOCK))));
        assertEquals(201, handle(body(seat + "'}", call(BLOCK))).getStatusCode());
        String seats = IntStream.rangeClosed(1, 51)
                .mapToObj(n -> "'sh7f3k.F" + n + "'")
                .collect(Collectors.joining(",", "{'show_seats':[", "],'reason':'x'}"));
        JsonNode problem = assertProblem(400, "invalid_request", handle(body(seats, call(BLOCK))));
        assertTrue(problem.get("detail").textValue().contains("1 to 50"));
    }

    @Test
    void sale_of_eleven_seats_or_of_an_unknown_show_is_refused() {
        String seats = IntStream.rangeClosed(1, 11)
                .mapToObj(n -> "'sh7f3k.F" + n + "'")
                .collect(Collectors.joining(",", "{'show_seats':[", "]}"));

        assertProblem(400, "invalid_request", handle(body(seats, call(SELL))));
        APIGatewayV2HTTPEvent unknown = body("{'show_seats':['nosuch.F1']}", call(SELL));
        unknown.setPathParameters(Map.of("show_id", "nosuch"));
        assertProblem(404, "not_found", handle(unknown));
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private static APIGatewayV2HTTPEvent lift(String block) {
        APIGatewayV2HTTPEvent event = call(UNBLOCK);
        event.setPathParameters(Map.of("block_id", block));
        return event;
    }

    private static APIGatewayV2HTTPEvent withKey(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>(event.getHeaders());
        headers.put("idempotency-key", "k1");
        event.setHeaders(headers);
        return event;
    }

    /** Single quotes stand for double quotes. */
    private static APIGatewayV2HTTPEvent body(String body, APIGatewayV2HTTPEvent event) {
        event.setBody(body.replace('\'', '"'));
        return event;
    }
}
