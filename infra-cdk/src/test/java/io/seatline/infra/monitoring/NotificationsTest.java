package io.seatline.infra.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.lambda.FunctionsCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who is told of alarms and costs. */
@RequiresNode
class NotificationsTest {
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private final Synthesis prod = Synthesis.prod();

    @Test
    void every_alarm_of_production_tells_when_it_is_raised_and_when_it_is_over() {
        prod.properties(ALARM).forEach((id, alarm) -> {
            assertEquals("AlarmTopic", Synthesis.target(alarm.at("/AlarmActions/0")), id);
            assertEquals("AlarmTopic", Synthesis.target(alarm.at("/OKActions/0")), id);
        });
        JsonNode subscription =
                prod.properties("AWS::SNS::Subscription").values().iterator().next();
        assertEquals("email", subscription.path("Protocol").asText());
        assertEquals("oncall@cinema.vn", subscription.path("Endpoint").asText());
    }

    /** CloudWatch may not use the key that AWS manages for SNS, and a topic with a policy accepts nothing else. */
    @Test
    void cloudwatch_may_publish_to_the_encrypted_topic() {
        assertEquals(
                "AlarmTopicKey", Synthesis.target(prod.resource("AlarmTopic").at("/Properties/KmsMasterKeyId")));
        assertTrue(prod.resource("AlarmTopicKey")
                .at("/Properties/EnableKeyRotation")
                .asBoolean());

        JsonNode statement = statement("AlarmTopicPolicy", "PolicyDocument", "AlarmsPublish");
        assertEquals("sns:Publish", statement.path("Action").asText());
        assertEquals(
                "cloudwatch.amazonaws.com", statement.at("/Principal/Service").asText());
        assertTrue(statement.at("/Condition/StringEquals").has("aws:SourceAccount"));
        assertEquals(
                "[\"kms:Decrypt\",\"kms:GenerateDataKey*\"]",
                statement("AlarmTopicKey", "KeyPolicy", "AlarmsEncrypt")
                        .path("Action")
                        .toString());
    }

    @Test
    void development_without_an_address_has_alarms_that_tell_nobody() {
        Synthesis.dev().properties(ALARM).values().forEach(alarm -> assertFalse(alarm.has("AlarmActions")));
        assertTrue(Synthesis.dev().properties("AWS::SNS::Topic").isEmpty());
    }

    @Test
    void a_budget_tells_at_80_percent_and_when_the_forecast_reaches_it() {
        Synthesis dev = Synthesis.of(
                DeploymentOptions.of(Map.of("alarmEmail", "oncall@cinema.vn", "monthlyBudget", "500")),
                FunctionsCode::placeholder);
        JsonNode budget = dev.resource("MonthlyBudget").path("Properties");
        Set<String> told = new TreeSet<>();
        for (JsonNode notification : budget.path("NotificationsWithSubscribers")) {
            told.add(notification.at("/Notification/NotificationType").asText() + " "
                    + notification.at("/Notification/Threshold").asInt() + " "
                    + notification.at("/Subscribers/0/Address").asText());
        }

        assertEquals(500, budget.at("/Budget/BudgetLimit/Amount").asInt());
        assertEquals("MONTHLY", budget.at("/Budget/TimeUnit").asText());
        assertEquals(Set.of("ACTUAL 80 oncall@cinema.vn", "FORECASTED 100 oncall@cinema.vn"), told);
        assertTrue(prod.properties("AWS::Budgets::Budget").isEmpty());
    }

    private JsonNode statement(String resource, String document, String sid) {
        for (JsonNode statement : prod.resource(resource).at("/Properties/" + document + "/Statement")) {
            if (statement.path("Sid").asText().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError(resource + " has no statement " + sid);
    }
}
