package io.seatline.infra.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of the functions. */
@RequiresNode
class FunctionsTest {
    private final Synthesis dev = Synthesis.dev();

    @Test
    void every_function_has_an_alias_live_on_its_own_version() {
        Set<String> aliased = new TreeSet<>();
        for (JsonNode alias : dev.properties("AWS::Lambda::Alias").values()) {
            assertEquals("live", alias.path("Name").asText());
            String function = Synthesis.target(alias.path("FunctionName"));
            String version = Synthesis.target(alias.path("FunctionVersion"));
            assertEquals(function, Synthesis.target(dev.resource(version).at("/Properties/FunctionName")));
            aliased.add(function);
        }
        assertEquals(dev.functions().keySet(), aliased);
    }

    /**
     * A rollback of an alias needs a version to go back to. A version whose deployment fails is deleted all the same, or
     * the next deployment of the same code could not publish one.
     */
    @Test
    void a_deployment_keeps_the_earlier_versions() {
        for (Synthesis stage : List.of(dev, Synthesis.prod())) {
            for (String id : stage.properties("AWS::Lambda::Version").keySet()) {
                JsonNode version = stage.resource(id);

                assertEquals(
                        "RetainExceptOnCreate", version.path("DeletionPolicy").asText(), id);
                assertEquals("Retain", version.path("UpdateReplacePolicy").asText(), id);
            }
        }
    }

    /** AWS limits how many snapshots it makes at once. */
    @Test
    void a_deployment_publishes_three_versions_with_a_snapshot_at_a_time() {
        Map<String, String> waitsFor = new TreeMap<>();
        Set<String> first = new TreeSet<>();
        dev.properties("AWS::Lambda::Version").forEach((id, version) -> {
            JsonNode snapshot =
                    dev.resource(Synthesis.target(version.path("FunctionName"))).at("/Properties/SnapStart/ApplyOn");
            JsonNode before = dev.resource(id).path("DependsOn");
            if (before.isArray()) {
                waitsFor.put(id, before.path(0).asText());
            } else if (snapshot.asText().equals("PublishedVersions")) {
                first.add(id);
            }
        });

        assertEquals(3, first.size());
        assertEquals(waitsFor.size(), new TreeSet<>(waitsFor.values()).size(), "each waits for another");
        assertEquals(13, first.size() + waitsFor.size());
    }

    @Test
    void every_function_runs_on_java_25_and_arm() {
        for (JsonNode function : dev.functions().values()) {
            assertEquals("java25", function.path("Runtime").asText());
            assertEquals("[\"arm64\"]", function.path("Architectures").toString());
        }
    }

    /**
     * Lambda drops a snapshot after two weeks without use and fails calls until it has made a new one: the others are
     * called daily.
     */
    @Test
    void every_function_but_the_rarely_called_has_a_snapshot() {
        Set<String> anew = new TreeSet<>();
        dev.functions().forEach((id, function) -> {
            String applyOn = function.at("/SnapStart/ApplyOn").asText();
            if (applyOn.equals("None")) {
                anew.add(id);
            } else {
                assertEquals("PublishedVersions", applyOn, id);
            }
        });
        assertEquals(
                Set.of(
                        "AlertFunction",
                        "DocsFunction",
                        "ImportFunction",
                        "MailFunction",
                        "ReconcileFunction",
                        "SupportFunction"),
                anew);
    }

