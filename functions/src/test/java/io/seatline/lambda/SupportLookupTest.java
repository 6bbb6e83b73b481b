package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.SHOW;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.desk.BlockSeats;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.ticket.Scan;
import io.seatline.usecase.ticket.ScanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Support finds bookings and reads what happened to them. */
class SupportLookupTest {
    private static final String CUSTOMER = "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f";

    private static TestTables db;
    private Deployment deployment;
    private SupportHandler handler;

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
        handler = new SupportHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @ParameterizedTest
    @CsvSource({
        "booking_id, " + BOOKING,
        "order_id, " + BOOKING + ".1",
        "order_id, " + BOOKING + ".1-r1-1",
        "customer, " + CUSTOMER,
        "show_seat, sh7f3k.F12"
    })
    void booking_is_found_by(String parameter, String value) {
        paidWithOneSeatReturned();

        JsonNode page = json(find(Map.of(parameter, value)));
        assertEquals(List.of(BOOKING), page.get("bookings").findValuesAsText("booking_id"));
        assertEquals("PAID", page.at("/bookings/0/status").textValue());
        assertTrue(page.get("next_cursor").isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "booking_id, bkaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "order_id, " + BOOKING + ".2",
        "order_id, " + BOOKING + ".1-r2-1",
        "order_id, MOMO1234",
        "customer, nobody",
        "show_seat, sh7f3k.F1",
        "show_seat, nowhere.F1"
    })
    void nothing_is_found_by(String parameter, String value) {
        paidWithOneSeatReturned();

        assertEquals(CatalogFixture.json("{'bookings':[],'next_cursor':null}"), json(find(Map.of(parameter, value))));
    }

    @Test
    void ticket_code_finds_the_booking_of_its_show() {
        paidWithOneSeatReturned();
        String code = TicketCode.of(new BookingId(BOOKING)).value();

        for (String typed :
                List.of(code, code.toLowerCase(Locale.ROOT), code.substring(0, 4) + " " + code.substring(4))) {
            assertEquals(
                    List.of(BOOKING),
                    json(find(Map.of("code", typed, "show_id", SHOW.value())))
                            .get("bookings")
                            .findValuesAsText("booking_id"));
        }
        assertTrue(json(find(Map.of("code", "00000000", "show_id", SHOW.value())))
                .get("bookings")
                .isEmpty());
        assertTrue(json(find(Map.of("code", code, "show_id", "nowhere")))
                .get("bookings")
                .isEmpty());
    }

    @Test
    void released_seat_finds_the_booking_that_had_it_last() {
        paidWithOneSeatReturned();

        assertEquals(
                BOOKING,
                json(find(Map.of("show_seat", "sh7f3k.F13")))
                        .at("/bookings/0/booking_id")
                        .textValue());
    }

