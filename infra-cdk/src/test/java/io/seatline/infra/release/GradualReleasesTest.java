package io.seatline.infra.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Releases of new versions through CodeDeploy. */
@RequiresNode
class GradualReleasesTest {
    private static final String ALIAS = "AWS::Lambda::Alias";

    private final Synthesis prod = Synthesis.prod();

    @Test
    void in_production_codedeploy_moves_every_alias_but_the_outbox_after_it() {
        assertFalse(prod.resource("OutboxLive").has("UpdatePolicy"));
        for (String alias : prod.properties(ALIAS).keySet()) {
            if (alias.equals("OutboxLive")) {
                continue;
            }
            assertTrue(prod.resource(alias).path("DependsOn").toString().contains("\"OutboxLive\""), alias);
            JsonNode policy = prod.resource(alias).at("/UpdatePolicy/CodeDeployLambdaAliasUpdate");

            assertEquals("Releases", Synthesis.target(policy.path("ApplicationName")), alias);
            assertEquals(
                    alias.replace("Live", "Releases"), Synthesis.target(policy.path("DeploymentGroupName")), alias);
        }
    }

    /** The embedded cloud and emulators deploy at once. */
    @Test
    void in_development_an_alias_moves_at_once() {
        Synthesis dev = Synthesis.dev();
        for (String alias : dev.properties(ALIAS).keySet()) {
            assertFalse(dev.resource(alias).has("UpdatePolicy"), alias);
        }
        assertTrue(dev.properties("AWS::CodeDeploy::DeploymentGroup").isEmpty());
    }

    @Test
    void a_release_is_rolled_back_by_errors_of_the_new_version_alone() {
        prod.properties("AWS::CodeDeploy::DeploymentGroup").forEach((id, group) -> {
            String function = id.replace("Releases", "");

            assertEquals(
                    "CodeDeployDefault.LambdaCanary10Percent10Minutes",
                    group.path("DeploymentConfigName").asText());
            assertTrue(group.at("/AlarmConfiguration/Enabled").asBoolean(), id);
            assertTrue(group.at("/AutoRollbackConfiguration/Events").toString().contains("DEPLOYMENT_STOP_ON_ALARM"));
            assertTrue(alarms(group).contains(function + "ReleaseFailedAlarm"), id);

            JsonNode alarm = prod.resource(function + "ReleaseFailedAlarm").path("Properties");
            assertEquals("Errors", alarm.path("MetricName").asText());
            assertEquals(60, alarm.path("Period").asInt());
            assertEquals(2, alarm.path("DatapointsToAlarm").asInt());
            assertEquals("ExecutedVersion", alarm.at("/Dimensions/0/Name").asText());
            assertEquals(
                    prod.resource(function + "Live").at("/Properties/FunctionVersion"),
                    alarm.at("/Dimensions/0/Value"));
            assertEquals(function + "Function", Synthesis.target(alarm.at("/Dimensions/1/Value")));
            assertTrue(alarm.at("/Dimensions/2/Value").toString().contains(":live"), id);
        });
    }

    @Test
    void failing_responses_of_the_api_roll_back_the_functions_behind_it() {
        Set<String> groups = new TreeSet<>();
        prod.properties("AWS::CodeDeploy::DeploymentGroup").forEach((id, group) -> {
            if (alarms(group).contains("ApiErrorsAlarm")) {
                groups.add(id);
            }
        });
        Set<String> expected = new TreeSet<>();
        prod.properties("AWS::ApiGatewayV2::Integration")
                .values()
                .forEach(integration -> expected.add(
                        Synthesis.target(integration.path("IntegrationUri")).replace("Live", "Releases")));

        assertEquals(expected, groups);
    }

    private static Set<String> alarms(JsonNode group) {
        Set<String> alarms = new TreeSet<>();
        group.at("/AlarmConfiguration/Alarms").forEach(alarm -> alarms.add(Synthesis.target(alarm.path("Name"))));
        return alarms;
    }
}
