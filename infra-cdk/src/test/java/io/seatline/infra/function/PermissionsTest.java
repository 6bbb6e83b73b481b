package io.seatline.infra.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Least privilege: each role lists all its permissions. */
@RequiresNode
class PermissionsTest {
    private final Synthesis dev = Synthesis.dev();

    @Test
    void no_action_is_a_wildcard() {
        for (JsonNode statement : allStatements()) {
            for (String action : actions(statement)) {
                assertFalse(action.contains("*"), statement::toString);
            }
        }
    }

    @Test
    void no_role_reaches_beyond_the_stack() {
        Set<String> open = new TreeSet<>();
        for (JsonNode statement : allStatements()) {
            JsonNode resource = statement.path("Resource");
            assertTrue(resource.isObject(), statement::toString);
            if (resource.toString().contains("*")) {
                open.add(statement.path("Sid").asText());
                assertEquals(
                        "Fn::GetAtt", resource.at("/Fn::Join/1/0").fieldNames().next(), statement::toString);
            }
        }
        // Objects of the one bucket, and streams of the two tables.
        assertEquals(Set.of("ReadDocuments", "ListBookingsStreams", "ListWaitlistStreams"), open);
    }

    /** The CDK's own function, which uploads the site during a deployment, is the exception. */
    @Test
    void every_permission_is_in_its_role() {
        assertEquals(
                Set.of("SiteUploadFunctionServiceRoleDefaultPolicy"),
                dev.properties("AWS::IAM::Policy").keySet());
        assertEquals(Map.of(), dev.properties("AWS::IAM::ManagedPolicy"));
        dev.properties("AWS::IAM::Role")
                .forEach((id, role) ->
                        assertEquals(id.equals("SiteUploadFunctionServiceRole"), role.has("ManagedPolicyArns"), id));
    }

    @Test
    void upload_of_the_site_writes_to_its_bucket_alone() {
        for (JsonNode statement :
                dev.resource("SiteUploadFunctionServiceRoleDefaultPolicy").at("/Properties/PolicyDocument/Statement")) {
            List<String> actions = actions(statement);
            if (actions.contains("s3:PutObject")) {
                assertEquals("SiteBucket", Synthesis.target(statement.at("/Resource/0")));
                assertEquals(2, statement.path("Resource").size());
            } else {
                assertTrue(
                        actions.stream()
                                .allMatch(action -> action.matches("s3:(Get|List).*|cloudfront:.*Invalidation")),
                        statement::toString);
            }
        }
    }

    @Test
    void every_function_has_its_own_role() {
        Set<String> roles = new TreeSet<>();
        Map<String, JsonNode> functions = dev.functions();
        functions.values().forEach(function -> roles.add(Synthesis.target(function.path("Role"))));

        assertEquals(functions.size(), roles.size());
    }

