package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.RecordingSqs;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of the header that CloudFront adds. */
class OriginKeyTest {
    private static final String HEADER = "x-origin-key";

    private final TestTables db = TestTables.start(InstantSource.system());

    @AfterEach
    void close() {
        db.close();
    }

    static Stream<Named<Function<Wiring, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>>>> handlers() {
        return Stream.of(
                Named.of("Search", SearchHandler::new),
                Named.of("Reserve", ReserveHandler::new),
                Named.of("Waitlist", WaitlistHandler::new),
                Named.of("Support", SupportHandler::new),
                Named.of("Manage", ManageHandler::new),
                Named.of("Docs", DocsHandler::new));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void every_function_of_the_api_refuses_a_call_that_bypasses_cloudfront(
            Function<Wiring, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> function) {
        var handler = function.apply(wiring("right"));

        assertProblem(403, "forbidden", handler.handleRequest(call(), TestContext.INSTANCE));
    }

    @ParameterizedTest(name = "accepted {0}, sent {1}: {2}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "'', nothing, 200",
                "'', anything, 200",
                "right, nothing, 403",
                "right, '', 403",
                "right, ',', 403",
                "right, wrong, 403",
                "right, righ, 403",
                "right, Right, 403",
                "right, right, 200",
                // While a key is rotated, functions and CloudFront change at different times, in either order.
                "'old,new', old, 200",
                "old, 'old,new', 200",
                "'old, new', 'old,new', 200",
                "new, 'old,new', 200",
                "'old,new', wrong, 403",
                "new, old, 403"
            })
    void one_key_in_common_suffices(String accepted, String sent, int status) {
        APIGatewayV2HTTPEvent call = call();
        if (sent != null) {
            call.getHeaders().put(HEADER, sent);
        }

        assertEquals(
                status,
                new DocsHandler(wiring(accepted))
                        .handleRequest(call, TestContext.INSTANCE)
                        .getStatusCode());
    }

    @Test
    void an_ipn_needs_no_key_where_the_setting_is_absent_as_for_notify() {
        var response =
                new NotifyHandler(wiring("")).handleRequest(Deployment.call("notify.json"), TestContext.INSTANCE);

        assertNotEquals(403, response.getStatusCode(), response.getBody());
    }

    private static APIGatewayV2HTTPEvent call() {
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setRouteKey("GET /api/v1/openapi.yaml");
        call.setHeaders(new HashMap<>());
        call.setRequestContext(RequestContext.builder().withRequestId("first").build());
        return call;
    }

    private Wiring wiring(String originKey) {
        Map<String, String> environment =
                new HashMap<>(Map.of("ORIGIN_KEY", originKey, "DEADLINE_SHARDS", "1", "HOLD_SECONDS", "300"));
        environment.putAll(Map.of(
                "PUBLIC_URL", "https://seatline.test",
                "MOMO_ENDPOINT", "http://127.0.0.1:1",
                "MOMO_IPN_URL", "https://notify.test/api/v1/payment/notify",
                "MOMO_REDIRECT_URL", "https://api.test/api/v1/payment/success",
                "MOMO_PARTNER_CODE", "MOMO",
                "MOMO_ACCESS_KEY", "F8BBA842ECF85",
                "MOMO_SECRET_KEY", "K951B6PE1waDMi640xX08PD3vg6EkVlz"));
        environment.putAll(Map.of(
                "CATALOG_TABLE", TestTables.CATALOG,
                "SEAT_CLAIMS_TABLE", TestTables.SEAT_CLAIMS,
                "BOOKINGS_TABLE", TestTables.BOOKINGS,
                "WAITLIST_TABLE", TestTables.WAITLIST));
        return new Wiring(new Platform(
                environment,
                InstantSource.system(),
                new Random(1),
                db::client,
                new RecordingSqs()::client,
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                _ -> {
                    throw new AssertionError();
                },
                new CountingMetrics()));
    }
}
