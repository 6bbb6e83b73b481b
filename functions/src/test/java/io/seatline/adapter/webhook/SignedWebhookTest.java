package io.seatline.adapter.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundCompletedV1;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.HttpReceiver.Received;
import io.seatline.testing.HttpReceiver;
import io.seatline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedWebhookTest {
    private static final String KEY = "whsec_YSBrZXkgb2YgdGhpcnR5LXR3byBieXRlcywgbm8gbW8=";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final OfferMadeV1 OFFER = new OfferMadeV1(
            "b61e6ba536824dd6b80469b84b2d451c",
            NOON,
            "sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelc",
            "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f",
            "sh7f3k",
            "bkvxfazu3ryqds6jydat2c7x64nv",
            List.of("F12", "F13"),
            240_000,
            "VND",
            NOON.plus(Duration.ofMinutes(5)));

    private final MovableClock clock = new MovableClock(NOON.plusMillis(3_700));

    @AutoClose
    private final HttpReceiver receiver = HttpReceiver.start();

    @Test
    void tells_the_kind_the_time_and_all_fields_of_the_event() {
        assertTrue(webhook(KEY).send("offer.made", OFFER));

        Received notice = receiver.received().getFirst();
        assertEquals("POST", notice.method());
        assertEquals("/notices", notice.path());
        assertEquals("application/json", notice.headers().get("content-type"));
        assertEquals(
                "{\"type\":\"offer.made\",\"timestamp\":\"2026-11-20T12:00:00Z\",\"data\":{"
                        + "\"event_id\":\"b61e6ba536824dd6b80469b84b2d451c\",\"occurred_at\":\"2026-11-20T12:00:00Z\","
                        + "\"entry_id\":\"sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelc\","
                        + "\"customer_id\":\"9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f\",\"show_id\":\"sh7f3k\","
                        + "\"booking_id\":\"bkvxfazu3ryqds6jydat2c7x64nv\",\"seats\":[\"F12\",\"F13\"],"
                        + "\"amount\":240000,\"currency\":\"VND\",\"offer_expires_at\":\"2026-11-20T12:05:00Z\"}}",
                notice.body());
    }

    @Test
    void leaves_out_a_field_that_the_event_has_not() {
        var stray = new RefundCompletedV1(
                "e1", NOON, DomainEvent.STRAY, Optional.empty(), "stray.tg6mzgikrhggy7dna2c6635tef", 9, "VND", false);
        webhook(KEY).send("refund.completed", stray);

        var data = CatalogFixture.json(receiver.received().getFirst().body()).get("data");
        assertFalse(data.has("customer_id"), data.toString());
    }

    /**
     * The signature was made by openssl, not by this code: of {@code <id>.1795176003.<the body above>}, by {@code openssl
     * dgst -sha256 -mac HMAC -macopt hexkey:<the key in hex> -binary | base64}.
     */
    @Test
    void signs_the_id_the_second_and_the_body() {
        webhook(KEY).send("offer.made", OFFER);

        Map<String, String> headers = receiver.received().getFirst().headers();
        assertEquals("b61e6ba536824dd6b80469b84b2d451c", headers.get("webhook-id"));
        assertEquals("1795176003", headers.get("webhook-timestamp"));
        assertEquals("v1,T9gCbHLliXHyDCMPSvEESzfMJQxC22ggQNNoeu4r49s=", headers.get("webhook-signature"));
    }

    /** Made by {@code openssl dgst -sha256 -hmac "khóa bí mật" -binary | base64}, of the same. */
    @Test
    void signs_with_the_bytes_of_a_plain_text_too() {
        webhook("khóa bí mật").send("offer.made", OFFER);

        assertEquals(
                "v1,xGVSKKRLZ1SHLxpviU981pQX3nsvQR3G3aZATe8RKUU=",
                receiver.received().getFirst().headers().get("webhook-signature"));
    }

    @Test
    void a_repeat_has_the_same_id_and_body_and_the_time_at_which_it_is_sent() {
        webhook(KEY).send("offer.made", OFFER);
        clock.advance(Duration.ofMinutes(1));
        webhook(KEY).send("offer.made", OFFER);

        Received first = receiver.received().getFirst();
        Received again = receiver.received().getLast();
        assertEquals(first.headers().get("webhook-id"), again.headers().get("webhook-id"));
        assertEquals(first.body(), again.body());
        assertEquals("1795176063", again.headers().get("webhook-timestamp"));
        assertNotEquals(
                first.headers().get("webhook-signature"), again.headers().get("webhook-signature"));
    }

    @Test
    void sends_nothing_where_no_webhook_is_configured() {
        assertFalse(new SignedWebhook(() -> NoticeReceiver.of(" ", ""), clock).send("offer.made", OFFER));

        assertEquals(List.of(), receiver.received());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 410, 429, 500})
    void an_answer_that_is_no_success_is_a_fault_that_tells_the_status_and_nothing_else(int status) {
        receiver.answers(status);

        var fault = assertThrows(IllegalStateException.class, () -> webhook(KEY).send("offer.made", OFFER));
        assertEquals("the notice webhook answered " + status, fault.getMessage());
        assertNull(fault.getCause());
        assertEquals(1, receiver.received().size(), "sent once, and nowhere else");
    }

    @Test
    void a_receiver_that_is_away_is_a_fault_that_does_not_tell_the_address() {
        receiver.close();

        var fault = assertThrows(IllegalStateException.class, () -> webhook(KEY).send("offer.made", OFFER));
        assertEquals("the notice webhook cannot be reached: ConnectException", fault.getMessage());
        assertNull(fault.getCause());
    }

    private SignedWebhook webhook(String secret) {
        return new SignedWebhook(() -> NoticeReceiver.of(receiver.url("/notices"), secret), clock);
    }
}