    @Test
    void customers_bookings_are_paged() {
        for (int number = 0; number < 21; number++) {
            book("alice", number);
        }

        JsonNode first = json(find(Map.of("customer", "alice")));
        String cursor = first.get("next_cursor").textValue();
        JsonNode second = json(find(Map.of("customer", "alice", "cursor", cursor)));

        assertEquals(20, first.get("bookings").size());
        assertEquals(1, second.get("bookings").size());
        assertInvalid("cursor", Map.of("customer", "bob", "cursor", cursor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                             | booking_id",
                "cursor=x                     | booking_id",
                "booking_id=x&order_id=y      | order_id",
                "customer=a&show_seat=b       | show_seat",
                "booking_id=bk1               | booking_id",
                "show_seat=F12                | show_seat",
                "customer=                    | customer",
                "booking_id=" + BOOKING + "&cursor=x | cursor",
                "code=00000000                | show_id",
                "code=0000&show_id=sh7f3k     | code",
                "code=00000000&show_id=-      | show_id",
                "show_seat=sh7f3k.F12&show_id=sh7f3k | show_id",
                "seat=F12                     | seat"
            })
    void invalid_query_names_the_parameter(String query, String field) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : Optional.ofNullable(query).stream()
                .flatMap(q -> List.of(q.split("&", -1)).stream())
                .toList()) {
            parameters.put(part.split("=", 2)[0], part.split("=", 2)[1]);
        }
        assertInvalid(field, parameters);
    }

    @Test
    void history_tells_who_did_what_and_when() {
        paidWithOneSeatReturned();

        JsonNode found = json(show(BOOKING));
        assertEquals(CUSTOMER, found.get("customer_id").textValue());
        assertEquals("PAID", found.at("/booking/status").textValue());
        assertEquals(
                CatalogFixture.json("[{'order_id':'" + BOOKING + ".1','provider':'MOMO','status':'CAPTURED',"
                        + "'amount':240000,'refunded_amount':120000,'trans_id':'4088878653'}]"),
                found.get("payments"));
        assertEquals(
                List.of(
                        "2026-11-20T12:00:00Z HELD customer: F12 F13 for 240000 VND",
                        "2026-11-20T12:01:00Z PAID customer: MOMO payment " + BOOKING
                                + ".1, 240000 VND, transaction 4088878653",
                        "2026-11-20T12:02:00Z REFUND_REQUESTED anna: " + BOOKING + ".1-r1, 120000 VND for F13, SUPPORT",
                        "2026-11-20T12:02:00Z REFUND_SUCCEEDED anna: " + BOOKING
                                + ".1-r1, 120000 VND for F13, by hand: cash"),
                steps(found));
    }

    @Test
    void history_names_nobody_for_a_hold_that_the_customer_or_seatline_cancelled() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(1));
        deployment.wiring.cancelBooking().cancel(new CustomerId(CUSTOMER), new BookingId(BOOKING));

        assertEquals(
                List.of(
                        "2026-11-20T12:00:00Z HELD customer: F12 F13 for 240000 VND",
                        "2026-11-20T12:01:00Z CANCELLED unknown: by the customer, or because MoMo refused the payment"),
                steps(json(show(BOOKING))));
    }

    @Test
    void history_tells_who_sold_and_who_blocked_at_the_counter() {
        StaffId anna = new StaffId("anna");
        var request = new SellAtCounter.Request(
                anna, Deployment.SHOW, Fixture.seats("F1"), Optional.empty(), Optional.empty());
        var sold = (SellAtCounter.Result.Sold) deployment.wiring.sellAtCounter().sell(request);
        var blocked = (BlockSeats.Result.Blocked)
                deployment.wiring.blockSeats().block(anna, Deployment.SHOW, Fixture.seats("F2", "F3"), "broken");
        deployment.clock.advance(Duration.ofMinutes(1));
        BookingId block = blocked.block().id();
        deployment.wiring.unblockSeats().unblock(new StaffId("bert"), block);

        String sale = sold.sale().booking().id().value();
        JsonNode found = json(show(sale));
        assertTrue(found.get("customer_id").isNull());
        assertEquals(
                List.of("2026-11-20T12:00:00Z SOLD anna: F1, CASH payment " + sale + ".1, 120000 VND"), steps(found));
        assertEquals(
                List.of(
                        "2026-11-20T12:00:00Z BLOCKED anna: F2 F3, broken",
                        "2026-11-20T12:01:00Z CANCELLED bert: F2 F3, broken"),
                steps(json(show(block.value()))));
    }

    @Test
    void history_has_one_step_for_a_refund_of_all_seats() {
        reserve();
        deployment.deliverIpn();
        deployment.clock.advance(Duration.ofMinutes(1));
        deployment
                .wiring
                .requestRefund()
                .bySupport(
                        new BookingId(BOOKING),
                        Optional.empty(),
                        new StaffId("anna"),
                        Optional.empty(),
                        RequestRefund.AdmittedSeats.REFUSE);

        List<String> steps = steps(json(show(BOOKING)));
        assertEquals(
                "2026-11-20T12:01:00Z REFUND_REQUESTED anna: " + BOOKING + ".1-r1, 240000 VND for F12 F13, SUPPORT",
                steps.getLast());
        assertEquals(3, steps.size(), steps.toString());
    }

    @Test
    void history_shows_who_was_admitted_by_whom_and_what_was_undone_and_refunded() {
        reserve();
        deployment.deliverIpn();
        deployment.clock.moveTo(Instant.parse("2026-11-23T17:00:00Z"));
        admit("s1", Optional.empty());
        deployment.wiring.undoAdmission().undo(new ScanId("s1"), new StaffId("boss"), "wrong ticket");
        deployment.clock.advance(Duration.ofMinutes(9));
        admit("s2", Optional.of(Instant.parse("2026-11-23T17:05:00Z")));
        APIGatewayV2HTTPEvent refund = call("support-refund-booking.json");
        refund.setBody("{}");
        assertProblem(409, "not_refundable", handler.handleRequest(refund, TestContext.INSTANCE));
        refund.setBody("{\"admitted\":true}");
        assertEquals(
                CatalogFixture.json("['sh7f3k.F12','sh7f3k.F13']"),
                json(handler.handleRequest(refund, TestContext.INSTANCE)).at("/refunds/0/admitted_seats"));

        List<String> steps = steps(json(show(BOOKING)));
        assertEquals(
                List.of(
                        "2026-11-23T17:00:00Z ADMITTED usher: F12 F13, scan s1",
                        "2026-11-23T17:00:00Z ADMISSION_UNDONE boss: F12 F13, scan s1: wrong ticket",
                        "2026-11-23T17:05:00Z ADMITTED usher: F12 F13, scan s2, by a door without network, recorded at"
                                + " 2026-11-23T17:09:00Z"),
                steps.subList(2, 5));
        assertTrue(steps.getLast().endsWith(" for F12 F13, admitted: F12 F13, SUPPORT"), steps.toString());
    }

    private void admit(String scan, Optional<Instant> at) {
        Scan.Proof code = new Scan.Code(TicketCode.of(new BookingId(BOOKING)));
        deployment
                .wiring
                .admitSeats()
                .admit(ScanBuilder.builder()
                        .id(new ScanId(scan))
                        .door(new StaffId("usher"))
                        .show(SHOW)
                        .proof(code)
                        .at(at)
                        .build());
    }

    @Test
    void history_names_who_retried_paid_and_closed_apart_from_who_requested() {
        reserve();
        deployment.deliverIpn();
        PaymentId payment = PaymentId.attempt(new BookingId(BOOKING), 1);
        CaseId id = CaseId.of(new RefundId(payment, 1));
        SupportDesk desk = deployment.wiring.supportDesk();
        deployment
                .wiring
                .requestRefund()
                .bySupport(
                        new BookingId(BOOKING),
                        Optional.empty(),
                        new StaffId("anna"),
                        Optional.empty(),
                        RequestRefund.AdmittedSeats.REFUSE);
        fail(id);
        String what = BOOKING + ".1-r1, 240000 VND for F12 F13";

        deployment.clock.advance(Duration.ofMinutes(1));
        desk.refund(id, new StaffId("bert"), Optional.empty());
        assertEquals(
                "2026-11-20T12:01:00Z REFUND_RETRIED bert: " + what,
                steps(json(show(BOOKING))).getLast());

        fail(id);
        deployment.clock.advance(Duration.ofMinutes(1));
        desk.refund(id, new StaffId("carl"), Optional.of("cash"));
        deployment.clock.advance(Duration.ofMinutes(1));
        desk.close(id, new StaffId("dora"), "told");

        List<String> steps = steps(json(show(BOOKING)));
        assertTrue(
                steps.contains("2026-11-20T12:00:00Z REFUND_REQUESTED anna: " + what + ", SUPPORT"), steps.toString());
        assertEquals(
                List.of(
                        "2026-11-20T12:02:00Z REFUND_SUCCEEDED carl: " + what + ", by hand: cash",
                        "2026-11-20T12:03:00Z CASE_CLOSED dora: " + id + ": cash\ntold"),
                steps.subList(steps.size() - 2, steps.size()));
    }

    /** Opens the case of a refund that MoMo refused. */
    private void fail(CaseId id) {
        Ledger ledger = BoxOffice.ledgerIn(db.client());
        Instant now = deployment.clock.instant();
        Refund refund = ledger.refunds(id.payment()).getFirst();
        Booking booking = ledger.details(new BookingId(BOOKING)).orElseThrow().booking();
        SupportCase opened = SupportCaseBuilder.builder()
                .id(id)
                .reason(SupportCase.Reason.REFUND_FAILED)
                .open(true)
                .openedAt(now)
                .booking(Optional.of(booking.id()))
                .momoOrder(id.payment().value())
                .amount(refund.amount())
                .detail("1088")
                .note("")
                .build();
        assertTrue(
                ledger.commit(List.of(new Write.ChangeRefund(refund, refund.failed(now)), new Write.OpenCase(opened)))
                        .isDone());
    }

    @Test
    void case_about_a_stray_payment_is_shown_with_the_booking() {
        reserve();
        deployment.wiring.confirmPayment().captured(BOOKING + ".1", "77", new Vnd(5_000));

        JsonNode found = json(show(BOOKING));
        assertEquals(
                PaymentId.stray(BOOKING + ".1", "77").value(),
                found.at("/cases/0/id").textValue());
        assertEquals("WRONG_AMOUNT", found.at("/cases/0/reason").textValue());
        assertTrue(steps(found).getLast().contains("CASE_OPENED seatline: stray."), found.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bkaaaaaaaaaaaaaaaaaaaaaaaaaa", "no booking"})
    void unknown_booking_is_not_found(String id) {
        assertProblem(404, "not_found", show(id));
    }

    private void paidWithOneSeatReturned() {
        reserve();
        deployment.clock.advance(Duration.ofMinutes(1));
        deployment.deliverIpn();
        deployment.clock.advance(Duration.ofMinutes(1));
        deployment
                .wiring
                .requestRefund()
                .bySupport(
                        new BookingId(BOOKING),
                        Optional.of(List.of(ShowSeat.parse("sh7f3k.F13").orElseThrow())),
                        new StaffId("anna"),
                        Optional.of("cash"),
                        RequestRefund.AdmittedSeats.REFUSE);
    }

    private void reserve() {
        var response = new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        assertEquals(201, response.getStatusCode());
    }

    private void book(String customer, int number) {
        Instant at = Deployment.NOW.plusSeconds(number);
        BookingId id = BookingId.of(new CustomerId(customer), Integer.toString(number));
        Booking booking =
                Booking.hold(id, new CustomerId(customer), Fixture.SHOW, Fixture.seats("A1"), at, at.plusSeconds(300));
        assertTrue(BoxOffice.ledgerIn(db.client())
                .commit(List.of(new Write.OpenBooking(booking)))
                .isDone());
    }

    private static List<String> steps(JsonNode found) {
        List<String> steps = new ArrayList<>();
        found.get("history")
                .forEach(step -> steps.add(step.get("at").textValue() + " "
                        + step.get("event").textValue() + " " + step.get("by").textValue() + ": "
                        + step.get("detail").textValue()));
        return steps;
    }

    private void assertInvalid(String field, Map<String, String> query) {
        assertEquals(
                field,
                assertProblem(400, "invalid_request", find(query)).get("field").textValue());
    }

    private APIGatewayV2HTTPResponse find(Map<String, String> query) {
        APIGatewayV2HTTPEvent event = call("support-list-cases.json");
        event.setRouteKey("GET /api/v1/support/bookings");
        event.setQueryStringParameters(query);
        return handle(event);
    }

    private APIGatewayV2HTTPResponse show(String id) {
        APIGatewayV2HTTPEvent event = call("support-list-cases.json");
        event.setRouteKey("GET /api/v1/support/bookings/{booking_id}");
        event.setPathParameters(Map.of("booking_id", id));
        return handle(event);
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(by("anna", event), TestContext.INSTANCE);
    }
}
