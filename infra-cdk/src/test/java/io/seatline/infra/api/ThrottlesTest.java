package io.seatline.infra.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Throttles, reserved concurrency and the access log. */
@RequiresNode
class ThrottlesTest {
    private static final String RESERVED = "ReservedConcurrentExecutions";

    private final JsonNode stage = Synthesis.dev().resource("ApiDefaultStage").path("Properties");

    @Test
    void the_api_has_a_rate_limit() {
        assertEquals(100, stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt());
        assertEquals(
                3_000,
                Synthesis.prod()
                        .resource("ApiDefaultStage")
                        .at("/Properties/DefaultRouteSettings/ThrottlingRateLimit")
                        .asInt());
    }

    @Test
    void only_notify_has_reserved_concurrency_in_production() {
        Synthesis.prod()
                .functions()
                .forEach((id, function) -> assertEquals(
                        id.equals("NotifyFunction") ? 50 : 0,
                        function.path(RESERVED).asInt(),
                        id));
    }

    @Test
    void development_reserves_no_concurrency() {
        Synthesis.dev().functions().forEach((id, function) -> assertFalse(function.has(RESERVED), id));
    }

    @Test
    void the_access_log_has_a_retention() {
        String log = Synthesis.target(stage.at("/AccessLogSettings/DestinationArn"));

        assertTrue(
                Synthesis.dev().resource(log).at("/Properties/RetentionInDays").asInt() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "$context.path", "querystring", "claims", "header"})
    void the_access_log_has_no_secrets(String secret) {
        String format = stage.at("/AccessLogSettings/Format").asText();

        assertTrue(format.contains("\"routeKey\":\"$context.routeKey\""));
        assertFalse(format.toLowerCase(Locale.ROOT).contains(secret), format);
    }
}
