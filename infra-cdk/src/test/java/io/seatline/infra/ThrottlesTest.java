package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flood at one door leaves the others open. */
@RequiresNode
class ThrottlesTest {
    private static final String RESERVED = "ReservedConcurrentExecutions";

    private final JsonNode stage = Synthesis.dev().resource("ApiDefaultStage").path("Properties");

    @Test
    void the_api_takes_so_much_and_no_more() {
        assertEquals(100, stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt());
        assertEquals(
                3_000,
                Synthesis.prod()
                        .resource("ApiDefaultStage")
                        .at("/Properties/DefaultRouteSettings/ThrottlingRateLimit")
                        .asInt());
    }

    @Test
    void in_production_momos_url_has_environments_of_its_own_and_no_other_function_has() {
        Synthesis.prod()
                .properties("AWS::Lambda::Function")
                .forEach((id, function) -> assertEquals(
                        id.equals("NotifyFunction") ? 50 : 0,
                        function.path(RESERVED).asInt(),
                        id));
    }

    @Test
    void in_development_nothing_is_reserved_for_an_account_may_have_nothing_to_reserve() {
        Synthesis.dev()
                .properties("AWS::Lambda::Function")
                .forEach((id, function) -> assertFalse(function.has(RESERVED), id));
    }

    @Test
    void each_request_is_written_down_in_a_log_that_ends_some_day() {
        String log = Synthesis.target(stage.at("/AccessLogSettings/DestinationArn"));

        assertTrue(
                Synthesis.dev().resource(log).at("/Properties/RetentionInDays").asInt() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "$context.path", "querystring", "claims", "header"})
    void what_is_written_down_of_a_request_tells_nobodys_token_or_booking(String secret) {
        String format = stage.at("/AccessLogSettings/Format").asText();

        assertTrue(format.contains("\"routeKey\":\"$context.routeKey\""));
        assertFalse(format.toLowerCase(Locale.ROOT).contains(secret), format);
    }
}
