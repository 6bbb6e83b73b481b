package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.BOOKING;
import static io.seatline.lambda.Deployment.SHOW;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.domain.ticket.Ticket;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.ticket.TicketTokens.Reading;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets of a paid booking with the seats F12 and F13. */
class TicketHandlerTest {
    private static final String ROUTE = "GET /api/v1/bookings/{booking_id}/ticket";

    private static TestTables db;
    private Deployment deployment;
    private TicketHandler handler;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void pay() {
        deployment = new Deployment(db);
        handler = new TicketHandler(deployment.wiring);
        reserve(call("reserve.json"));
        deployment.deliverIpn();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void ticket_has_its_token_code_seats_and_show() {
        APIGatewayV2HTTPResponse response = handle(call("get-ticket.json"));
        JsonNode ticket = json(response);

        assertEquals(200, response.getStatusCode());
        assertEquals("no-store", response.getHeaders().get("cache-control"));
        assertEquals(
                Set.of("token", "code", "seats", "show"),
                ticket.propertyStream().map(Map.Entry::getKey).collect(toSet()));
        assertEquals("F12 F13", seats(ticket));
        assertEquals(
                CatalogFixture.json("{'seat':'F12','category':'STANDARD','admitted_at':null}"), ticket.at("/seats/0"));
        JsonNode booking = json(reserve(call("get-booking.json")));
        assertEquals(booking.get("show"), ticket.get("show"));
        assertEquals(booking.at("/ticket/code"), ticket.get("code"));
        assertEquals(
                new Ticket(SHOW, new BookingId(BOOKING), row(12, 13), 0),
                read(ticket.get("token").textValue()));
        assertEquals(ticket, json(handle(call("get-ticket.json"))));
    }

    @Test
    void shared_ticket_is_for_its_seats_alone() {
        JsonNode shared = json(handle(call("share-ticket.json")));

        assertEquals("F13", seats(shared));
        assertEquals(
                new Ticket(SHOW, new BookingId(BOOKING), row(13), 0),
                read(shared.get("token").textValue()));
    }

    @Test
    void order_of_shared_seats_does_not_matter() {
        JsonNode shared = json(handle(share("{\"show_seats\":[\"sh7f3k.F13\",\"sh7f3k.F12\",\"sh7f3k.F13\"]}")));

        assertEquals(json(handle(call("get-ticket.json"))), shared);
    }

    @ParameterizedTest
    @CsvSource({
        "sh7f3k.F11, the booking has no seat \"sh7f3k.F11\"",
        "other.F13, the booking has no seat \"other.F13\"",
        "F13, must be a show seat id such as \"sh7f3k.F12\""
    })
    void seat_that_the_booking_does_not_keep_is_named(String seat, String problem) {
        JsonNode refused = assertProblem(
                400, "invalid_request", handle(share("{\"show_seats\":[\"sh7f3k.F12\",\"" + seat + "\"]}")));

        assertEquals("show_seats[1]", refused.get("field").textValue());
        assertEquals("show_seats[1]: " + problem + ".", refused.get("detail").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"show_seats\":[]}"})
    void share_needs_seats(String body) {
        assertEquals(
                "show_seats",
                assertProblem(400, "invalid_request", handle(share(body)))
                        .get("field")
                        .textValue());
    }

    @Test
    void admitted_seat_has_its_time() {
        Admission admission = AdmissionBuilder.builder()
                .conflicting(List.of())
                .scan(new ScanId("scan-1"))
                .booking(new BookingId(BOOKING))
                .show(SHOW)
                .seats(row(12))
                .door(new StaffId("usher"))
                .at(Instant.parse("2026-11-23T17:05:00Z"))
                .recordedAt(Instant.parse("2026-11-23T17:05:01Z"))
                .build();
        assertTrue(BoxOffice.ledgerIn(db.client())
                .commit(List.of(new Write.OpenAdmission(admission)))
                .isDone());

        JsonNode ticket = json(handle(call("get-ticket.json")));
        assertEquals("2026-11-23T17:05:00Z", ticket.at("/seats/0/admitted_at").textValue());
        assertTrue(ticket.at("/seats/1/admitted_at").isNull());
    }

    @Test
    void png_has_at_least_the_pixels_that_the_client_wants() throws IOException {
        for (String size : List.of("", "130", "400", "1200")) {
            APIGatewayV2HTTPEvent event = file(".png");
            event.setQueryStringParameters(size.isEmpty() ? null : Map.of("size", size));
            APIGatewayV2HTTPResponse response = handle(event);

            assertEquals(200, response.getStatusCode());
            assertTrue(response.getIsBase64Encoded());
            assertEquals("image/png", response.getHeaders().get("content-type"));
            assertEquals("no-store", response.getHeaders().get("cache-control"));
            assertTrue(
                    response.getHeaders().get("content-disposition").matches("inline; filename=\"ticket-\\w{8}.png\""));
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(response.getBody())));
            int least = size.isEmpty() ? 400 : Integer.parseInt(size);
            assertTrue(picture.getWidth() >= least && picture.getWidth() < least + 70, size + " " + picture);
            assertEquals(picture.getWidth(), picture.getHeight());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"129", "1201", "0400", "-400", "4e2", "400,500", ""})
    void other_sizes_are_refused(String size) {
        APIGatewayV2HTTPEvent event = file(".png");
        event.setQueryStringParameters(Map.of("size", size));

        assertEquals(
                "size: must be a whole number from 130 to 1200.",
                assertProblem(400, "invalid_request", handle(event))
                        .get("detail")
                        .textValue());
    }

    @Test
    void svg_runs_nothing_and_loads_nothing() {
        APIGatewayV2HTTPResponse response = handle(file(".svg"));

        assertEquals(200, response.getStatusCode());
        assertFalse(response.getIsBase64Encoded());
        assertEquals("image/svg+xml", response.getHeaders().get("content-type"));
        assertEquals("default-src 'none'", response.getHeaders().get("content-security-policy"));
        assertEquals("nosniff", response.getHeaders().get("x-content-type-options"));
        assertTrue(response.getBody().startsWith("<svg xmlns="), response.getBody());
    }

    @Test
    void calendar_file_has_the_show_and_where_the_ticket_is() {
        APIGatewayV2HTTPResponse response = handle(file(".ics"));

        assertEquals(200, response.getStatusCode());
        assertEquals("text/calendar; charset=utf-8", response.getHeaders().get("content-type"));
        assertTrue(response.getHeaders().get("content-disposition").endsWith(".ics\""));
        assertTrue(response.getBody().startsWith("BEGIN:VCALENDAR"), response.getBody());
        assertTrue(
                response.getBody().replace("\r\n ", "").contains("/booking.html?booking_id=" + BOOKING),
                response.getBody());
    }

    @Test
    void there_is_no_wallet_unless_it_is_configured() {
        assertProblem(404, "not_found", handle(file("/wallet")));
    }

    @Test
    void keys_are_a_jwk_set_that_may_be_cached() {
        APIGatewayV2HTTPEvent event = call("search-seats.json");
        event.setRouteKey("GET /api/v1/ticket-keys");
        APIGatewayV2HTTPResponse response = handle(event);

        assertEquals("application/jwk-set+json", response.getHeaders().get("content-type"));
        assertEquals("public, max-age=300", response.getHeaders().get("cache-control"));
        JsonNode key = json(response).at("/keys/0");
        assertEquals("OKP", key.get("kty").textValue());
        assertEquals("Ed25519", key.get("crv").textValue());
        assertFalse(key.has("d"), "a private key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".png", ".svg", ".ics", "/wallet"})
    void ticket_of_another_customer_is_not_found(String extension) {
        APIGatewayV2HTTPEvent event = by("bob", call("get-ticket.json"));
        event.setRouteKey(ROUTE + extension);

        assertProblem(404, "not_found", handle(event));
        assertProblem(404, "not_found", handle(by("bob", call("share-ticket.json"))));
    }

    @Test
    void unpaid_booking_has_no_ticket_yet() {
        BookingId held = deployment.hold("bob", 1, 1);
        assertNoTicket("The booking is not paid yet; pay it to get its ticket.", by("bob", of(held)));

        APIGatewayV2HTTPEvent cancel = by("bob", call("cancel-booking.json"));
        cancel.setPathParameters(Map.of("booking_id", held.value()));
        assertEquals(204, reserve(cancel).getStatusCode());
        assertNoTicket("The booking has no ticket, because it was cancelled.", by("bob", of(held)));
    }

    @Test
    void returned_booking_has_no_ticket_any_more() {
        APIGatewayV2HTTPResponse refunded = new SupportHandler(deployment.wiring)
                .handleRequest(call("support-refund-booking.json"), TestContext.INSTANCE);
        assertEquals(200, refunded.getStatusCode(), refunded.getBody());

        String why =
                "The booking has no ticket any more, because all its seats were returned; see refunds of the booking.";
        for (APIGatewayV2HTTPEvent event :
                List.of(call("get-ticket.json"), call("share-ticket.json"), file(".png"), file(".svg"), file(".ics"))) {
            assertNoTicket(why, event);
        }
        assertTrue(json(reserve(call("get-booking.json"))).get("ticket").isNull());
    }

    @Test
    void support_and_managers_print_the_ticket_of_any_booking() {
        for (String group : List.of("[support]", "[manager]", "[door manager]")) {
            assertEquals(
                    handle(file(".svg")).getBody(), handle(in(group, printed())).getBody());
        }

        assertEquals(
                "Only members of the group support or manager may do this.",
                assertProblem(403, "forbidden", handle(in("[door]", printed())))
                        .get("detail")
                        .textValue());
        APIGatewayV2HTTPEvent unknown = printed();
        unknown.setPathParameters(Map.of("booking_id", "bkaaaaaaaaaaaaaaaaaaaaaaaaaa"));
        assertProblem(404, "not_found", handle(in("[support]", unknown)));
        BookingId held = deployment.hold("bob", 1, 1);
        APIGatewayV2HTTPEvent unpaid = printed();
        unpaid.setPathParameters(Map.of("booking_id", held.value()));
        assertProblem(409, "no_ticket", handle(in("[support]", unpaid)));
    }

    private APIGatewayV2HTTPEvent printed() {
        APIGatewayV2HTTPEvent event = by("staff", file(".svg"));
        event.setRouteKey("GET /api/v1/support/bookings/{booking_id}/ticket.svg");
        return event;
    }

    private void assertNoTicket(String why, APIGatewayV2HTTPEvent event) {
        assertEquals(
                why,
                assertProblem(409, "no_ticket", handle(event)).get("detail").textValue());
    }

    private static APIGatewayV2HTTPEvent of(BookingId booking) {
        APIGatewayV2HTTPEvent event = call("get-ticket.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        return event;
    }

    private static List<SeatNumber> row(int... numbers) {
        return Arrays.stream(numbers).mapToObj(n -> SeatNumber.of("F", n)).toList();
    }

    private static String seats(JsonNode ticket) {
        return String.join(" ", ticket.get("seats").findValuesAsText("seat"));
    }

    private Ticket read(String token) {
        if (deployment.wiring.ticketTokens().read(token) instanceof Reading.Genuine(Ticket ticket)) {
            return ticket;
        }
        throw new AssertionError("the token is forged");
    }

    private APIGatewayV2HTTPEvent file(String extension) {
        APIGatewayV2HTTPEvent event = call("get-ticket.json");
        event.setRouteKey(ROUTE + extension);
        return event;
    }

    private static APIGatewayV2HTTPEvent share(String body) {
        APIGatewayV2HTTPEvent event = call("share-ticket.json");
        event.setBody(body);
        return event;
    }

    private APIGatewayV2HTTPResponse reserve(APIGatewayV2HTTPEvent event) {
        return new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE);
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }
}
