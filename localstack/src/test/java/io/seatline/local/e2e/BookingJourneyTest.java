package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.e2e.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer finds a show, holds seats, pays, and has the booking. */
class BookingJourneyTest {
    private static Premises premises;

    @BeforeAll
    static void open() {
        premises = Premises.open();
    }

    @AfterAll
    static void close() {
        premises.close();
    }

    @Test
    void a_customer_browses_cities_movies_shows_and_seats() {
        JsonNode city = premises.api.get("/api/v1/cities").body().path("cities").get(0);
        assertEquals("ha-noi", city.path("id").asText());
        assertEquals(1, city.path("cinemas").asInt());

        JsonNode movie = premises.api
                .get("/api/v1/cities/ha-noi/movies")
                .body()
                .path("movies")
                .get(0);
        assertEquals("Mai", movie.path("title").asText());
        assertEquals(120, movie.path("duration_minutes").asInt());

        JsonNode cinema = premises.api
                .get("/api/v1/cities/ha-noi/movies/mai/shows")
                .body()
                .path("cinemas")
                .get(0);
        assertEquals("Opera Cinema", cinema.path("name").asText());
        assertEquals(70_000, cinema.path("shows").get(0).path("price_from").asInt());

        String show = premises.show();
        JsonNode map = premises.api.get("/api/v1/shows/" + show + "/seats").body();
        assertEquals(50, map.path("summary").path("available").asInt());
        assertEquals("A", map.path("rows").get(0).path("row").asText());
        assertEquals(
                show + ".A1",
                map.path("rows").get(0).path("seats").get(0).path("id").asText());
    }

    @Test
    void an_unchanged_seat_map_is_not_sent_again() {
        String path = "/api/v1/shows/" + premises.show() + "/seats";
        Answer first = premises.api.get(path);
        assertEquals("public, max-age=1", first.header("cache-control").orElseThrow());

        Answer again =
                premises.api.get(path, "if-none-match", first.header("etag").orElseThrow());

        assertEquals(304, again.status());
        assertEquals("", again.text());
    }

    @Test
    void seats_are_held_then_paid_and_booked() {
        String show = premises.show();
        Customer alice = premises.customer();
        Instant before = premises.clock.instant();

        Answer held = alice.reserve(show, "B1", "B2", "D1");

        assertEquals(201, held.status(), held::text);
        assertEquals("IN_BOOKING", held.state());
        assertEquals(List.of(show + ".B1", show + ".B2", show + ".D1"), held.texts("show_seats"));
        assertEquals(2 * 90_000 + 120_000, held.body().path("amount").asLong());
        assertEquals("VND", held.body().path("currency").asText());
        assertEquals("MOMO", held.body().path("payment").path("provider").asText());
        Instant until = Instant.parse(held.body().path("reservation_expires_at").asText());
        Duration hold = Duration.between(before, until);
        assertTrue(hold.compareTo(Premises.HOLD.minusSeconds(1)) > 0, hold::toString);
        assertTrue(hold.compareTo(Premises.HOLD.plusSeconds(20)) < 0, hold::toString);
        premises.pass(Duration.ofSeconds(2));
        assertEquals("HELD", premises.seatMap(show).get("B1"));

        assertEquals(200, premises.approve(held.payUrl()).status());
        Premises.await("paid", () -> alice.booking(held.bookingId()).state().equals("PAID"));

        premises.pass(Duration.ofSeconds(2));
        assertEquals("BOOKED", premises.seatMap(show).get("B1"));
        assertEquals(List.of(), premises.deadlineOf(held.bookingId()));
        Answer list = alice.bookings();
        assertEquals(1, list.body().path("bookings").size());
        assertEquals("PAID", list.body().path("bookings").get(0).path("status").asText());
    }

    @Test
    void a_booking_that_is_asked_for_shows_where_to_pay_and_momo_has_one_order() {
        Customer alice = premises.customer();
        Answer held = alice.reserve(premises.show(), "B1");
        assertEquals(held.body(), alice.bookings().body().at("/bookings/0"));

        premises.pass(Duration.ofMinutes(2));

        assertEquals(held.body(), alice.booking(held.bookingId()).body());
        assertEquals(held.body(), alice.bookings().body().at("/bookings/0"));
        assertEquals(
                1,
                premises.seatline.momo().orders().stream()
                        .filter(order -> order.orderId().startsWith(held.bookingId()))
                        .count());
    }

