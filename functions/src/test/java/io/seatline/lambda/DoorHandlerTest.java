package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.events.metric.Metric;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door of the samples' show, half an hour before its start; F12 and F13 are sold to one customer. */
class DoorHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
    private static final String USHER = "usher-1";

    private static TestTables db;
    private Deployment deployment;
    private Ledger ledger;
    private DoorHandler door;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void openDoors() {
        deployment = new Deployment(db);
        ledger = BoxOffice.ledgerIn(db.client());
        door = new DoorHandler(deployment.wiring);
        new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        deployment.deliverIpn();
        deployment.clock.moveTo(NOW);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void door_is_for_its_group_and_undoing_for_managers() {
        for (String groups : List.of("[]", "[manager]", "[support]")) {
            assertProblem(403, "forbidden", handle(in(groups, admission("{}"))));
        }
        ManageHandler manage = new ManageHandler(deployment.wiring);
        assertEquals(
                "Only members of the group manager may do this.",
                assertProblem(
                                403,
                                "forbidden",
                                manage.handleRequest(in("[door]", undo("s1", "wrong")), TestContext.INSTANCE))
                        .get("detail")
                        .textValue());
    }

    @Test
    void ticket_admits_its_seats_once() {
        assertEquals(
                CatalogFixture.json("{'result':'ADMITTED','detail':'Let them in: F12, F13.','booking_id':'" + BOOKING
                        + "','seats':[" + inside("F12") + "," + inside("F13") + "]}"),
                admit("s1", token()));
        assertEquals(
                CatalogFixture.json("{'result':'ALREADY_ADMITTED','detail':'Somebody was let in before: F12, F13.',"
                        + "'booking_id':'" + BOOKING + "','seats':[" + inside("F12") + "," + inside("F13") + "]}"),
                admit("s2", token()));
        assertEquals("ADMITTED", admit("s1", token()).get("result").textValue(), "a repeat answers the same");
    }

    @Test
    void some_seats_are_admitted_before_the_others() {
        assertEquals("Let them in: F12.", detail("s1", token() + ",'show_seats':['sh7f3k.F12']"));
        assertEquals(
                "Somebody was let in before: F12; not yet: F13.",
                detail("s2", token() + ",'show_seats':['sh7f3k.F12','sh7f3k.F13']"));
        assertEquals("Let them in: F13.", detail("s3", token()));
    }

    @Test
    void typed_code_admits_and_a_mistyped_one_is_forged() {
        String code = TicketCode.of(new BookingId(BOOKING)).value();
        String typed = code.substring(0, 4).toLowerCase(Locale.ROOT) + " - " + code.substring(4);

        assertEquals("Seatline knows no such ticket for this show.", detail("s1", "'code':'00000000'"));
        assertEquals("Seatline knows no such ticket for this show.", detail("s1", "'code':'no code'"));
        assertEquals("Let them in: F12, F13.", detail("s1", "'code':'" + typed + "'"));
        assertNull(deployment.metrics.counts().get(Metric.TICKET_FORGED));
    }

    @Test
    void altered_and_foreign_texts_are_forged() {
        String token = signed(Ticket.of(booking()));
        String altered = token.substring(0, 9) + (token.charAt(9) == 'A' ? 'B' : 'A') + token.substring(10);

        for (String text : List.of(altered, token + "0", token.substring(1), "WIFI:S:lotus;;", "", "A".repeat(1_001))) {
            JsonNode answer = admit("s1", "'token':'" + text + "'");
            assertEquals("FORGED", answer.get("result").textValue(), text);
            assertTrue(answer.get("booking_id").isNull());
            assertEquals(0, answer.get("seats").size());
        }
        assertEquals(5, deployment.metrics.counts().get(Metric.TICKET_FORGED), "the long text is not even read");
    }

    @Test
    void ticket_that_does_not_count_says_why() {
        String old = token();
        assertEquals(
                "The ticket is for another show.",
                detail("s1", "'show_id':'sh1'," + token()).replace("'", ""));
        deployment.clock.moveTo(NOW.minus(Duration.ofMinutes(31)));
        assertEquals("The doors open at 23:30 on 2026-11-23.", detail("s1", old));
        deployment.clock.moveTo(NOW);
        deployment
                .wiring
                .requestRefund()
                .bySupport(
                        new BookingId(BOOKING),
                        Optional.of(List.of(ShowSeat.parse("sh7f3k.F13").orElseThrow())),
                        new StaffId("anna"),
                        Optional.of("cash"),
                        AdmittedSeats.REFUSE);
        assertEquals("Seats of the ticket were returned; only a ticket made after that counts.", detail("s1", old));
        assertEquals("Let them in: F12.", detail("s1", token()));
    }

    @Test
    void door_without_network_reports_later() {
        admit("s1", token() + ",'show_seats':['sh7f3k.F12']");
        deployment.clock.advance(Duration.ofHours(1));

        JsonNode report = admit("s2", token() + ",'at':'2026-11-24T00:05:00.123456+07:00'");
        assertEquals("ALREADY_ADMITTED", report.get("result").textValue());
        assertEquals(
                "Somebody was let in before: F12; recorded now: F13.",
                report.get("detail").textValue());
        assertEquals(
                "2026-11-23T17:05:00.123Z", report.at("/seats/1/admitted_at").textValue());
        assertEquals(1, deployment.metrics.counts().get(Metric.SEAT_ADMITTED_TWICE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | show_id",
                "{'show_id':'sh7f3k','token':'X'} | scan_id",
                "{'scan_id':'a b','show_id':'sh7f3k','token':'X'} | scan_id",
                "{'scan_id':'s1','show_id':'SH','token':'X'} | show_id",
                "{'scan_id':'s1','show_id':'sh7f3k'} | token",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','code':'Y'} | code",
                "{'scan_id':'s1','show_id':'sh7f3k','token':7} | token",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','seats':[]} | seats",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','show_seats':[]} | show_seats",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','show_seats':['sh1.F12']} | show_seats[0]",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','at':'yesterday'} | at",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','at':'2026-02-30T00:00:00Z'} | at",
                "{'scan_id':'s1','show_id':'sh7f3k','token':'X','at':'2026-11-23T17:00:31Z'} | at"
            })
    void invalid_scan_names_its_field(String body, String field) {
        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(admission(body)))
                        .get("field")
                        .textValue());
    }

    @Test
    void scan_is_refused_for_an_unknown_show_and_for_seats_that_are_not_on_the_ticket() {
        assertProblem(404, "not_found", handle(admission("{'scan_id':'s1','show_id':'none'," + token() + "}")));
        assertEquals(
                "show_seats[1]",
                assertProblem(
                                400,
                                "invalid_request",
                                handle(scan("s1", token() + ",'show_seats':['sh7f3k.F13','sh7f3k.F1']")))
                        .get("field")
                        .textValue());
    }

    @Test
    void scan_id_names_one_admission_which_a_manager_may_undo() {
        admit("s1", token() + ",'show_seats':['sh7f3k.F12']");
        assertProblem(409, "idempotency_key_reused", handle(scan("s1", token() + ",'show_seats':['sh7f3k.F13']")));

        ManageHandler manage = new ManageHandler(deployment.wiring);
        assertEquals(
                204,
                manage.handleRequest(undo("s1", "wrong"), TestContext.INSTANCE).getStatusCode());
        assertEquals(
                204,
                manage.handleRequest(undo("s1", "again"), TestContext.INSTANCE).getStatusCode());
        assertProblem(404, "not_found", manage.handleRequest(undo("s9", "x"), TestContext.INSTANCE));
        assertProblem(404, "not_found", manage.handleRequest(undo("no id", "x"), TestContext.INSTANCE));
        assertProblem(409, "admission_undone", handle(scan("s1", token() + ",'show_seats':['sh7f3k.F12']")));
        assertEquals("Let them in: F12, F13.", detail("s2", token()));
    }

    @Test
    void next_shows_have_their_numbers() {
        admit("s1", token() + ",'show_seats':['sh7f3k.F12']");

        assertEquals(
                CatalogFixture.json("{'cinema_id':'lotus','shows':[{'show_id':'sh7f3k','title':'The Last Ferry',"
                        + "'rating':'T13','hall':'Hall 2','starts_at':'2026-11-23T17:30:00Z','ends_at':'2026-11-23T19:30:00Z',"
                        + "'doors_open_at':'2026-11-23T16:30:00Z','sales':'OPEN','sold':2,'admitted':1}]}"),
                json(shows("lotus")));
        deployment.clock.moveTo(Instant.parse("2026-11-23T05:29:59Z"));
        assertEquals(List.of(), json(shows("lotus")).get("shows").findValuesAsText("show_id"));
        deployment.clock.moveTo(Instant.parse("2026-11-23T05:30:00Z"));
        assertEquals(List.of("sh7f3k"), json(shows("lotus")).get("shows").findValuesAsText("show_id"));
        assertProblem(404, "not_found", shows("none"));
        assertProblem(400, "invalid_request", handle(route("GET /api/v1/door/shows", Map.of())));
    }

    @Test
    void list_of_tickets_is_whole_until_nothing_has_changed() {
        admit("s1", token() + ",'show_seats':['sh7f3k.F12']");

        JsonNode list = json(tickets(null));
        String code = TicketCode.of(new BookingId(BOOKING)).value();
        assertEquals(
                CatalogFixture.json("[{'booking_id':'" + BOOKING + "','code':'" + code + "','epoch':0,'seats':["
                        + inside("F12")
                        + ",{'seat':'F13','category':'STANDARD','admitted_at':null,'door':null}]}]"),
                list.get("tickets"));
        assertEquals("2026-11-23T16:30:00Z", list.get("doors_open_at").textValue());
        assertFalse(list.get("unchanged").booleanValue());
        JsonNode same = json(tickets(list.get("version").textValue()));
        assertTrue(same.get("unchanged").booleanValue());
        assertEquals(0, same.get("tickets").size());
        assertEquals(list.get("version"), same.get("version"));

        admit("s2", token());
        JsonNode changed = json(tickets(list.get("version").textValue()));
        assertNotEquals(list.get("version"), changed.get("version"));
        assertEquals(1, changed.get("tickets").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NO ID"})
    void unknown_show_has_no_tickets(String show) {
        assertProblem(
                404, "not_found", handle(route("GET /api/v1/door/shows/{show_id}/tickets", Map.of("show_id", show))));
    }

    private Booking booking() {
        return ledger.details(new BookingId(BOOKING)).orElseThrow().booking();
    }

    private String signed(Ticket ticket) {
        return deployment.wiring.ticketTokens().sign(ticket);
    }

    private String token() {
        return "'token':'" + signed(Ticket.of(booking())) + "'";
    }

    private static String inside(String seat) {
        return "{'seat':'" + seat + "','category':'STANDARD','admitted_at':'2026-11-23T17:00:00Z','door':'" + USHER
                + "'}";
    }

    private String detail(String scan, String fields) {
        return admit(scan, fields).get("detail").textValue();
    }

    private JsonNode admit(String scan, String fields) {
        APIGatewayV2HTTPResponse response = handle(scan(scan, fields));
        assertEquals(200, response.getStatusCode(), response.getBody());
        return json(response);
    }

    private static APIGatewayV2HTTPEvent scan(String id, String fields) {
        String show = fields.contains("'show_id'") ? "" : "'show_id':'sh7f3k',";
        return admission("{'scan_id':'" + id + "'," + show + fields + "}");
    }

    private static APIGatewayV2HTTPEvent admission(String body) {
        APIGatewayV2HTTPEvent event = route("POST /api/v1/door/admissions", Map.of());
        event.setBody(body.replace('\'', '"'));
        return event;
    }

    private static APIGatewayV2HTTPEvent undo(String scan, String reason) {
        APIGatewayV2HTTPEvent event =
                in("[manager]", route("DELETE /api/v1/door/admissions/{scan_id}", Map.of("scan_id", scan)));
        event.setBody("{\"reason\":\"" + reason + "\"}");
        return event;
    }

    private APIGatewayV2HTTPResponse shows(String cinema) {
        APIGatewayV2HTTPEvent event = route("GET /api/v1/door/shows", Map.of());
        event.setQueryStringParameters(Map.of("cinema_id", cinema));
        return handle(event);
    }

    private APIGatewayV2HTTPResponse tickets(String since) {
        APIGatewayV2HTTPEvent event = route("GET /api/v1/door/shows/{show_id}/tickets", Map.of("show_id", "sh7f3k"));
        event.setQueryStringParameters(since == null ? null : Map.of("since", since));
        return handle(event);
    }

    private static APIGatewayV2HTTPEvent route(String key, Map<String, String> path) {
        APIGatewayV2HTTPEvent event = in("[door]", by(USHER, call("manage-unblock-seats.json")));
        event.setRouteKey(key);
        event.setPathParameters(path);
        return event;
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return door.handleRequest(event, TestContext.INSTANCE);
    }
}
