package io.seatline.infra.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.infra.deployment.FirewallOptions.Bots;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of the domain and of the web ACLs. */
class EdgeOptionsTest {
    private static final Map<String, String> GIVEN = Map.of(
            "domainName", "tickets.cinema.vn",
            "certificate", "arn:aws:acm:us-east-1:123456789012:certificate/0d1e2f3a-1111-2222-3333-444455556666",
            "webAcl", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/seatline-dev-edge/0d1e2f3a-1111",
            "originKey", "a1b2c3d4-1111-2222-3333-444455556666");

    @Test
    void all_are_optional() {
        DeploymentOptions options = DeploymentOptions.of(Map.of());

        assertEquals(Optional.empty(), options.domain());
        assertEquals(Optional.empty(), options.webAcl());
        assertEquals(
                "https://tickets.cinema.vn",
                DeploymentOptions.of(GIVEN).domain().orElseThrow().url());
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "domainName, https://tickets.cinema.vn",
        "domainName, Tickets.cinema.vn",
        "domainName, cinema",
        "certificate, arn:aws:acm:ap-southeast-1:123456789012:certificate/0d1e2f3a",
        "webAcl, arn:aws:wafv2:ap-southeast-1:123456789012:regional/webacl/seatline-dev-edge/0d1e2f3a",
        "originKey, 'old,new'"
    })
    void an_invalid_value_is_refused_with_its_option(String option, String value) {
        Map<String, String> options = new TreeMap<>(GIVEN);
        options.put(option, value);

        assertRefused(options, option);
    }

    @ParameterizedTest
    @CsvSource({"domainName, certificate", "certificate, domainName"})
    void domain_and_certificate_belong_together(String absent, String present) {
        assertRefused(Map.of(present, GIVEN.get(present)), absent);
    }

    @Test
    void a_web_acl_needs_a_domain() {
        assertRefused(Map.of("webAcl", GIVEN.get("webAcl")), "domainName");
    }

    @Test
    void web_acls_stack_is_asked_for_by_name() {
        assertEquals(Optional.empty(), firewall(Map.of()));
        assertEquals(
                new FirewallOptions(DeploymentStage.PROD, Bots.UNCHECKED),
                firewall(Map.of("stack", "waf", "stage", "prod")).orElseThrow());
        assertEquals(
                Bots.CHECKED,
                firewall(Map.of("stack", "waf", "botControl", "common"))
                        .orElseThrow()
                        .bots());
        assertThrows(IllegalArgumentException.class, () -> firewall(Map.of("stack", "api")));
        assertThrows(IllegalArgumentException.class, () -> firewall(Map.of("stack", "waf", "botControl", "targeted")));
    }

    private static Optional<FirewallOptions> firewall(Map<String, String> context) {
        return FirewallOptions.of(name -> Optional.ofNullable(context.get(name)));
    }

    private static void assertRefused(Map<String, String> options, String named) {
        String message = assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(options))
                .getMessage();
        assertTrue(message.contains(named), message);
    }
}