    @Test
    void after_paying_the_browser_is_shown_the_booking() {
        Customer alice = premises.customer();
        Answer held = alice.reserve(premises.show(), "B1");

        Answer waiting = premises.api.get("/api/v1/payment/success?orderId=" + held.orderId() + "&resultCode=0");
        premises.approve(held.payUrl());
        Premises.await("paid", () -> alice.booking(held.bookingId()).state().equals("PAID"));
        Answer done = premises.api.get("/api/v1/payment/success?orderId=" + held.orderId() + "&resultCode=0");

        assertTrue(waiting.text().contains("Waiting for MoMo"), waiting::text);
        assertTrue(done.text().contains("Your seats are booked"), done::text);
        assertEquals(
                404,
                premises.api.get("/api/v1/payment/success?orderId=%3Cscript%3E").status());
    }

    @Test
    void a_declined_payment_leaves_the_hold_and_can_be_tried_again() {
        Customer alice = premises.customer();
        Answer held = alice.reserve(premises.show(), "B1");
        premises.api.post(java.net.URI.create(held.payUrl()).getPath() + "/decline", "");
        Premises.await(
                "the attempt failed", () -> premises.attribute(held.bookingId(), "PAYMENT#" + held.orderId(), "state")
                        .equals(java.util.Optional.of("FAILED")));

        Answer page = premises.api.get("/api/v1/payment/success?orderId=" + held.orderId() + "&resultCode=1006");
        Answer again = alice.payAgain(held.bookingId());

        assertTrue(page.text().contains("Nothing was paid"), page::text);
        assertEquals(200, again.status(), again::text);
        assertNotEquals(held.orderId(), again.orderId());
        premises.approve(again.payUrl());
        Premises.await("paid", () -> alice.booking(held.bookingId()).state().equals("PAID"));
        assertEquals(again.orderId(), alice.booking(held.bookingId()).orderId());
    }

    @Test
    void a_cancelled_booking_frees_its_seats_and_ends_the_holding() {
        String show = premises.show();
        Customer alice = premises.customer();
        Answer held = alice.reserve(show, "C1", "C2");

        assertEquals(204, alice.cancel(held.bookingId()).status());
        premises.pass(Duration.ofSeconds(2));

        assertEquals("AVAILABLE", premises.seatMap(show).get("C1"));
        assertEquals("CANCELLED", alice.booking(held.bookingId()).state());
        assertEquals("not_cancellable", alice.cancel(held.bookingId()).code());
        assertEquals("not_payable", alice.payAgain(held.bookingId()).code());
        assertEquals(201, alice.reserve(show, "C1").status());
    }

    @Test
    void while_momo_is_silent_the_hold_stays_and_the_same_request_asks_again() {
        String show = premises.show();
        Customer alice = premises.customer();
        premises.seatline
                .momo()
                .silence(
                        java.util.Set.of(io.seatline.local.momo.MomoSimulator.Call.CREATE),
                        io.seatline.local.momo.MomoSimulator.Silence.REQUEST_LOST);
        Answer unanswered;
        Answer shown;
        try {
            unanswered = alice.reserveUnder("premiere", show, "B5");
            shown = alice.booking(unanswered.bookingId());
        } finally {
            premises.seatline.momo().heal();
        }
        assertEquals(502, unanswered.status(), unanswered::text);
        assertEquals("payment_gateway_unavailable", unanswered.code());
        assertEquals(200, shown.status(), shown::text);
        assertEquals("IN_BOOKING", shown.state());
        assertTrue(shown.body().at("/payment/pay_url").isNull(), shown::text);

        Answer repeated = alice.reserveUnder("premiere", show, "B5");

        assertEquals(200, repeated.status(), repeated::text);
        assertEquals(unanswered.bookingId(), repeated.bookingId());
        assertEquals(unanswered.bookingId() + ".1", repeated.orderId());
        assertTrue(repeated.payUrl().contains("/pay/"), repeated::text);
    }
}
