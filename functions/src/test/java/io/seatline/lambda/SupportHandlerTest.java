package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportHandlerTest {
    private static final PaymentId STRAY = PaymentId.stray("MOMO1234", "77");
    private static final List<String> CALLS = List.of(
            "support-list-cases.json",
            "support-refund-case.json",
            "support-close-case.json",
            "support-refund-booking.json");

    private static TestTables db;
    private Deployment deployment;
    private SupportHandler handler;

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
        handler = new SupportHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[ ]",
                "[staff]",
                "[supporters staff]",
                "[support-staff]",
                "staff",
                "support",
                "[x,support]",
                "[x, support,]",
                "[[support]]",
                "[x\tsupport]",
                "[staff support",
                "[Support]"
            })
    void caller_outside_the_support_group_is_forbidden(String groups) {
        for (String name : CALLS) {
            assertProblem(403, "forbidden", handle(in(groups, call(name))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[support]", "[staff support]", "[support staff]", "[a] support [b]", "[a,b support c,d]"})
    void support_group_is_found_among_others(String groups) {
        assertEquals(200, handle(in(groups, call("support-list-cases.json"))).getStatusCode());
    }

    @Test
    void token_without_groups_is_forbidden() {
        APIGatewayV2HTTPEvent event = call("support-list-cases.json");
        event.getRequestContext().getAuthorizer().getJwt().setClaims(Map.of("sub", "alice"));

        assertProblem(403, "forbidden", handle(event));
    }

    @Test
    void open_case_is_listed_with_its_refund_status() {
        strayMoney();

        assertEquals(
                CatalogFixture.json("{'cases':[{'id':'" + STRAY + "','status':'OPEN','reason':'UNKNOWN_ORDER',"
                        + "'booking_id':null,'order_id':'MOMO1234','refund_id':null,'amount':5000,'currency':'VND',"
                        + "'refund_status':'CAPTURED','opened_at':'2026-11-20T12:00:00Z','detail':'MoMo captured 5000 "
                        + "VND for an order that Seatline does not know (transaction 77).','note':''}]}"),
                json(handle(call("support-list-cases.json"))));
    }

    @Test
    void case_cannot_be_closed_before_its_money_is_refunded() {
        strayMoney();
        assertProblem(409, "money_not_returned", handle(about("support-close-case.json", "{\"note\":\"x\"}")));

        JsonNode pending = json(handle(about("support-refund-case.json", "")));
        assertEquals(STRAY + "-r1", pending.get("refund_id").textValue());
        assertEquals("REFUND_PENDING", pending.get("refund_status").textValue());
        assertEquals("OPEN", pending.get("status").textValue());
        assertProblem(
                409,
                "refund_in_progress",
                handle(about("support-refund-case.json", "{\"by_hand\":true,\"note\":\"x\"}")));
    }

    @Test
    void refund_by_hand_closes_the_case_with_its_note() {
        strayMoney();

        JsonNode closed =
                json(handle(about("support-refund-case.json", "{\"by_hand\":true,\"note\":\" bank transfer 17 \"}")));
        assertEquals("CLOSED", closed.get("status").textValue());
        assertEquals("REFUNDED", closed.get("refund_status").textValue());
        assertEquals("bank transfer 17", closed.get("note").textValue());
        assertProblem(409, "already_refunded", handle(about("support-refund-case.json", "")));
        assertEquals(
                "bank transfer 17\ntold",
                json(handle(about("support-close-case.json", "{\"note\":\"told\"}")))
                        .get("note")
                        .textValue());
    }

    @Test
    void paid_booking_is_refunded() {
        reserve();
        assertProblem(409, "not_refundable", handle(call("support-refund-booking.json")));
        deployment.deliverIpn();

        APIGatewayV2HTTPResponse refunded = handle(call("support-refund-booking.json"));
        assertEquals(200, refunded.getStatusCode());
        assertEquals(BOOKING, json(refunded).get("booking_id").textValue());
        assertEquals("REFUND_PENDING", json(refunded).get("status").textValue());
        assertEquals("CAPTURED", json(refunded).at("/payment/status").textValue());
        assertEquals("PENDING", json(refunded).at("/refunds/0/status").textValue());
    }

    @Test
    void unknown_cases_and_bookings_are_not_found() {
        assertProblem(404, "not_found", handle(call("support-refund-case.json")));
        assertProblem(404, "not_found", handle(call("support-close-case.json")));
        assertProblem(404, "not_found", handle(call("support-refund-booking.json")));
        APIGatewayV2HTTPEvent event = call("support-refund-case.json");
        event.setPathParameters(Map.of("case_id", "no case"));
        assertProblem(404, "not_found", handle(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"by_hand\":\"yes\"}             | by_hand",
                "{\"by_hand\":true}                | note",
                "{\"by_hand\":true,\"note\":\" \"} | note",
                "{\"by_hand\":true,\"note\":\"\u200B\u00A0\u2800\"} | note",
                "{\"by_hand\":true,\"note\":\"a\\u0007b\"} | note",
                "{\"by_hand\":true,\"note\":\"a\\nb\"} | note",
                "{\"by_hand\":true,\"note\":\"a\\u202Eb\"} | note",
                "{\"by_hand\":true,\"note\":\"\\ud800\"} | note",
                "{\"note\":\"will be lost\"}       | note",
                "{\"by_hand\":false,\"note\":\"x\"} | note",
                "{\"by-hand\":true,\"note\":\"x\"} | by-hand",
                "{\"byhand\":true}                 | byhand",
                "{\"amount\":80000}                | amount",
                "{\"by_hand\":true,\"by_hand\":false} | by_hand",
                "{} {}                             | body",
                "{\"note\":5}                      | note",
                "[]                                | body",
            })
    void invalid_request_names_the_field(String body, String field) {
        strayMoney();

        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(about("support-refund-case.json", body)))
                        .get("field")
                        .textValue());
        assertTrue(json(handle(call("support-list-cases.json")))
                .at("/cases/0/refund_id")
                .isNull());
    }

    @Test
    void mistyped_refund_of_a_booking_refunds_nothing() {
        reserve();
        deployment.deliverIpn();
        APIGatewayV2HTTPEvent event = call("support-refund-booking.json");
        event.setBody("{\"by-hand\":true,\"note\":\"cash\"}");

        assertEquals(
                "by-hand: unknown field; the fields are show_seats, by_hand, note, admitted.",
                assertProblem(400, "invalid_request", handle(event))
                        .get("detail")
                        .textValue());
        JsonNode booking = json(
                new ReserveHandler(deployment.wiring).handleRequest(call("get-booking.json"), TestContext.INSTANCE));
        assertEquals("PAID", booking.get("status").textValue());
    }

    @Test
    void closing_needs_a_note_of_at_most_1000_characters() {
        assertProblem(400, "invalid_request", handle(about("support-close-case.json", "{}")));
        assertProblem(
                400,
                "invalid_request",
                handle(about("support-close-case.json", "{\"note\":\"" + "x".repeat(1001) + "\"}")));
    }

    private void strayMoney() {
        deployment.wiring.confirmPayment().captured("MOMO1234", "77", new Vnd(5_000));
    }

    private void reserve() {
        var response = new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        assertEquals(201, response.getStatusCode());
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private static APIGatewayV2HTTPEvent about(String name, String body) {
        APIGatewayV2HTTPEvent event = call(name);
        event.setPathParameters(Map.of("case_id", STRAY.value()));
        event.setBody(body);
        return event;
    }
}
