package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.SHOW;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Ticket;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.ticket.Scan;
import io.seatline.usecase.ticket.ScanBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** Managers read the numbers of the samples' show, which starts at half past midnight on 24 November. */
class ManageShowsTest {
    private static final String DAY = "2026-11-24";

    private static TestTables db;
    private Deployment deployment;
    private Ledger ledger;
    private ManageHandler handler;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
        ledger = BoxOffice.ledgerIn(db.client());
        handler = new ManageHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void day_lists_each_show_with_its_numbers_and_their_total() {
        sellTwoSeats();
        deployment.hold("bob", 1, 3);
        block(4);

        String figures =
                "'capacity':13,'sold':2,'admitted':0,'no_shows':null,'held':3,'blocked':1,'free':7,'waiting':0,"
                        + "'revenue':240000,'currency':'VND'";
        assertEquals(
                CatalogFixture.json("{'cinema_id':'lotus','date':'2026-11-24','shows':[{'show_id':'sh7f3k',"
                        + "'title':'The Last Ferry','hall':'Hall 2','starts_at':'2026-11-23T17:30:00Z','sales':'OPEN',"
                        + figures + "}],'total':{" + figures + "}}"),
                json(day("lotus", DAY)));
    }

    @Test
    void total_adds_the_shows_of_the_day_earliest_first() {
        ObjectNode document = CatalogFixture.withShow(Deployment.catalog(), "sh8", "2026-11-26T20:00:00+07:00");
        deployment.importCatalog(CatalogFixture.withShow(document, "sh9", "2026-11-26T15:00:00+07:00"));

        JsonNode day = json(day("lotus", "2026-11-26"));
        assertEquals(List.of("sh9", "sh8"), day.get("shows").findValuesAsText("show_id"));
        assertEquals(26, day.at("/total/capacity").intValue());
        assertEquals(26, day.at("/total/free").intValue());
    }

    @Test
    void released_seat_counts_as_held_and_earns_nothing() {
        sellTwoSeats();
        deployment
                .wiring
                .requestRefund()
                .bySupport(
                        new BookingId(BOOKING),
                        Optional.of(List.of(ShowSeat.parse("sh7f3k.F13").orElseThrow())),
                        new StaffId("anna"),
                        Optional.of("cash"),
                        RequestRefund.AdmittedSeats.REFUSE);

        JsonNode show = json(day("lotus", DAY)).at("/shows/0");
        assertEquals(1, show.get("sold").intValue());
        assertEquals(1, show.get("held").intValue());
        assertEquals(120_000, show.get("revenue").intValue());
    }

    @Test
    void who_did_not_come_is_counted_after_the_show() {
        sellTwoSeats();
        deployment.clock.advance(Duration.ofDays(3).plusHours(5));
        admit("sh7f3k.F13");

        JsonNode before = json(show("sh7f3k"));
        assertEquals(1, before.get("admitted").intValue());
        assertTrue(before.get("no_shows").isNull());
        deployment.clock.advance(Duration.ofHours(3));
        assertEquals(1, json(show("sh7f3k")).get("no_shows").intValue());
        assertEquals(1, json(day("lotus", DAY)).at("/total/no_shows").intValue());
    }

    private void admit(String seat) {
        var proof = new Scan.Token(deployment
                .wiring
                .ticketTokens()
                .sign(Ticket.of(
                        ledger.details(new BookingId(BOOKING)).orElseThrow().booking())));
        deployment
                .wiring
                .admitSeats()
                .admit(ScanBuilder.builder()
                        .id(new ScanId("s1"))
                        .door(new StaffId("usher"))
                        .show(SHOW)
                        .proof(proof)
                        .seats(ShowSeat.parse(seat).map(ShowSeat::seat).map(List::of))
                        .build());
    }

    @Test
    void past_day_keeps_its_numbers() {
        sellTwoSeats();
        deployment.clock.advance(Duration.ofDays(6));

        JsonNode show = json(day("lotus", DAY)).at("/shows/0");
        assertEquals("ENDED", show.get("sales").textValue());
        assertEquals(2, show.get("sold").intValue());
    }

