package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.booking.Booking;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a customer's bookings, and their cursors. */
class ListBookingsTest {
    private static TestTables db;
    private Deployment deployment;
    private ReserveHandler handler;
    private Ledger ledger;

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
        handler = new ReserveHandler(deployment.wiring);
        ledger = BoxOffice.ledgerIn(db.client());
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void forty_five_bookings_are_listed_once_each_while_new_ones_are_made() {
        IntStream.range(0, 45).forEach(number -> book("alice", number));
        JsonNode first = list("alice");
        book("alice", 45);
        JsonNode second = list("alice", first.get("next_cursor").textValue());
        book("alice", 46);
        JsonNode third = list("alice", second.get("next_cursor").textValue());

        List<String> listed = new ArrayList<>();
        List.of(first, second, third).forEach(page -> listed.addAll(ids(page)));
        assertEquals(
                IntStream.iterate(44, number -> number >= 0, number -> number - 1)
                        .mapToObj(number -> id(number).value())
                        .toList(),
                listed);
        assertEquals(
                List.of(20, 20, 5),
                List.of(ids(first).size(), ids(second).size(), ids(third).size()));
        assertTrue(third.get("next_cursor").isNull(), third.toString());
        assertEquals(id(46).value(), ids(list("alice")).getFirst());
    }

    @Test
    void full_last_page_has_no_cursor() {
        IntStream.range(0, 20).forEach(number -> book("alice", number));

        JsonNode only = list("alice");

        assertEquals(20, ids(only).size());
        assertTrue(only.get("next_cursor").isNull(), only.toString());
    }

    @Test
    void customer_without_bookings_gets_an_empty_page_without_cursor() {
        assertEquals(CatalogFixture.json("{'bookings':[],'next_cursor':null}"), list("carol"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "rubbish", "null", "0", "%20", "====", "\u0111", "a,b", "eyJhIjoxfQ"})
    void rubbish_is_refused_as_a_cursor(String cursor) {
        assertBadCursor("alice", cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.bk",
                "x.%s.alice",
                "-1.%s.alice",
                "1.%s.",
                "1.%s",
                "99999999999999999999.%s.alice",
                "01.%s.alice",
                "1.%s.alice2"
            })
    void cursor_with_a_false_part_is_refused(String text) {
        assertBadCursor("alice", encoded(text.formatted(id(0))));
    }

    @Test
    void truncated_altered_and_foreign_cursors_are_refused() {
        IntStream.range(0, 21).forEach(number -> book("alice", number));
        String cursor = list("alice").get("next_cursor").textValue();

        for (int length = 0; length < cursor.length(); length++) {
            assertBadCursor("alice", cursor.substring(0, length));
        }
        assertBadCursor("alice", cursor + "=");
        assertBadCursor("alice", cursor + "A");
        assertBadCursor("alice", cursor + "," + cursor);
        assertBadCursor("bob", cursor);
        assertEquals(List.of(id(0).value()), ids(list("alice", cursor)));
    }

    @Test
    void cursor_that_a_customer_makes_up_shows_only_their_own_bookings() {
        book("alice", 1);
        book("bob", 2);
        book("alice", 3);
        Booking bobs = ledger.details(id(2)).orElseThrow().booking();
        String position = bobs.createdAt().toEpochMilli() + "." + bobs.id();

        assertNotEquals(List.of(), ids(list("alice")));
        assertEquals(List.of(id(1).value()), ids(list("alice", encoded(position + ".alice"))));
    }

    private void assertBadCursor(String customer, String cursor) {
        JsonNode problem = assertProblem(400, "invalid_request", handle(listing(customer, Map.of("cursor", cursor))));
        assertEquals("cursor", problem.get("field").textValue());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Stores a booking without payment, made so many seconds after the first. */
    private void book(String customer, int number) {
        Instant at = Deployment.NOW.plusSeconds(number);
        Booking booking = Booking.hold(
                id(number), new CustomerId(customer), Fixture.SHOW, Fixture.seats("A1"), at, at.plusSeconds(300));
        assertTrue(ledger.commit(List.of(new Write.OpenBooking(booking))).isDone());
    }

    /** Booking ids whose order is not that of their creation. */
    private static BookingId id(int number) {
        String letters = "abcdefghijklmnopqrstuvwxyz234567";
        return new BookingId("bk" + letters.charAt(number * 7 % 32) + letters.charAt(number / 32) + "a".repeat(24));
    }

    private JsonNode list(String customer) {
        return json(handle(listing(customer, null)));
    }

    private JsonNode list(String customer, String cursor) {
        return json(handle(listing(customer, Map.of("cursor", cursor))));
    }

    private static APIGatewayV2HTTPEvent listing(String customer, Map<String, String> query) {
        APIGatewayV2HTTPEvent event = by(customer, call("list-bookings.json"));
        event.setQueryStringParameters(query);
        return event;
    }

    private static List<String> ids(JsonNode page) {
        return page.get("bookings").findValuesAsText("booking_id");
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }
}
