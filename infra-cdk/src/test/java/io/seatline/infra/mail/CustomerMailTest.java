package io.seatline.infra.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails through SES, which a deployment has with {@code mailFrom} alone. */
@RequiresNode
class CustomerMailTest {
    private final Synthesis prod = Synthesis.prod();

    @Test
    void without_a_sender_there_is_nothing_of_ses() {
        Synthesis dev = Synthesis.dev();

        assertFalse(dev.json().toString().contains("AWS::SES::"));
        assertFalse(dev.resource("MailFunction").toString().contains("MAIL_FROM"));
    }

    @Test
    void function_knows_sender_configuration_set_and_user_pool() {
        JsonNode variables = prod.resource("MailFunction").at("/Properties/Environment/Variables");

        assertEquals("no-reply@cinema.vn", variables.path("MAIL_FROM").asText());
        assertEquals("MailConfigurationSet", Synthesis.target(variables.path("MAIL_CONFIGURATION_SET")));
        assertEquals("UserPool", Synthesis.target(variables.path("USER_POOL_ID")));
    }

    @Test
    void function_sends_as_that_sender_alone_and_reads_customers_alone() {
        JsonNode send = statement("SendMail");
        assertEquals("ses:SendEmail", send.path("Action").asText());
        assertEquals(
                "no-reply@cinema.vn",
                send.at("/Condition/StringEquals/ses:FromAddress").asText());
        assertTrue(send.at("/Resource/0").toString().contains(":identity/cinema.vn\""), send::toString);
        assertTrue(send.at("/Resource/1").toString().contains(":configuration-set/"), send::toString);

        JsonNode read = statement("ReadCustomer");
        assertEquals("cognito-idp:AdminGetUser", read.path("Action").asText());
        assertEquals("UserPool", Synthesis.target(read.path("Resource")));

        JsonNode keys = statement("ReadTicketKeys");
        assertEquals("TicketKeys", Synthesis.target(keys.path("Resource")));
    }

    @Test
    void bounces_and_complaints_are_suppressed_and_published() {
        JsonNode set = prod.resource("MailConfigurationSet").path("Properties");
        assertEquals(
                "[\"BOUNCE\",\"COMPLAINT\"]",
                set.at("/SuppressionOptions/SuppressedReasons").toString());
        assertTrue(set.at("/ReputationOptions/ReputationMetricsEnabled").asBoolean());

        JsonNode events = prod.resource("MailEvents").at("/Properties/EventDestination");
        assertEquals(
                "[\"bounce\",\"complaint\",\"reject\"]",
                events.path("MatchingEventTypes").toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Bounce, 0.05", "Complaint, 0.001"})
    void alarm_is_raised_before_ses_stops_the_account(String what, double threshold) {
        JsonNode alarm = prod.resource("Mail" + what + "sAlarm").path("Properties");

        assertEquals("AWS/SES", alarm.path("Namespace").asText());
        assertEquals("Reputation." + what + "Rate", alarm.path("MetricName").asText());
        assertEquals(threshold, alarm.path("Threshold").asDouble());
    }

    private JsonNode statement(String sid) {
        for (JsonNode statement : prod.resource("MailRole").at("/Properties/Policies/0/PolicyDocument/Statement")) {
            if (statement.path("Sid").asText().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError("no permission " + sid);
    }
}
