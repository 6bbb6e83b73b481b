package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer whose payment's IPN is lost: the check that the customer requests, and that on the return from MoMo. */
class PaymentCheckTest {
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
    void hold() {
        deployment = new Deployment(db);
        handler = new ReserveHandler(deployment.wiring);
        assertEquals(201, handle(call("reserve.json")).getStatusCode());
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void check_answers_with_the_paid_booking() {
        deployment.momoReportsPaid();

        APIGatewayV2HTTPResponse paid = handle(check());

        assertEquals(200, paid.getStatusCode());
        assertEquals("PAID", json(paid).path("status").asText());
        assertEquals(json(handle(call("get-booking.json"))), json(paid));
    }

    @Test
    void check_says_that_momo_is_silent() {
        deployment.momoIsSilent();

        assertEquals(
                BOOKING,
                assertProblem(502, "payment_gateway_unavailable", handle(check()))
                        .path("booking_id")
                        .asText());
    }

    @Test
    void second_check_within_ten_seconds_is_refused() {
        deployment.momoIsSilent();
        handle(check());

        APIGatewayV2HTTPResponse refused = handle(check());

        assertProblem(429, "too_many_checks", refused);
        assertEquals("10", refused.getHeaders().get("retry-after"));
    }

    @Test
    void check_of_another_customers_booking_finds_nothing() {
        deployment.momoReportsPaid();

        assertProblem(404, "not_found", handle(by("bob", check())));
    }

    @Test
    void check_takes_no_body() {
        APIGatewayV2HTTPEvent event = check();
        event.setBody("{\"paid\":true}");

        assertProblem(400, "invalid_request", handle(event));
    }

    @Test
    void signed_return_asks_momo_and_leads_to_the_paid_booking() {
        deployment.momoReportsPaid();

        assertEquals("PAID", statusAfter(signedReturn()));
    }

    @Test
    void signed_return_confirms_nothing_without_momo() {
        deployment.momoIsSilent();
        assertEquals("IN_BOOKING", statusAfter(signedReturn()));

        deployment.momoReportsPaid();
        deployment.clock.advance(Duration.ofMillis(9_999));
        assertEquals("IN_BOOKING", statusAfter(signedReturn()), "MoMo was asked a moment ago");
        deployment.clock.advance(Duration.ofMillis(1));
        assertEquals("PAID", statusAfter(signedReturn()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orderId=" + BOOKING + ".1&resultCode=0",
                "{signed}0",
                "{signed}&signature=0",
                "{signed}&amount=1",
                "{signed}&%zz",
                "x={signed}"
            })
    void unsigned_return_does_not_ask_momo(String query) {
        deployment.momoReportsPaid();

        assertEquals("IN_BOOKING", statusAfter(query.replace("{signed}", signedReturn())));
    }

    /** The query of MoMo's redirect, which has the fields and the signature of the IPN. */
    private static String signedReturn() {
        try {
            return new ObjectMapper()
                    .readTree(call("notify.json").getBody()).properties().stream()
                            .map(field -> field.getKey() + "="
                                    + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns from MoMo with a query, and reads the booking that the browser is sent to. */
    private String statusAfter(String query) {
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRouteKey("GET /api/v1/payment/success")
                .withRawQueryString(query)
                .withQueryStringParameters(Map.of("orderId", BOOKING + ".1"))
                .build();
        APIGatewayV2HTTPResponse response = handle(event);
        assertEquals(303, response.getStatusCode());
        assertEquals(
                "https://seatline.test/booking.html?booking_id=%1$s&returned=%1$s.1".formatted(BOOKING),
                response.getHeaders().get("location"));
        return json(handle(call("get-booking.json"))).path("status").asText();
    }

    private static APIGatewayV2HTTPEvent check() {
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setRouteKey("POST /api/v1/bookings/{booking_id}/payment/check");
        return event;
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }
}
