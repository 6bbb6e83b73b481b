package io.seatline.local.deploy.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.app.Settings;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that an emulator gets the reviewed template with the necessary changes only. */
class StackTemplateTest {
    private static final Place PLACE =
            new Place(URI.create("http://localhost:1"), URI.create("http://localhost:1"), "http://localhost:1/issuer");

    private static ResolvedTemplate resolved(StackTemplate template) {
        return template.understood().resolve(PLACE);
    }

    @Test
    void variable_is_changed_only_where_it_is_set() {
        ResolvedTemplate changed = resolved(StackTemplate.snapshot().withVariable("HOLD_SECONDS", "8"));

        assertEquals("8", changed.function("ReserveHandler").environment().get("HOLD_SECONDS"));
        assertFalse(changed.function("SearchHandler").environment().containsKey("HOLD_SECONDS"));
    }

    @Test
    void cloudfront_http_api_and_references_to_them_are_removed_and_nothing_else() {
        ResolvedTemplate before = resolved(StackTemplate.snapshot());
        StackTemplate without = of(Emulator.LOCALSTACK);
        ResolvedTemplate after = resolved(without);

        assertTrue(after.routes().isEmpty());
        for (String gone : Set.of("\"Api\"", "\"Distribution\"", "SiteUploadAwsCliLayer", "python")) {
            assertFalse(without.json().contains(gone), gone);
        }
        assertEquals(before.functions().size(), after.functions().size());
        assertEquals(before.mappings(), after.mappings());
        assertEquals(before.schedules(), after.schedules());
        assertEquals(before.functionUrls(), after.functionUrls());
    }

    @Test
    void customers_are_sent_to_the_harness() {
        for (Emulator emulator : Emulator.values()) {
            Map<String, String> variables =
                    resolved(of(emulator)).function("ReserveHandler").environment();

            assertEquals("http://localhost:1/api/v1/payment/success", variables.get("MOMO_REDIRECT_URL"));
            assertEquals("http://localhost:1", variables.get("PUBLIC_URL"));
        }
    }

    @Test
    void localstack_runs_the_functions_and_gets_no_http_api() {
        StackTemplate template = of(Emulator.LOCALSTACK_WITHOUT_DOCKER);

        assertTrue(resolved(template).routes().isEmpty());
        assertFalse(template.json().contains("MINISTACK_LAMBDA_PROXY_URL"));
        assertEquals("http://localhost:1/local/momo", momo(template));
        assertEquals("http://host.docker.internal:1/local/momo", momo(of(Emulator.LOCALSTACK)));
    }

    @Test
    void ministack_gets_the_http_api_and_forwards_invocations() {
        StackTemplate template = of(Emulator.MINISTACK);

        assertFalse(resolved(template).routes().isEmpty());
        assertEquals(
                "http://localhost:1/functions/seatline-dev-reserve",
                resolved(template).function("ReserveHandler").environment().get("MINISTACK_LAMBDA_PROXY_URL"));
        assertEquals("http://localhost:1/local/momo", momo(template));
    }

    private static StackTemplate of(Emulator emulator) {
        return StackTemplate.of(emulator, URI.create("http://localhost:1"), Settings.forTests());
    }

    private static String momo(StackTemplate template) {
        return resolved(template).function("ReserveHandler").environment().get("MOMO_ENDPOINT");
    }

    @Test
    void all_functions_share_one_code_location() {
        assertEquals(
                Set.of("cdk-hnb659fds-assets-000000000000-us-east-1"),
                StackTemplate.snapshot().assets().stream()
                        .map(StackTemplate.Asset::bucket)
                        .collect(java.util.stream.Collectors.toSet()));
    }
}