    @Test
    void every_function_has_its_own_log_with_a_retention() {
        Map<String, JsonNode> logs = dev.properties("AWS::Logs::LogGroup");
        Set<String> used = new TreeSet<>();
        for (JsonNode function : dev.functions().values()) {
            String log = Synthesis.target(function.at("/LoggingConfig/LogGroup"));
            assertEquals(
                    "/aws/lambda/" + function.path("FunctionName").asText(),
                    logs.get(log).path("LogGroupName").asText());
            assertTrue(logs.get(log).path("RetentionInDays").asInt() > 0, log);
            used.add(log);
        }
        logs.keySet().removeIf(log -> !log.endsWith("LogGroup"));
        assertEquals(logs.keySet(), used);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Search, CATALOG_TABLE SEAT_CLAIMS_TABLE",
        "Reserve, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_SHARDS HOLD_SECONDS MOMO_ENDPOINT MOMO_IPN_URL"
                + " MOMO_REDIRECT_URL MOMO_SECRET_ID PUBLIC_URL SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Ticket, BOOKINGS_TABLE CATALOG_TABLE PUBLIC_URL TICKET_SECRET_ID",
        "Waitlist, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_SHARDS SHOW_QUEUE_URL SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Notify, BOOKINGS_TABLE DEADLINE_SHARDS MOMO_SECRET_ID SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Expire, BOOKINGS_TABLE DEADLINE_QUEUE_URL WAITLIST_TABLE",
        "Deadline, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_QUEUE_URL DEADLINE_SHARDS SHOW_QUEUE_URL MOMO_ENDPOINT"
                + " MOMO_IPN_URL MOMO_REDIRECT_URL MOMO_SECRET_ID REFUND_QUEUE_URL SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Refund, BOOKINGS_TABLE DEADLINE_SHARDS MOMO_ENDPOINT MOMO_IPN_URL MOMO_REDIRECT_URL MOMO_SECRET_ID",
        "ShowWorker, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_SHARDS OFFER_SECONDS SHOW_QUEUE_DLQ_URL SHOW_QUEUE_URL"
                + " SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Outbox, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_QUEUE_URL EVENT_BUS_NAME OUTBOX_DLQ_URL SHOW_QUEUE_URL"
                + " REFUND_QUEUE_URL",
        "Support, BOOKINGS_TABLE DEADLINE_SHARDS SEAT_CLAIMS_TABLE",
        "Manage, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_SHARDS SHOW_QUEUE_URL SEAT_CLAIMS_TABLE WAITLIST_TABLE",
        "Door, BOOKINGS_TABLE CATALOG_TABLE DOOR_OPENS_MINUTES SEAT_CLAIMS_TABLE TICKET_SECRET_ID",
        "Alert, CHAT_SECRET_ID",
        "Notice, NOTICES_QUEUE_URL NOTICE_SECRET_ID PUBLIC_URL",
        "Mail, BOOKINGS_TABLE CATALOG_TABLE MAIL_QUEUE_URL PUBLIC_URL",
        "Import, CATALOG_TABLE",
        "Reconcile, BOOKINGS_TABLE CATALOG_TABLE DEADLINE_SHARDS SEAT_CLAIMS_TABLE WAITLIST_TABLE"
    })
    void a_function_has_the_variables_that_it_uses_and_no_more(String function, String names) {
        Set<String> expected = new TreeSet<>(Arrays.asList(names.split(" ")));
        Set<String> present = new TreeSet<>();
        dev.resource(function + "Function")
                .at("/Properties/Environment/Variables")
                .fieldNames()
                .forEachRemaining(present::add);
        present.removeAll(Set.of("LOG_LEVEL", "METRICS_NAMESPACE", "SERVICE_NAME"));

        assertEquals(expected, present);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Waitlist, 10, 1769", "Notice, 20, 896"})
    void timeout_and_memory_of(String function, int seconds, int mebibytes) {
        JsonNode properties = dev.resource(function + "Function").path("Properties");

        assertEquals(seconds, properties.path("Timeout").asInt());
        assertEquals(mebibytes, properties.path("MemorySize").asInt());
    }

    @Test
    void metrics_of_stages_in_one_account_are_separate() {
        assertEquals("seatline-dev", service(dev));
        assertEquals("seatline-prod", service(Synthesis.prod()));
    }

    @Test
    void only_production_calls_the_real_momo() {
        assertEquals("https://test-payment.momo.vn", momoEndpoint(dev));
        assertEquals("https://payment.momo.vn", momoEndpoint(Synthesis.prod()));
    }

    private static String service(Synthesis synthesis) {
        return synthesis
                .resource("ShowWorkerFunction")
                .at("/Properties/Environment/Variables/SERVICE_NAME")
                .asText();
    }

    private static String momoEndpoint(Synthesis synthesis) {
        return synthesis
                .resource("ReserveFunction")
                .at("/Properties/Environment/Variables/MOMO_ENDPOINT")
                .asText();
    }
}
