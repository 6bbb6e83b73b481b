package io.seatline.infra.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.FirewallOptions;
import io.seatline.infra.deployment.FirewallOptions.Bots;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web ACLs of CloudFront and of the user pools. */
@RequiresNode
class WebAclsTest {
    private static final Synthesis FIREWALL =
            Synthesis.firewall(new FirewallOptions(DeploymentStage.PROD, Bots.UNCHECKED));
    private static final Synthesis WITH_BOTS =
            Synthesis.firewall(new FirewallOptions(DeploymentStage.PROD, Bots.CHECKED));

    private final JsonNode edge = acl(FIREWALL, "WebAcl");
    private final JsonNode signIn = acl(Synthesis.edge(), "SignInWebAcl");

    @Test
    void cloudfront_has_a_web_acl_of_its_own_stack_which_outputs_its_arn() {
        assertEquals("CLOUDFRONT", edge.path("Scope").asText());
        assertEquals("seatline-prod-edge", edge.path("Name").asText());
        assertEquals(
                "[\"WebAcl\",\"Arn\"]",
                FIREWALL.json().at("/Outputs/WebAclArn/Value/Fn::GetAtt").toString());
        assertEquals(1, FIREWALL.json().path("Resources").size());
    }

    @Test
    void rules_are_applied_in_order_with_metrics_and_samples() {
        assertEquals(
                List.of("ipn", "ip-reputation", "requests", "files", "holds", "common", "known-bad-inputs"),
                names(edge));
        assertEquals(List.of("ip-reputation", "sign-ups", "sign-ins"), names(signIn));
        for (JsonNode acl : List.of(edge, signIn)) {
            assertTrue(acl.path("DefaultAction").has("Allow"));
            for (JsonNode rule : acl.path("Rules")) {
                JsonNode visible = rule.path("VisibilityConfig");
                assertTrue(visible.path("CloudWatchMetricsEnabled").asBoolean());
                assertTrue(visible.path("SampledRequestsEnabled").asBoolean());
                assertEquals(
                        rule.path("Name").asText(), visible.path("MetricName").asText());
            }
        }
    }

