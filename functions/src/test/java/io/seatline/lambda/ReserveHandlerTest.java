package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class ReserveHandlerTest {
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

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
        handler = new ReserveHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void reservation_returns_the_booking_and_its_payment_links() {
        APIGatewayV2HTTPResponse response = handle(call("reserve.json"));

        assertEquals(201, response.getStatusCode());
        assertEquals("application/json", response.getHeaders().get("content-type"));
        assertEquals("no-store", response.getHeaders().get("cache-control"));
        assertEquals(
                CatalogFixture.json("{'booking_id':'" + BOOKING + "','status':'IN_BOOKING','show_id':'sh7f3k',"
                        + "'show':{'id':'sh7f3k','title':'The Last Ferry','cinema':'Lotus','address':'1 Le Loi',"
                        + "'hall':'Hall 2','starts_at':'2026-11-23T17:30:00Z','ends_at':'2026-11-23T19:30:00Z',"
                        + "'time_zone':'Asia/Ho_Chi_Minh','format':'3D','rating':'T13'},"
                        + "'show_seats':['sh7f3k.F12','sh7f3k.F13'],'returned_seats':[],'amount':240000,"
                        + "'refunded_amount':0,'currency':'VND',"
                        + "'created_at':'2026-11-20T12:00:00Z','reservation_expires_at':'2026-11-20T12:05:00Z','waitlist_entry_id':null,"
                        + "'payment':{'provider':'MOMO','order_id':'" + BOOKING + ".1','status':'OPEN',"
                        + "'pay_url':'https://momo.test/pay','qr_code_url':'momo://qr','deeplink':'momo://app'},"
                        + "'ticket':null,'refunds':[],'refund_policy':null}"),
                json(response));
    }

    @Test
    void repeated_request_returns_the_same_booking() {
        JsonNode first = json(handle(call("reserve.json")));
        APIGatewayV2HTTPResponse again = handle(call("reserve.json"));

        assertEquals(200, again.getStatusCode());
        assertEquals(first, json(again));
    }

    @Test
    void successful_reservation_makes_one_database_call() {
        handle(by("bob", reservation("sh7f3k.F1")));
        deployment.database.take(DynamoDbRequest.class);

        assertEquals(201, handle(call("reserve.json")).getStatusCode());

        assertEquals(List.of(TransactWriteItemsRequest.class), requestTypes());
        assertEquals(List.of(), deployment.sent);
    }

    @Test
    void new_payment_attempt_ends_with_its_transaction() {
        handle(call("reserve.json"));
        deployment.database.take(DynamoDbRequest.class);

        assertEquals(200, handle(call("pay-again.json")).getStatusCode());

        assertEquals(
                List.of(GetItemRequest.class, QueryRequest.class, TransactWriteItemsRequest.class), requestTypes());
    }

    @Test
    void booking_is_returned_with_its_payment_links() {
        JsonNode reserved = json(handle(call("reserve.json")));

        assertEquals(reserved, json(handle(call("list-bookings.json"))).at("/bookings/0"));
        assertEquals(reserved, json(handle(call("get-booking.json"))));
    }

    @Test
    void booking_is_returned_without_links_if_momo_fails() {
        handle(call("reserve.json"));
        deployment.momoFails();

        APIGatewayV2HTTPResponse shown = handle(call("get-booking.json"));

        assertEquals(200, shown.getStatusCode());
        assertTrue(json(shown).at("/payment/pay_url").isNull(), shown.getBody());
        assertEquals(BOOKING + ".1", json(shown).at("/payment/order_id").textValue());
    }

    @Test
    void customer_sees_their_booking_alone_and_in_the_list() {
        JsonNode booking = json(handle(call("reserve.json")));

        assertEquals(booking, json(handle(call("get-booking.json"))));
        assertEquals(booking, json(handle(call("list-bookings.json"))).at("/bookings/0"));
    }

    @Test
    void facts_of_a_booked_show_outlive_an_import_that_changes_them() {
        JsonNode booking = json(handle(call("reserve.json")));
        ObjectNode renamed = Deployment.catalog();
        CatalogFixture.object(renamed, "movies", 0).put("title", "The First Ferry");
        CatalogFixture.object(renamed, "cinemas", 0).put("address", "9 Dong Khoi");
        try {
            deployment.importCatalog(renamed);
            deployment.clock.advance(Duration.ofMinutes(1));
            JsonNode later = json(handle(by("bob", reservation("sh7f3k.F1"))));

            assertEquals("The First Ferry", later.at("/show/title").textValue());
            assertEquals("9 Dong Khoi", later.at("/show/address").textValue());
            assertEquals(booking, json(handle(call("get-booking.json"))));
            assertEquals(booking, json(handle(call("list-bookings.json"))).at("/bookings/0"));
        } finally {
            deployment.importCatalog(Deployment.catalog());
        }
    }

    @Test
    void other_customers_booking_is_not_found() {
        handle(call("reserve.json"));
        for (String name : List.of("get-booking.json", "cancel-booking.json", "pay-again.json")) {
            assertProblem(404, "not_found", handle(by("mallory", call(name))));
        }
        assertEquals(
                0,
                json(handle(by("mallory", call("list-bookings.json"))))
                        .get("bookings")
                        .size());
        assertEquals(
                "IN_BOOKING",
                json(handle(call("get-booking.json"))).get("status").textValue());
    }

    @Test
    void invalid_booking_id_in_the_path_is_not_found() {
        APIGatewayV2HTTPEvent event = call("get-booking.json");
        event.setPathParameters(Map.of("booking_id", "../etc"));

        assertProblem(404, "not_found", handle(event));
    }

    @Test
    void repeated_cancellation_is_answered_like_the_first() {
        handle(call("reserve.json"));

        for (int request = 0; request < 2; request++) {
            APIGatewayV2HTTPResponse cancelled = handle(call("cancel-booking.json"));
            assertEquals(204, cancelled.getStatusCode());
            assertNull(cancelled.getBody());
        }
    }

    @Test
    void new_payment_attempt_is_possible_while_the_hold_lasts() {
        handle(call("reserve.json"));
        APIGatewayV2HTTPResponse again = handle(call("pay-again.json"));

        assertEquals(200, again.getStatusCode());
        assertEquals(BOOKING + ".2", json(again).at("/payment/order_id").textValue());
        deployment.clock.advance(Duration.ofMinutes(5));
        assertProblem(409, "not_payable", handle(call("pay-again.json")));
    }

    @Test
    void momo_outage_names_the_booking_and_a_retry_succeeds() {
        deployment.momoFails();
        JsonNode problem = assertProblem(502, "payment_gateway_unavailable", handle(call("reserve.json")));
        assertEquals(BOOKING, problem.get("booking_id").textValue());
        assertEquals(
                BOOKING,
                assertProblem(502, "payment_gateway_unavailable", handle(call("pay-again.json")))
                        .get("booking_id")
                        .textValue());

        deployment.momoAcceptsOrders();
        assertEquals(
                "https://momo.test/pay",
                json(handle(call("reserve.json"))).at("/payment/pay_url").textValue());
    }

    @Test
    void final_refusal_by_momo_cancels_the_booking_and_blames_nobody() {
        deployment.momoRefuses();

        JsonNode problem = assertProblem(502, "payment_refused", handle(call("reserve.json")));
        assertEquals(BOOKING, problem.get("booking_id").textValue());
        assertTrue(problem.get("detail").textValue().contains("not your fault"), problem::toString);
        assertEquals(
                "CANCELLED",
                json(handle(call("get-booking.json"))).get("status").textValue());
        assertProblem(409, "not_payable", handle(call("pay-again.json")));
    }

    @Test
    void links_to_pay_are_shown_only_while_the_booking_can_be_paid() {
        handle(call("reserve.json"));
        assertEquals(
                "https://momo.test/pay",
                json(handle(call("get-booking.json"))).at("/payment/pay_url").textValue());

        handle(call("cancel-booking.json"));

        assertTrue(json(handle(call("get-booking.json"))).at("/payment/pay_url").isNull());
    }

    @Test
    void payment_takes_no_fields() {
        handle(call("reserve.json"));
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setBody("{\"provider\":\"CASH\"}");

        assertEquals(
                "provider",
                assertProblem(400, "invalid_request", handle(event))
                        .get("field")
                        .textValue());
    }

    /** The customer may be paying the first order, about which the refusal of a second one says nothing. */
    @Test
    void refusal_of_a_further_or_repeated_order_keeps_the_hold() {
        handle(call("reserve.json"));
        deployment.momoRefuses();

        for (String sample : List.of("pay-again.json", "reserve.json")) {
            assertProblem(502, "payment_gateway_unavailable", handle(call(sample)));
        }
        assertEquals(
                "IN_BOOKING",
                json(handle(call("get-booking.json"))).get("status").textValue());
    }

    @Test
    void changed_price_is_returned() {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setBody("{\"show_seats\":[\"sh7f3k.F12\",\"sh7f3k.F13\"],\"expected_amount\":1}");

        assertEquals(
                240_000,
                assertProblem(409, "price_changed", handle(event)).get("amount").intValue());
        event.setBody(event.getBody().replace(":1}", ":240000,\"accessible\":null}"));
        assertEquals(201, handle(event).getStatusCode());
    }

    @Test
    void seats_still_being_released_are_to_be_requested_again_in_a_second() {
        handle(call("reserve.json"));
        handle(call("cancel-booking.json"));
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setHeaders(Map.of());

        APIGatewayV2HTTPResponse response = handle(event);
        assertProblem(503, "too_many_at_once", response);
        assertEquals("1", response.getHeaders().get("retry-after"));
    }

    @Test
    void unavailable_seats_are_named() {
        handle(call("reserve.json"));
        JsonNode problem =
                assertProblem(403, "seat_unavailable", handle(by("bob", reservation("sh7f3k.F11", "sh7f3k.F12"))));

        assertEquals(CatalogFixture.json("['sh7f3k.F12']"), problem.get("unavailable"));
    }

    @Test
    void second_reservation_names_the_booking_already_held() {
        handle(call("reserve.json"));
        APIGatewayV2HTTPEvent event = reservation("sh7f3k.F1");
        event.setHeaders(Map.of());

        assertEquals(
                BOOKING,
                assertProblem(409, "already_holding", handle(event))
                        .get("booking_id")
                        .textValue());
    }

    @Test
    void three_lapsed_holds_refuse_a_fourth_and_tell_when_to_retry() {
        for (int i = 1; i <= 3; i++) {
            APIGatewayV2HTTPEvent event = reservation("sh7f3k.F" + i);
            event.setHeaders(Map.of());
            String booking = json(handle(event)).get("booking_id").textValue();
            APIGatewayV2HTTPEvent cancel = call("cancel-booking.json");
            cancel.setPathParameters(Map.of("booking_id", booking));
            assertEquals(204, handle(cancel).getStatusCode());
        }
        deployment.clock.advance(Duration.ofMillis(1));

        APIGatewayV2HTTPResponse refused = handle(call("reserve.json"));

        JsonNode problem = assertProblem(429, "too_many_lapses", refused);
        assertEquals("sh7f3k", problem.get("show_id").textValue());
        assertEquals(900, problem.get("retry_after").intValue());
        assertEquals("900", refused.getHeaders().get("retry-after"));
    }

    @Test
    void idempotency_key_cannot_be_reused_for_other_seats() {
        handle(call("reserve.json"));

        assertProblem(409, "idempotency_key_reused", handle(reservation("sh7f3k.F1")));
    }

    @Test
    void sales_are_closed_once_the_show_has_begun() {
        deployment.clock.advance(Duration.ofDays(30));

        assertProblem(410, "sales_closed", handle(call("reserve.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                   | body",
                "[]                                                 | body",
                "{\"show_seats\":[\"sh7f3k.F12\"                    | body",
                "{\"show_seats\":[\"sh7f3k.F12\"]} {}               | body",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"show_seats\":[\"sh7f3k.F13\"]} | show_seats",
                "{\"show_seats\":null}                              | show_seats",
                "{\"show_seats\":[null]}                            | show_seats[0]",
                "{}                                                 | show_seats",
                "{\"show_seats\":\"sh7f3k.F12\"}                    | show_seats",
                "{\"show_seats\":[]}                                | show_seats",
                "{\"show_seats\":[12]}                              | show_seats[0]",
                "{\"show_seats\":[\"F12\"]}                         | show_seats[0]",
                "{\"show_seats\":[\"sh7f3k.F12\",\"sh7f3k.F12\"]}   | show_seats[1]",
                "{\"show_seats\":[\"sh7f3k.F12\",\"sh8.F13\"]}      | show_seats[1]",
                "{\"show_seats\":[\"nosuchshow.F12\"]}              | show_seats[0]",
                "{\"show_seats\":[\"sh7f3k.F12\",\"sh7f3k.ZZ99\"]}  | show_seats[1]",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"amount\":1}     | amount",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"expected_amount\":\"1\"} | expected_amount",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"expected_amount\":-1}   | expected_amount",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"expected_amount\":1.5}  | expected_amount",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"accessible\":\"yes\"}   | accessible",
                "{\"show_seats\":[\"sh7f3k.F12\"],\"user_id\":\"x\"} | user_id",
            })
    void invalid_reservation_names_the_field(String body, String field) {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setBody(body);

        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(event))
                        .get("field")
                        .textValue());
        assertProblem(404, "not_found", handle(call("get-booking.json")));
    }

    @Test
    void booking_has_at_most_ten_seats() {
        String[] eleven =
                IntStream.rangeClosed(1, 11).mapToObj(n -> "sh7f3k.F" + n).toArray(String[]::new);

        assertEquals(
                "show_seats",
                assertProblem(400, "invalid_request", handle(reservation(eleven)))
                        .get("field")
                        .textValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void idempotency_key_has_1_to_255_characters(int length) {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setHeaders(Map.of("idempotency-key", "k".repeat(length)));

        assertEquals(
                "Idempotency-Key",
                assertProblem(400, "invalid_request", handle(event))
                        .get("field")
                        .textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "clé", "a\tb", "\u200B"})
    void idempotency_key_has_visible_ascii_characters_only(String key) {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setHeaders(Map.of("idempotency-key", key));

        JsonNode problem = assertProblem(400, "invalid_request", handle(event));
        assertEquals("Idempotency-Key", problem.get("field").textValue());
        assertEquals(
                "Idempotency-Key: must be 1-255 visible ASCII characters, without spaces.",
                problem.get("detail").textValue());
    }

    @Test
    void body_must_be_utf_8() {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setIsBase64Encoded(true);
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            event.setBody(Base64.getEncoder().encodeToString("{\"show_seats\":[\"sh7f3k.F12\"]}".getBytes(charset)));
            assertEquals(
                    "body",
                    assertProblem(400, "invalid_request", handle(event))
                            .get("field")
                            .textValue());
        }
        event.setIsBase64Encoded(false);
        event.setBody("{\"show_seats\":[\"sh7f3k.F12\uFFFD\"]}");
        assertEquals(
                "body: must be UTF-8.",
                assertProblem(400, "invalid_request", handle(event))
                        .get("detail")
                        .textValue());
        event = call("reserve.json");
        event.setHeaders(Map.of("content-type", "application/json; charset=\"ISO-8859-1\""));
        assertEquals(
                "body: must be UTF-8, not ISO-8859-1.",
                assertProblem(400, "invalid_request", handle(event))
                        .get("detail")
                        .textValue());
    }

    @Test
    void customer_id_of_128_characters_of_any_kind_works_throughout() {
        int seat = 0;
        for (String customer :
                List.of("\u00E9".repeat(128), "\uD83C\uDFAC".repeat(128), "a#b|c/../%00\"'{}<>".repeat(7))) {
            APIGatewayV2HTTPEvent event = by(customer, reservation("sh7f3k.F" + ++seat));
            event.setHeaders(Map.of("idempotency-key", "~".repeat(255)));
            APIGatewayV2HTTPResponse held = handle(event);
            assertEquals(201, held.getStatusCode(), held.getBody());
            String booking = json(held).get("booking_id").textValue();
            JsonNode listed =
                    json(handle(by(customer, call("list-bookings.json")))).get("bookings");
            assertEquals(booking, listed.at("/0/booking_id").textValue());
            APIGatewayV2HTTPEvent cancel = by(customer, call("cancel-booking.json"));
            cancel.setPathParameters(Map.of("booking_id", booking));
            assertEquals(204, handle(cancel).getStatusCode());
        }
        assertProblem(403, "forbidden", handle(by("x".repeat(129), call("reserve.json"))));
        assertProblem(403, "forbidden", handle(by(" ", call("reserve.json"))));
    }

    @Test
    void base64_body_is_decoded() {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setBody(Base64.getEncoder().encodeToString(event.getBody().getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);

        assertEquals(201, handle(event).getStatusCode());
    }

    @Test
    void internal_error_hides_its_cause() {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setRouteKey("POST /api/v1/no-such-route");

        JsonNode problem = assertProblem(500, "internal_error", handle(event));
        assertEquals(
                TestContext.INSTANCE.getAwsRequestId(),
                problem.get("request_id").textValue());
        assertFalse(problem.toString().contains("no-such-route"), problem.toString());
    }

    @Test
    void return_from_momo_leads_to_the_booking() {
        handle(call("reserve.json"));

        APIGatewayV2HTTPResponse response = returnWith(BOOKING + ".1");

        assertEquals(303, response.getStatusCode());
        assertEquals(
                Map.of(
                        "location",
                        "https://seatline.test/booking.html?booking_id=%1$s&returned=%1$s.1".formatted(BOOKING),
                        "cache-control",
                        "no-store"),
                response.getHeaders());
        assertEquals(
                "IN_BOOKING",
                json(handle(call("get-booking.json"))).path("status").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<script>alert(1)</script>", "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1", BOOKING + ".2"})
    void return_with_an_unknown_order_leads_to_the_page_without_a_booking(String order) {
        handle(call("reserve.json"));

        APIGatewayV2HTTPResponse response = returnWith(order);

        assertEquals(303, response.getStatusCode());
        assertEquals("https://seatline.test/booking.html", response.getHeaders().get("location"));
    }

    private APIGatewayV2HTTPResponse returnWith(String order) {
        return handle(APIGatewayV2HTTPEvent.builder()
                .withRouteKey("GET /api/v1/payment/success")
                .withQueryStringParameters(Map.of("orderId", order, "resultCode", "0", "message", "<script>"))
                .build());
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private List<Class<?>> requestTypes() {
        return deployment.database.take(DynamoDbRequest.class).stream()
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    private static APIGatewayV2HTTPEvent reservation(String... seats) {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.setBody("{\"show_seats\":[\"" + String.join("\",\"", seats) + "\"]}");
        return event;
    }
}