    @Test
    void show_whose_claims_may_be_deleted_is_left_out() {
        sellTwoSeats();
        deployment.clock.advance(Duration.ofDays(15));

        JsonNode day = json(day("lotus", DAY));
        assertEquals(0, day.get("shows").size());
        assertEquals(0, day.at("/total/capacity").intValue());
    }

    @Test
    void only_the_bookings_of_sold_seats_are_read_in_one_request() {
        deployment.hold("bob", 1, 3);
        sellTwoSeats();
        deployment.database.take(BatchGetItemRequest.class);

        day("lotus", DAY);

        assertEquals(
                List.of(1),
                deployment.database.take(BatchGetItemRequest.class).stream()
                        .filter(r -> r.requestItems().containsKey(TestTables.BOOKINGS))
                        .map(r ->
                                r.requestItems().get(TestTables.BOOKINGS).keys().size())
                        .toList());
    }

    @Test
    void date_is_the_cinemas_day() {
        assertEquals(
                List.of("sh1"), json(day("lotus", "2026-11-23")).get("shows").findValuesAsText("show_id"));
        assertEquals(
                CatalogFixture.json("{'capacity':0,'sold':0,'admitted':0,'no_shows':null,'held':0,'blocked':0,'free':0,"
                        + "'waiting':0,'revenue':0,'currency':'VND'}"),
                json(day("lotus", "2026-11-25")).get("total"));
    }