    @Test
    void ipns_pass_before_any_rule_can_refuse_them() {
        JsonNode first = edge.at("/Rules/0");

        assertEquals(0, first.path("Priority").asInt(-1));
        assertTrue(first.path("Action").has("Allow"));
        assertTrue(matches(first.path("Statement"), "POST", "/api/v1/payment/notify", ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /api/v1/payment/notify",
        "POST, /api/v1/payment/notify/x",
        "POST, /x/api/v1/payment/notify",
        "POST, /api/v1/reserve"
    })
    void nothing_else_passes_so(String method, String path) {
        assertFalse(matches(edge.at("/Rules/0/Statement"), method, path, ""));
    }

    @ParameterizedTest
    @CsvSource({"requests, 6000", "files, 6000", "holds, 600"})
    void an_address_above_its_rate_gets_429(String rule, int limit) {
        assertRate(rule(edge, rule), limit);
        assertEquals(
                "{\"message\":\"Too Many Requests\"}",
                edge.at("/CustomResponseBodies/too-many-requests/Content").asText());
    }

    @ParameterizedTest
    @CsvSource({"sign-ups, 100", "sign-ins, 600"})
    void an_address_may_sign_up_and_in_so_often(String rule, int limit) {
        assertRate(rule(signIn, rule), limit);
    }

    private static void assertRate(JsonNode rule, int limit) {
        JsonNode rate = rule.at("/Statement/RateBasedStatement");
        assertEquals(limit, rate.path("Limit").asInt());
        assertEquals("IP", rate.path("AggregateKeyType").asText());
        assertEquals(300, rate.path("EvaluationWindowSec").asInt());
        assertEquals(429, rule.at("/Action/Block/CustomResponse/ResponseCode").asInt());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "POST, /api/v1/reserve, true",
        "POST, /api/v1/%72eserve, true",
        "POST, /api/v1/shows/sh7f3k/waitlist, true",
        "GET, /api/v1/shows/sh7f3k/seats, false",
        "POST, /api/v1/bookings/bk1/payment, false",
        "POST, /api/v1/manage/shows/sh7f3k/sales, false"
    })
    void holds_and_waitlist_entries_have_a_rate_of_their_own(String method, String path, boolean counted) {
        JsonNode statement = rule(edge, "holds").at("/Statement/RateBasedStatement/ScopeDownStatement");

        assertEquals(counted, matches(statement, method, path, ""));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "sign-ups, /, AWSCognitoIdentityProviderService.SignUp, true",
        "sign-ups, /, AWSCognitoIdentityProviderService.ResendConfirmationCode, true",
        "sign-ups, /, AWSCognitoIdentityProviderService.ForgotPassword, true",
        "sign-ups, /, AWSCognitoIdentityProviderService.ConfirmSignUp, false",
        "sign-ups, /signup, '', true",
        "sign-ups, /forgotPassword, '', true",
        "sign-ups, /resendcode, '', true",
        "sign-ups, /login, '', false",
        "sign-ins, /, AWSCognitoIdentityProviderService.InitiateAuth, true",
        "sign-ins, /, AWSCognitoIdentityProviderService.RespondToAuthChallenge, true",
        "sign-ins, /, AWSCognitoIdentityProviderService.SignUp, false",
        "sign-ins, /login, '', true",
        "sign-ins, /oauth2/token, '', true",
        "sign-ins, /oauth2/authorize, '', false"
    })
    void sign_up_and_sign_in_are_counted_at_the_api_and_at_the_pages(
            String rule, String path, String operation, boolean counted) {
        JsonNode statement = rule(signIn, rule).at("/Statement/RateBasedStatement/ScopeDownStatement");

        assertEquals(counted, matches(statement, "POST", path, operation));
    }

    @Test
    void managers_are_exempt_from_the_common_rules_which_refuse_long_bodies() {
        JsonNode group = rule(edge, "common").at("/Statement/ManagedRuleGroupStatement");

        assertEquals("AWSManagedRulesCommonRuleSet", group.path("Name").asText());
        JsonNode except = group.at("/ScopeDownStatement/NotStatement/Statement");
        assertTrue(matches(except, "POST", "/api/v1/manage/catalog", ""));
        assertFalse(matches(except, "POST", "/api/v1/reserve", ""));
    }

    @Test
    void bot_control_is_paid_for_only_if_asked_for_and_only_for_holds() {
        assertFalse(names(edge).contains("bots"));
        JsonNode group = rule(acl(WITH_BOTS, "WebAcl"), "bots").at("/Statement/ManagedRuleGroupStatement");

        assertEquals("AWSManagedRulesBotControlRuleSet", group.path("Name").asText());
        assertEquals(
                "COMMON",
                group.at("/ManagedRuleGroupConfigs/0/AWSManagedRulesBotControlRuleSet/InspectionLevel")
                        .asText());
        assertTrue(matches(group.path("ScopeDownStatement"), "POST", "/api/v1/reserve", ""));
        assertFalse(matches(group.path("ScopeDownStatement"), "GET", "/api/v1/cities", ""));
        for (JsonNode override : group.path("RuleActionOverrides")) {
            assertTrue(override.path("ActionToUse").has("Count"), "apps are not browsers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserPool", "StaffPool"})
    void both_user_pools_are_behind_a_regional_web_acl(String pool) {
        assertEquals("REGIONAL", signIn.path("Scope").asText());
        JsonNode association = Synthesis.edge().resource(pool + "Firewall").path("Properties");

        assertEquals(pool, Synthesis.target(association.path("ResourceArn")));
        assertEquals("SignInWebAcl", Synthesis.target(association.path("WebACLArn")));
    }

    @Test
    void dashboard_shows_what_both_blocked() {
        String dashboard = Synthesis.edge().resource("Dashboard").toString().replace("\\", "");

        assertTrue(dashboard.contains("\"BlockedRequests\",\"Rule\",\"ALL\",\"WebACL\",\"seatline-prod-edge\""));
        assertTrue(dashboard.contains("\"WebACL\",\"seatline-prod-sign-in\""));
        assertTrue(dashboard.contains("\"region\":\"us-east-1\""));
    }

    private static JsonNode acl(Synthesis synthesis, String id) {
        return synthesis.resource(id).path("Properties");
    }

    private static List<String> names(JsonNode acl) {
        List<String> names = new ArrayList<>();
        acl.path("Rules").forEach(rule -> names.add(rule.path("Name").asText()));
        return names;
    }

    private static JsonNode rule(JsonNode acl, String name) {
        for (JsonNode rule : acl.path("Rules")) {
            if (rule.path("Name").asText().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + name);
    }

    /** Evaluates a statement as AWS WAF does. */
    private static boolean matches(JsonNode statement, String method, String path, String operation) {
        if (statement.has("AndStatement")) {
            return all(statement.at("/AndStatement/Statements")).allMatch(s -> matches(s, method, path, operation));
        }
        if (statement.has("OrStatement")) {
            return all(statement.at("/OrStatement/Statements")).anyMatch(s -> matches(s, method, path, operation));
        }
        JsonNode regex = statement.path("RegexMatchStatement");
        JsonNode field = regex.path("FieldToMatch");
        assertEquals(
                List.of("URL_DECODE", "LOWERCASE"),
                all(regex.path("TextTransformations"))
                        .map(transformation -> transformation.path("Type").asText())
                        .toList());
        String text = field.has("UriPath") ? path : field.has("Method") ? method : operation;
        return Pattern.compile(regex.path("RegexString").asText())
                .matcher(URLDecoder.decode(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .find();
    }

    private static Stream<JsonNode> all(JsonNode statements) {
        return StreamSupport.stream(statements.spliterator(), false);
    }
}