    @Test
    void only_the_show_worker_deletes_claims() {
        Set<String> deleters = new TreeSet<>();
        dev.properties("AWS::IAM::Role").forEach((id, role) -> {
            for (JsonNode statement : role.at("/Policies/0/PolicyDocument/Statement")) {
                if (Synthesis.target(statement.path("Resource")).equals("SeatClaimsTable")
                        && actions(statement).contains("dynamodb:DeleteItem")) {
                    deleters.add(id);
                }
            }
        });
        assertEquals(Set.of("ShowWorkerRole"), deleters);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Search, ReadCatalog ReadSeatClaims",
        "Reserve, QueryBookingsOfCustomer ReadBookings ReadCatalog ReadMomoSecret ReadSeatClaims ReadWaitlist"
                + " WriteBookings WriteSeatClaims WriteWaitlist",
        "Ticket, ReadBookings ReadCatalog ReadTicketKeys",
        "Waitlist, QueryWaitlistByPlace ReadBookings ReadCatalog ReadWaitlist SendToShowQueue WriteBookings"
                + " WriteSeatClaims WriteWaitlist",
        "Notify, ReadBookings ReadMomoSecret ReadWaitlist WriteBookings WriteSeatClaims WriteWaitlist",
        "Docs, ''",
        "Support, QueryBookingsOfCustomer QueryOpenCases ReadBookings ReadSeatClaims WriteBookings WriteSeatClaims",
        "Manage, QueryWaitlistByPlace ReadBookings ReadCatalog ReadSeatClaims ReadWaitlist SendToShowQueue"
                + " WriteBookings WriteCatalog WriteSeatClaims WriteWaitlist",
        "Door, ReadBookings ReadCatalog ReadSeatClaims ReadTicketKeys WriteBookings WriteSeatClaims",
        "Expire, QueryBookingDeadlines QueryEntryDeadlines SendToDeadline SendToScheduleDlq",
        "Deadline, ConsumeDeadline ReadBookings ReadCatalog ReadMomoSecret ReadSeatClaims ReadWaitlist SendToDeadline"
                + " SendToShowQueue SendToRefund WriteBookings WriteCatalog WriteSeatClaims WriteWaitlist",
        "Refund, ConsumeRefund ReadBookings ReadMomoSecret WriteBookings",
        "ShowWorker, ConsumeShowQueue PostponeShowQueue QueryWaitlistByKind ReadBookings ReadCatalog ReadSeatClaims"
                + " ReadWaitlist SendToShowQueueDlq WriteBookings WriteSeatClaims WriteWaitlist",
        "Outbox, ListBookingsStreams ListWaitlistStreams PutEvents ReadBookings ReadBookingsStream"
                + " ReadWaitlistStream SendToDeadline SendToShowQueue SendToOutboxDlq SendToRefund WriteCatalog",
        "Alert, ReadChatSecret SendToAlertDlq",
        "Notice, ConsumeNotices PostponeNotices ReadNoticeSecret",
        "Mail, ConsumeMail PostponeMail ReadBookings ReadCatalog",
        "Import, ListDocuments ReadCatalog ReadDocuments WriteCatalog",
        "Reconcile, ReadBookings ReadCatalog ReadSeatClaims ReadWaitlist WriteBookings WriteCatalog WriteSeatClaims"
                + " WriteWaitlist"
    })
    void permissions_of_a_function(String function, String permissions) {
        Set<String> granted = new TreeSet<>();
        for (JsonNode statement : statements(function)) {
            granted.add(statement.path("Sid").asText());
        }
        Set<String> expected =
                new TreeSet<>(List.of((permissions + " WriteLog").strip().split(" ")));

        assertEquals(expected, granted);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "Search, CatalogTable, BatchGetItem GetItem Query",
        "Search, SeatClaimsTable, Query",
        "Reserve, CatalogTable, BatchGetItem GetItem",
        "Reserve, SeatClaimsTable, PutItem Query UpdateItem",
        "Reserve, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "Reserve, WaitlistTable, DeleteItem GetItem",
        "Ticket, CatalogTable, BatchGetItem GetItem",
        "Ticket, BookingsTable, GetItem Query",
        "Waitlist, CatalogTable, BatchGetItem GetItem",
        "Waitlist, SeatClaimsTable, UpdateItem",
        "Waitlist, BookingsTable, GetItem Query UpdateItem",
        "Waitlist, WaitlistTable, DeleteItem GetItem PutItem UpdateItem",
        "Notify, SeatClaimsTable, UpdateItem",
        "Notify, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "Notify, WaitlistTable, DeleteItem GetItem",
        "Support, SeatClaimsTable, Query UpdateItem",
        "Support, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "Manage, CatalogTable, BatchGetItem DeleteItem GetItem PutItem Query UpdateItem",
        "Manage, SeatClaimsTable, PutItem Query UpdateItem",
        "Manage, BookingsTable, BatchGetItem GetItem PutItem Query UpdateItem",
        "Manage, WaitlistTable, BatchGetItem DeleteItem GetItem PutItem UpdateItem",
        "Door, CatalogTable, BatchGetItem GetItem Query",
        "Door, SeatClaimsTable, Query UpdateItem",
        "Door, BookingsTable, BatchGetItem GetItem PutItem Query",
        "Deadline, CatalogTable, BatchGetItem GetItem UpdateItem",
        "Deadline, SeatClaimsTable, Query UpdateItem",
        "Deadline, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "Deadline, WaitlistTable, DeleteItem GetItem PutItem UpdateItem",
        "Refund, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "ShowWorker, CatalogTable, BatchGetItem GetItem",
        "ShowWorker, SeatClaimsTable, DeleteItem PutItem Query UpdateItem",
        "ShowWorker, BookingsTable, ConditionCheckItem GetItem PutItem Query UpdateItem",
        "ShowWorker, WaitlistTable, ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem",
        "Outbox, BookingsTable, GetItem Query",
        "Outbox, CatalogTable, UpdateItem",
        "Mail, BookingsTable, GetItem Query",
        "Mail, CatalogTable, BatchGetItem GetItem",
        "Import, CatalogTable, BatchGetItem DeleteItem GetItem PutItem Query UpdateItem",
        "Reconcile, CatalogTable, BatchGetItem GetItem UpdateItem",
        "Reconcile, SeatClaimsTable, PutItem Query Scan UpdateItem",
        "Reconcile, BookingsTable, ConditionCheckItem DeleteItem GetItem PutItem Query Scan UpdateItem",
        "Reconcile, WaitlistTable, DeleteItem GetItem PutItem Query Scan UpdateItem"
    })
    void table_actions_of_a_function(String function, String table, String actions) {
        assertEquals(new TreeSet<>(List.of(actions.split(" "))), granted(function, table));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "Reserve, BookingsTable/by_customer",
        "Waitlist, WaitlistTable/by_place",
        "Support, BookingsTable/by_customer BookingsTable/open_cases",
        "Manage, WaitlistTable/by_place",
        "Expire, BookingsTable/deadline WaitlistTable/deadline",
        "ShowWorker, WaitlistTable/by_kind"
    })
    void indexes_of_a_function(String function, String indexes) {
        Set<String> granted = new TreeSet<>();
        for (JsonNode statement : statements(function)) {
            String resource = statement.path("Resource").toString();
            if (resource.contains("/index/")) {
                assertEquals(List.of("dynamodb:Query"), actions(statement), statement::toString);
                JsonNode arn = statement.at("/Resource/Fn::Join/1");
                granted.add(Synthesis.target(arn.path(0)) + arn.path(1).asText().replace("/index", ""));
            }
        }
        assertEquals(new TreeSet<>(List.of(indexes.split(" "))), granted);
    }

    @Test
    void other_functions_have_no_access_to_the_waitlist() {
        for (String function : List.of("Search", "Support", "Door", "Refund", "Alert", "Notice", "Mail", "Import")) {
            assertFalse(statements(function).toString().contains("WaitlistTable"), function);
        }
    }

    @Test
    void only_the_show_worker_notice_and_mail_change_visibility() {
        Set<String> postponed = new TreeSet<>();
        dev.properties("AWS::IAM::Role").forEach((id, role) -> {
            for (JsonNode statement : role.at("/Policies/0/PolicyDocument/Statement")) {
                if (actions(statement).contains("sqs:ChangeMessageVisibility")) {
                    postponed.add(id + " " + Synthesis.target(statement.path("Resource")));
                }
            }
        });
        assertEquals(
                Set.of("ShowWorkerRole WaitlistQueue", "NoticeRole NoticesQueue", "MailRole MailQueue"), postponed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Bookings, BookingsTable", "Waitlist, WaitlistTable"})
    void outbox_reads_the_stream_of(String name, String table) {
        JsonNode read = statement("Outbox", "Read" + name + "Stream");
        assertEquals(
                List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"), actions(read));
        assertEquals(
                "[\"" + table + "\",\"StreamArn\"]",
                read.at("/Resource/Fn::GetAtt").toString());

        JsonNode list = statement("Outbox", "List" + name + "Streams");
        assertEquals(List.of("dynamodb:ListStreams"), actions(list));
        assertEquals(table, Synthesis.target(list.at("/Resource/Fn::Join/1/0")));
    }

    @Test
    void scheduler_assumes_its_role_only_for_the_ticks_of_this_stack() {
        JsonNode conditions =
                dev.resource("TicksRole").at("/Properties/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals");
        Map<String, String> sources = new HashMap<>();
        conditions.properties().forEach(e -> sources.put(e.getKey(), Synthesis.target(e.getValue())));

        assertEquals(Map.of("aws:SourceAccount", "AWS::AccountId", "aws:SourceArn", "Ticks"), sources);
    }

    /** The actions of a function on the items of a table. */
    private Set<String> granted(String function, String table) {
        Set<String> granted = new TreeSet<>();
        for (JsonNode statement : statements(function)) {
            boolean onTable = statement.at("/Resource/Fn::GetAtt/0").asText().equals(table)
                    && statement.at("/Resource/Fn::GetAtt/1").asText().equals("Arn");
            if (onTable) {
                actions(statement).forEach(action -> granted.add(action.replace("dynamodb:", "")));
            }
        }
        return granted;
    }

    private JsonNode statement(String function, String sid) {
        for (JsonNode statement : statements(function)) {
            if (statement.path("Sid").asText().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError(function + " has no permission " + sid);
    }

    private JsonNode statements(String function) {
        return dev.resource(function + "Role").at("/Properties/Policies/0/PolicyDocument/Statement");
    }

    private List<JsonNode> allStatements() {
        List<JsonNode> statements = new ArrayList<>();
        for (JsonNode role : dev.properties("AWS::IAM::Role").values()) {
            for (JsonNode policy : role.path("Policies")) {
                policy.at("/PolicyDocument/Statement").forEach(statements::add);
            }
        }
        assertFalse(statements.isEmpty());
        return statements;
    }

    private static List<String> actions(JsonNode statement) {
        JsonNode action = statement.path("Action");
        List<String> actions = new ArrayList<>();
        if (action.isArray()) {
            action.forEach(each -> actions.add(each.asText()));
        } else {
            actions.add(action.asText());
        }
        return actions;
    }
}