    @Test
    void accept_text_csv_gets_the_same_shows_as_csv() {
        sellTwoSeats();
        APIGatewayV2HTTPEvent event = dayOf("lotus", DAY);
        event.setHeaders(Map.of("accept", "application/xml, text/csv; q=0.9"));

        APIGatewayV2HTTPResponse response = handle(event);
        assertEquals(
                "text/csv; charset=utf-8; header=present", response.getHeaders().get("content-type"));
        assertEquals("accept", response.getHeaders().get("vary"));
        assertEquals(
                List.of(
                        "show_id,title,hall,starts_at,sales,capacity,sold,held,blocked,"
                                + "free,waiting,revenue,currency,admitted,no_shows",
                        "sh7f3k,The Last Ferry,Hall 2,2026-11-23T17:30:00Z,OPEN,13,2,0,0,11,0,240000,VND,0,"),
                response.getBody().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/json", "text/csv;q=0", "text/*"})
    void any_other_accept_gets_json(String accept) {
        APIGatewayV2HTTPEvent event = dayOf("lotus", DAY);
        event.setHeaders(Map.of("accept", accept));

        assertEquals("application/json", handle(event).getHeaders().get("content-type"));
    }

    @ParameterizedTest
    @CsvSource({"date=2026-11-24, cinema_id", "cinema_id=lotus, date", "cinema_id=lotus&date=24.11.2026, date"})
    void invalid_query_names_the_parameter(String query, String field) {
        APIGatewayV2HTTPEvent event = route("GET /api/v1/manage/shows", Map.of());
        event.setQueryStringParameters(
                Stream.of(query.split("&", -1)).collect(toMap(p -> p.split("=", -1)[0], p -> p.split("=", -1)[1])));
        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(event))
                        .get("field")
                        .textValue());
    }

    @Test
    void unknown_cinemas_and_shows_are_not_found() {
        assertProblem(404, "not_found", day("nowhere", DAY));
        assertProblem(404, "not_found", show("sh404"));
        assertProblem(404, "not_found", show("No Show"));
        assertProblem(404, "not_found", waitlist("sh404", null));
    }

    @Test
    void show_has_the_same_numbers_and_its_blocks() {
        sellTwoSeats();
        block(4);
        sellAtCounter(5);

        JsonNode show = json(show("sh7f3k"));
        assertEquals("sh7f3k", show.get("show_id").textValue());
        assertEquals(3, show.get("sold").intValue());
        assertEquals(360_000, show.get("revenue").intValue());
        JsonNode block = show.at("/blocks/0");
        assertEquals(
                CatalogFixture.json("{'block_id':'" + block.get("block_id").textValue()
                        + "','show_id':'sh7f3k','show_seats':['sh7f3k.F4'],'reason':'broken','created_at':'2026-11-20T12:00:00Z',"
                        + "'created_by':'anna'}"),
                block);
        assertEquals(1, show.get("blocks").size());
    }

    @Test
    void changing_the_sales_answers_with_the_show() {
        JsonNode untouched = json(show("sh1"));
        assertTrue(untouched.get("sales_changed_at").isNull());
        assertTrue(untouched.get("sales_reason").isNull());
        assertTrue(untouched.get("cancellation").isNull());

        JsonNode closed = json(decide("close", "{\"reason\":\"broken projector\"}"));
        assertEquals("CLOSED", closed.get("sales").textValue());
        assertEquals("broken projector", closed.get("sales_reason").textValue());
        assertEquals(
                "3c5b7a91-2d4e-4f60-9182-a3b4c5d6e7f8",
                closed.get("sales_changed_by").textValue());
        assertEquals("2026-11-20T12:00:00Z", closed.get("sales_changed_at").textValue());
        assertEquals(closed, json(show("sh1")));
        assertTrue(json(decide("reopen", "")).get("sales_reason").isNull());

        APIGatewayV2HTTPResponse cancelled = decide("cancel", "{\"reason\":\"no projector\"}");
        assertEquals(202, cancelled.getStatusCode());
        assertEquals("CANCELLED", json(cancelled).get("sales").textValue());
        assertEquals(
                CatalogFixture.json("{'requested_at':'2026-11-20T12:00:00Z','finished_at':null,'bookings_cancelled':0,"
                        + "'bookings_refunded':0,'entries_lapsed':0,'seats_left':"
                        + json(cancelled).get("capacity") + "}"),
                json(cancelled).get("cancellation"));
    }

    @Test
    void waitlist_is_paged_in_the_order_of_the_places() {
        deployment.holdAllSeats();
        for (int number = 1; number <= 51; number++) {
            join("customer-" + number);
        }

        JsonNode first = json(waitlist("sh7f3k", null));
        assertEquals(50, first.get("entries").size());
        JsonNode entry = first.at("/entries/0");
        assertEquals("customer-1", entry.get("customer_id").textValue());
        assertEquals(1, entry.get("place").intValue());
        assertEquals(2, entry.get("seats").intValue());
        assertFalse(entry.get("accessible").booleanValue());
        assertEquals("2026-11-20T12:00:00Z", entry.get("joined_at").textValue());
        JsonNode second = json(waitlist("sh7f3k", first.get("next_cursor").textValue()));
        assertEquals(List.of("customer-51"), second.get("entries").findValuesAsText("customer_id"));
        assertTrue(second.get("next_cursor").isNull());
        assertEquals(51, json(show("sh7f3k")).get("waiting").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "x", "1.5", "9999999999999"})
    void invalid_cursor_is_refused(String cursor) {
        assertEquals(
                "cursor",
                assertProblem(400, "invalid_request", waitlist("sh7f3k", cursor))
                        .get("field")
                        .textValue());
    }

    @Test
    void removed_entry_is_gone_and_names_who_removed_it() {
        deployment.holdAllSeats();
        String id = join("mallory");
        join("bob");

        assertEquals(204, remove(id, "{\"reason\":\"many accounts\"}").getStatusCode());
        assertEquals(204, remove(id, "{\"reason\":\"again\"}").getStatusCode());
        deliverLast();

        assertEquals(
                List.of("bob"), json(waitlist("sh7f3k", null)).get("entries").findValuesAsText("customer_id"));
        assertEquals(1, json(show("sh7f3k")).get("waiting").intValue());
        assertEquals("LEFT", entry("mallory", id).get("status").textValue());
        var removal = BoxOffice.waitlistIn(db.client())
                .entry(WaitlistEntryId.of(id))
                .orElseThrow()
                .removal()
                .orElseThrow();
        assertEquals("3c5b7a91-2d4e-4f60-9182-a3b4c5d6e7f8 many accounts", removal.by() + " " + removal.reason());
    }

    @Test
    void removing_an_offered_entry_cancels_the_unpaid_offer_for_staff() {
        String id = join("mallory");
        JsonNode offered = entry("mallory", id);
        assertEquals("OFFERED", offered.get("status").textValue());

        assertEquals(204, remove(id, "{\"reason\":\"abuse\"}").getStatusCode());

        Booking offer = ledger.details(new BookingId(offered.get("booking_id").textValue()))
                .orElseThrow()
                .booking();
        assertEquals(BookingState.CANCELLED, offer.state());
        assertEquals(
                Optional.of(new StaffId("3c5b7a91-2d4e-4f60-9182-a3b4c5d6e7f8")),
                offer.changes().getLast().by());
        assertEquals(0, ledger.activeHold(new CustomerId("mallory")).lapses().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "{\"reason\":7}", "{\"reason\":null}"})
    void removal_needs_a_reason(String body) {
        deployment.holdAllSeats();
        String id = join("mallory");

        assertEquals(
                "reason",
                assertProblem(400, "invalid_request", remove(id, body))
                        .get("field")
                        .textValue());
        assertEquals(1, json(waitlist("sh7f3k", null)).get("entries").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh7f3k.aaaaaaaaaaaaaaaaaaaaaaaaaa", "no entry"})
    void unknown_entry_is_not_found(String id) {
        assertProblem(404, "not_found", remove(id, "{\"reason\":\"x\"}"));
    }

    private void sellTwoSeats() {
        new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        deployment.deliverIpn();
    }

    private void block(int seat) {
        deployment.wiring.blockSeats().block(new StaffId("anna"), SHOW, List.of(SeatNumber.of("F", seat)), "broken");
    }

    private void sellAtCounter(int seat) {
        var request = new SellAtCounter.Request(
                new StaffId("anna"), SHOW, List.of(SeatNumber.of("F", seat)), Optional.empty(), Optional.empty());
        assertTrue(deployment.wiring.sellAtCounter().sell(request) instanceof SellAtCounter.Result.Sold);
    }

    /** Joins and lets the show worker give the place. */
    private String join(String customer) {
        String id = json(new WaitlistHandler(deployment.wiring)
                        .handleRequest(by(customer, call("join-waitlist.json")), TestContext.INSTANCE))
                .get("entry_id")
                .textValue();
        deliverLast();
        return id;
    }

    private void deliverLast() {
        var message = ShowQueue.sampled("show-worker-join.json");
        message.setBody(deployment.sent.getLast().messageBody());
        assertEquals(List.of(), new ShowQueue(deployment).deliver(message));
    }

    private JsonNode entry(String customer, String id) {
        APIGatewayV2HTTPEvent event = by(customer, call("get-waitlist-entry.json"));
        event.setPathParameters(Map.of("entry_id", id));
        return json(new WaitlistHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE));
    }

    private APIGatewayV2HTTPResponse day(String cinema, String date) {
        return handle(dayOf(cinema, date));
    }

    private static APIGatewayV2HTTPEvent dayOf(String cinema, String date) {
        APIGatewayV2HTTPEvent event = route("GET /api/v1/manage/shows", Map.of());
        event.setQueryStringParameters(Map.of("cinema_id", cinema, "date", date));
        return event;
    }

    private APIGatewayV2HTTPResponse show(String id) {
        return handle(route("GET /api/v1/manage/shows/{show_id}", Map.of("show_id", id)));
    }

    private APIGatewayV2HTTPResponse decide(String decision, String body) {
        APIGatewayV2HTTPEvent event =
                route("POST /api/v1/manage/shows/{show_id}/" + decision, Map.of("show_id", "sh1"));
        event.setBody(body);
        return handle(event);
    }

    private APIGatewayV2HTTPResponse waitlist(String id, String cursor) {
        APIGatewayV2HTTPEvent event = route("GET /api/v1/manage/shows/{show_id}/waitlist", Map.of("show_id", id));
        event.setQueryStringParameters(cursor == null ? null : Map.of("cursor", cursor));
        return handle(event);
    }

    private APIGatewayV2HTTPResponse remove(String id, String body) {
        APIGatewayV2HTTPEvent event = route("DELETE /api/v1/manage/waitlist/{entry_id}", Map.of("entry_id", id));
        event.setBody(body);
        return handle(event);
    }

    private static APIGatewayV2HTTPEvent route(String key, Map<String, String> path) {
        APIGatewayV2HTTPEvent event = in("[manager]", call("support-list-cases.json"));
        event.setRouteKey(key);
        event.setRawPath(key.substring(key.indexOf(' ') + 1));
        event.setPathParameters(path);
        return event;
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }
}
