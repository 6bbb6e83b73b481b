package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A customer finds a show, holds seats, pays and gets the booking. */
class BookingJourneyTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @Test
    void customer_browses_cities_movies_shows_and_seats() {
        JsonNode city =
                seatline.api().get("/api/v1/cities").body().path("cities").get(0);
        assertEquals("ha-noi", city.path("id").asText());
        assertEquals(1, city.path("cinemas").asInt());

        JsonNode movie = seatline.api()
                .get("/api/v1/cities/ha-noi/movies")
                .body()
                .path("movies")
                .get(0);
        assertEquals("Mai", movie.path("title").asText());
        assertEquals(120, movie.path("duration_minutes").asInt());

        JsonNode cinema = seatline.api()
                .get("/api/v1/cities/ha-noi/movies/mai/shows")
                .body()
                .path("cinemas")
                .get(0);
        assertEquals("Opera Cinema", cinema.path("name").asText());
        assertEquals(90_000, cinema.path("shows").get(0).path("price_from").asInt());

        String show = seatline.show();
        JsonNode map = seatline.api().get("/api/v1/shows/" + show + "/seats").body();
        assertEquals(50, map.path("summary").path("available").asInt());
        assertEquals("A", map.path("rows").get(0).path("row").asText());
        assertEquals(
                show + ".A1",
                map.path("rows").get(0).path("seats").get(0).path("id").asText());
    }

    @Test
    void show_is_listed_as_sold_out_within_fifteen_seconds() {
        String idle = seatline.show();
        String show = seatline.soldOut(List.of()).show();

        // A browser may show an answer for five seconds more.
        seatline.pass(Duration.ofSeconds(10));

        JsonNode shows =
                seatline.api().get("/api/v1/cinemas/opera/shows").body().at("/movies/0/shows");
        assertEquals("SOLD_OUT", availability(shows, show));
        assertEquals("PLENTY", availability(shows, idle));
    }

    private static String availability(JsonNode shows, String id) {
        for (JsonNode show : shows) {
            if (show.path("id").asText().equals(id)) {
                return show.path("availability").asText();
            }
        }
        throw new AssertionError("show " + id + " is not listed");
    }

    @Test
    void unchanged_seat_map_is_not_sent_again() {
        String path = "/api/v1/shows/" + seatline.show() + "/seats";
        Answer first = seatline.api().get(path);
        assertEquals("public, max-age=1", first.header("cache-control").orElseThrow());

        Answer again =
                seatline.api().get(path, "if-none-match", first.header("etag").orElseThrow());

        assertEquals(304, again.status());
        assertEquals("", again.text());
    }

    @Test
    void held_seats_are_paid_and_booked() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Instant before = seatline.clock().instant();

        Answer held = alice.reserve(show, "B1", "B2", "D1");

        assertEquals(201, held.status(), held::text);
        assertEquals("IN_BOOKING", held.state());
        assertEquals(List.of(show + ".B1", show + ".B2", show + ".D1"), held.texts("show_seats"));
        assertEquals(2 * 90_000 + 120_000, held.body().path("amount").asLong());
        assertEquals("VND", held.body().path("currency").asText());
        assertEquals("MOMO", held.body().path("payment").path("provider").asText());
        Instant until = Instant.parse(held.body().path("reservation_expires_at").asText());
        Duration hold = Duration.between(before, until);
        assertTrue(hold.compareTo(SeatlineExtension.HOLD.minusSeconds(1)) > 0, hold::toString);
        assertTrue(hold.compareTo(SeatlineExtension.HOLD.plusSeconds(20)) < 0, hold::toString);
        seatline.pass(Duration.ofSeconds(2));
        assertEquals("HELD", seatline.seatMap(show).get("B1"));

        assertEquals(200, seatline.approve(held.payUrl()).status());
        SeatlineExtension.await(
                "paid", () -> alice.booking(held.bookingId()).state().equals("PAID"));

        seatline.pass(Duration.ofSeconds(2));
        assertEquals("BOOKED", seatline.seatMap(show).get("B1"));
        assertEquals(List.of(), seatline.deadlinesOf(held.bookingId()));
        Answer list = alice.bookings();
        assertEquals(1, list.body().path("bookings").size());
        assertEquals("PAID", list.body().path("bookings").get(0).path("status").asText());
    }

    @Test
    void cancelled_seats_can_be_reserved_again_at_once_by_the_same_customer() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Answer first = alice.reserve(show, "B1", "B2");
        assertEquals("already_holding", alice.reserve(show, "B1").code());
        alice.cancel(first.bookingId());

        Answer second = alice.reserve(show, "B1", "B2");

        assertEquals(201, second.status(), second::text);
        seatline.approve(second.payUrl());
        SeatlineExtension.await(
                "paid", () -> alice.booking(second.bookingId()).state().equals("PAID"));
        Answer again = alice.reserve(show, "B1");
        assertEquals("seat_unavailable", again.code());
        assertTrue(again.text().contains("You have already bought"), again::text);
    }

    @Test
    void booking_shows_its_payment_links_and_momo_has_one_order() {
        Customer alice = seatline.customer();
        Answer held = alice.reserve(seatline.show(), "B1");
        assertEquals(held.body(), alice.bookings().body().at("/bookings/0"));

        seatline.pass(Duration.ofMinutes(2));

        assertEquals(held.body(), alice.booking(held.bookingId()).body());
        assertEquals(held.body(), alice.bookings().body().at("/bookings/0"));
        assertEquals(
                1,
                seatline.running().momo().orders().stream()
                        .filter(order -> order.orderId().startsWith(held.bookingId()))
                        .count());
    }

    @Test
    void browser_returns_from_momo_to_its_booking() {
        Customer alice = seatline.customer();
        Answer held = alice.reserve(seatline.show(), "B1");

        Answer back = seatline.api().get("/api/v1/payment/success?orderId=" + held.orderId() + "&resultCode=0");
        Answer lost = seatline.api().get("/api/v1/payment/success?orderId=%3Cscript%3E");

        assertEquals(303, back.status(), back::text);
        assertEquals(
                Optional.of("%s/booking.html?booking_id=%s&returned=%s"
                        .formatted(seatline.running().base(), held.bookingId(), held.orderId())),
                back.header("location"));
        assertEquals(303, lost.status(), lost::text);
        assertEquals(Optional.of(seatline.running().base() + "/booking.html"), lost.header("location"));
    }

    @Test
    void declined_payment_keeps_the_hold_and_can_be_retried() {
        Customer alice = seatline.customer();
        Answer held = alice.reserve(seatline.show(), "B1");
        seatline.api().post(java.net.URI.create(held.payUrl()).getPath() + "/decline", "");
        SeatlineExtension.await(
                "the payment failed", () -> seatline.attribute(held.bookingId(), "PAYMENT#" + held.orderId(), "state")
                        .equals(Optional.of("FAILED")));

        Answer again = alice.payAgain(held.bookingId());

        assertEquals(200, again.status(), again::text);
        assertNotEquals(held.orderId(), again.orderId());
        seatline.approve(again.payUrl());
        SeatlineExtension.await(
                "paid", () -> alice.booking(held.bookingId()).state().equals("PAID"));
        assertEquals(again.orderId(), alice.booking(held.bookingId()).orderId());
    }

    @Test
    void cancelled_booking_frees_its_seats_and_the_active_hold() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Answer held = alice.reserve(show, "C1", "C2");

        assertEquals(204, alice.cancel(held.bookingId()).status());
        seatline.pass(Duration.ofSeconds(2));

        assertEquals("AVAILABLE", seatline.seatMap(show).get("C1"));
        assertEquals("CANCELLED", alice.booking(held.bookingId()).state());
        assertEquals(204, alice.cancel(held.bookingId()).status());
        assertEquals("not_payable", alice.payAgain(held.bookingId()).code());
        assertEquals(201, alice.reserve(show, "C1").status());
    }

    @Test
    void hold_survives_a_silent_momo_and_a_repeat_opens_the_payment() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        seatline.running()
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
            seatline.running().momo().heal();
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
