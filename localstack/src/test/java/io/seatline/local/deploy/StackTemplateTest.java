package io.seatline.local.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An emulator gets the reviewed template, changed no further than it must be. */
class StackTemplateTest {
    private static final Place PLACE =
            new Place(URI.create("http://localhost:1"), URI.create("http://localhost:1"), "http://localhost:1/issuer");

    private static ResolvedTemplate resolved(StackTemplate template) {
        return template.understood().resolve(PLACE);
    }

    @Test
    void a_variable_changes_where_it_is_and_comes_nowhere_else() {
        ResolvedTemplate changed = resolved(StackTemplate.snapshot().withVariable("HOLD_SECONDS", "8"));

        assertEquals("8", changed.function("ReserveHandler").environment().get("HOLD_SECONDS"));
        assertFalse(changed.function("SearchHandler").environment().containsKey("HOLD_SECONDS"));
    }

    @Test
    void without_an_http_api_nothing_refers_to_it_and_all_else_stays() {
        ResolvedTemplate before = resolved(StackTemplate.snapshot());
        StackTemplate without = StackTemplate.snapshot()
                .without(
                        Set.of("AWS::ApiGatewayV2::", "AWS::Cognito::"),
                        Map.of("Api.ApiEndpoint", "http://localhost:1"));
        ResolvedTemplate after = resolved(without);

        assertTrue(after.routes().isEmpty());
        assertFalse(without.json().contains("\"Api\""), without::json);
        assertEquals(
                "http://localhost:1/api/v1/payment/success",
                after.function("ReserveHandler").environment().get("MOMO_REDIRECT_URL"));
        assertEquals(before.functions().size(), after.functions().size());
        assertEquals(before.mappings(), after.mappings());
        assertEquals(before.schedules(), after.schedules());
        assertEquals(before.functionUrls(), after.functionUrls());
    }

    @Test
    void the_code_is_expected_in_one_place() {
        assertEquals(
                Set.of("cdk-hnb659fds-assets-000000000000-us-east-1"),
                StackTemplate.snapshot().assets().stream()
                        .map(StackTemplate.Asset::bucket)
                        .collect(java.util.stream.Collectors.toSet()));
    }
}
