package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.seatline.local.app.Settings.Webhooks;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refunds and support cases, as support staff use them. */
class SupportTest {
    private final List<String> chat = new CopyOnWriteArrayList<>();
    private final HttpServer webhook = webhook(chat);

    @RegisterExtension
    final SeatlineExtension seatline = new SeatlineExtension(settings -> settings.withWebhooks(
            Webhooks.chat("http://localhost:" + webhook.getAddress().getPort() + "/hook")));

    private String show;
    private Customer alice;
    private Customer support;

    @BeforeEach
    void open() {
        show = seatline.show();
        alice = seatline.customer("alice");
        support = seatline.support();
    }

    @AfterEach
    void close() {
        webhook.stop(0);
    }

    private static HttpServer webhook(List<String> messages) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hook", exchange -> {
                messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer paid() {
        Answer held = alice.reserve(show, "B1", "B2");
        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(2));
        assertEquals("PAID", alice.booking(held.bookingId()).state());
        return held;
    }

    private Answer refundThatFails() {
        Answer paid = paid();
        seatline.running().momo().failRefunds(1088, 1);
        Answer refund = support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        assertEquals(200, refund.status(), refund::text);
        seatline.pass(Duration.ofSeconds(5));
        assertEquals("REFUND_FAILED", alice.booking(paid.bookingId()).state());
        return paid;
    }

    private JsonNode onlyCase() {
        JsonNode cases = support.get("/api/v1/support/cases").body().path("cases");
        assertEquals(1, cases.size(), cases::toString);
        return cases.get(0);
    }

    @Test
    void refund_by_support_frees_the_seats() {
        Answer paid = paid();

        Answer refund = support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        assertEquals("REFUND_PENDING", refund.state(), refund::text);
        assertEquals("REFUNDED", alice.booking(paid.bookingId()).state());
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));
        assertEquals(1, seatline.running().momo().refunds().size());
        assertEquals(
                "already_refunded",
                support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "")
                        .code());
        assertEquals(List.of(), seatline.deadlinesOf(paid.bookingId()));
    }

    @Test
    void two_seats_are_refunded_one_after_the_other() {
        Answer paid = paid();

        Answer first = support.post(
                "/api/v1/support/bookings/" + paid.bookingId() + "/refund", "{\"show_seats\":[\"" + show + ".B1\"]}");
        Answer second = support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        assertEquals("PAID", first.state(), first::text);
        assertEquals(90_000, first.body().path("refunded_amount").asLong());
        assertEquals("REFUND_PENDING", second.state(), second::text);
        Answer end = alice.booking(paid.bookingId());
        assertEquals("REFUNDED", end.state(), end::text);
        assertEquals(
                List.of("SUCCEEDED", "SUCCEEDED"),
                List.of(
                        end.body().at("/refunds/0/status").asText(),
                        end.body().at("/refunds/1/status").asText()));
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B2"));
        assertEquals(2, seatline.running().momo().refunds().size());
        assertEquals(List.of(), seatline.deadlinesOf(paid.bookingId()));
    }

    @Test
    void refund_by_hand_needs_a_note_and_frees_the_seats() {
        Answer paid = paid();

        Answer noNote = support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "{\"by_hand\":true}");
        Answer recorded = support.post(
                "/api/v1/support/bookings/" + paid.bookingId() + "/refund",
                "{\"by_hand\":true,\"note\":\"cash at the counter\"}");
        seatline.pass(Duration.ofSeconds(5));

        assertEquals(400, noNote.status());
        assertEquals("REFUNDED", recorded.state(), recorded::text);
        assertEquals("AVAILABLE", seatline.seatMap(show).get("B1"));
        assertEquals(List.of(), seatline.running().momo().refunds());
    }

    @Test
    void failed_refund_opens_a_case_and_alerts_the_chat() {
        Answer paid = refundThatFails();

        JsonNode one = onlyCase();
        assertEquals("REFUND_FAILED", one.path("reason").asText());
        assertEquals(paid.bookingId(), one.path("booking_id").asText());
        assertEquals("OPEN", one.path("status").asText());
        assertEquals(180_000, one.path("amount").asLong());
        SeatlineExtension.await("the chat got an alert", () -> !chat.isEmpty());
        assertTrue(chat.getFirst().contains(one.path("id").asText()), chat::toString);
        assertEquals(1, chat.size());
    }

    @Test
    void retried_refund_closes_the_case() {
        Answer paid = refundThatFails();
        String id = onlyCase().path("id").asText();

        Answer tooEarly = support.post("/api/v1/support/cases/" + id + "/close", "{\"note\":\"done\"}");
        Answer retried = support.post("/api/v1/support/cases/" + id + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        assertEquals("money_not_returned", tooEarly.code());
        assertEquals(200, retried.status(), retried::text);
        assertEquals("REFUND_PENDING", retried.body().path("refund_status").asText());
        assertEquals("REFUNDED", alice.booking(paid.bookingId()).state());
        assertEquals(
                0, support.get("/api/v1/support/cases").body().path("cases").size());
        Answer closed = support.post("/api/v1/support/cases/" + id + "/close", "{\"note\":\"informed the customer\"}");
        assertEquals("CLOSED", closed.body().path("status").asText(), closed::text);
        assertEquals("informed the customer", closed.body().path("note").asText());
    }

    @Test
    void refund_by_hand_closes_the_case() {
        Answer paid = refundThatFails();
        String id = onlyCase().path("id").asText();

        Answer byHand = support.post(
                "/api/v1/support/cases/" + id + "/refund", "{\"by_hand\":true,\"note\":\"bank transfer 123\"}");

        assertEquals(200, byHand.status(), byHand::text);
        assertEquals("CLOSED", byHand.body().path("status").asText());
        assertEquals("REFUNDED", alice.booking(paid.bookingId()).state());
        assertEquals(
                "already_refunded",
                support.post("/api/v1/support/cases/" + id + "/refund", "").code());
    }

    @Test
    void refund_with_a_retry_delay_of_an_hour_is_retried_then() {
        Answer paid = paid();
        seatline.running().momo().failRefunds(1080, 1);
        support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofMinutes(10));
        assertEquals("REFUND_PENDING", alice.booking(paid.bookingId()).state());

        seatline.clock().advance(Duration.ofMinutes(50));
        seatline.pass(Duration.ofMinutes(2));

        assertEquals("REFUNDED", alice.booking(paid.bookingId()).state());
        assertEquals(
                Optional.of("2"), seatline.attribute(paid.bookingId(), "REFUND#" + paid.orderId() + "-r1", "tries"));
    }

    @Test
    void refund_unsettled_for_a_day_opens_a_case() {
        Answer paid = paid();
        seatline.running().momo().failRefunds(7002, 1);
        support.post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofMinutes(10));
        assertEquals("REFUND_PENDING", alice.booking(paid.bookingId()).state());

        seatline.clock().advance(Duration.ofDays(1));
        seatline.pass(Duration.ofMinutes(2));

        assertEquals(
                "REFUND_FAILED",
                seatline.customer("alice").booking(paid.bookingId()).state());
        support = seatline.support();
        assertTrue(onlyCase().path("detail").asText().contains("portal"), () -> onlyCase()
                .toString());
    }

    @Test
    void payment_of_an_unknown_order_is_refunded_from_its_case() {
        Answer held = alice.reserve(show, "B1");
        seatline.approve(held.payUrl(), "{\"amount\":5000}");
        seatline.pass(Duration.ofSeconds(2));
        String id = onlyCase().path("id").asText();

        assertEquals(
                200, support.post("/api/v1/support/cases/" + id + "/refund", "").status());
        seatline.pass(Duration.ofSeconds(5));

        assertEquals(1, seatline.running().momo().refunds().size());
        assertEquals(
                0, support.get("/api/v1/support/cases").body().path("cases").size());
        assertEquals("IN_BOOKING", alice.booking(held.bookingId()).state());
    }

    @Test
    void customers_cannot_use_the_support_api() {
        Answer cases = alice.get("/api/v1/support/cases");

        assertEquals(403, cases.status());
        assertEquals("forbidden", cases.code());
        assertEquals(
                403,
                alice.post("/api/v1/support/bookings/" + paid().bookingId() + "/refund", "")
                        .status());
    }

    @Test
    void unknown_case_or_booking_is_not_found() {
        String nothing = "bk" + "a".repeat(26);
        assertEquals(
                "not_found",
                support.post("/api/v1/support/cases/" + nothing + ".1/refund", "")
                        .code());
        assertEquals(
                "not_found",
                support.post("/api/v1/support/cases/nonsense/close", "{\"note\":\"x\"}")
                        .code());
        assertEquals(
                "not_found",
                support.post("/api/v1/support/bookings/" + nothing + "/refund", "")
                        .code());
    }
}
