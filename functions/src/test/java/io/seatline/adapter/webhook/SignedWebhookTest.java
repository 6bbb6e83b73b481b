package io.seatline.adapter.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.HttpReceiver;
import io.seatline.testing.HttpReceiver.Received;
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
    void body_has_type_timestamp_and_all_event_fields() {
        assertTrue(webhook(KEY).send("offer.made", OFFER, Optional.empty()));

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
    void body_omits_an_empty_optional() {
        var stray = new RefundSucceededV1(
                "e1",
                NOON,
                "stray.tg6mzgikrhggy7dna2c6635tef-r1",
                "stray.tg6mzgikrhggy7dna2c6635tef",
                DomainEvent.STRAY,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                9,
                "VND",
                "SUPPORT",
                false);
        webhook(KEY).send("refund.succeeded", stray, Optional.empty());

        var data = CatalogFixture.json(receiver.received().getFirst().body()).get("data");
        assertFalse(data.has("customer_id"), data.toString());
    }

    /**
     * Expected signature made by OpenSSL over {@code <id>.1795176003.<the body above>}, not by this code: {@code
     * openssl dgst -sha256 -mac HMAC -macopt hexkey:<the key in hex> -binary | base64}.
     */
    @Test
    void signature_covers_id_timestamp_and_body() {
        webhook(KEY).send("offer.made", OFFER, Optional.empty());

        Map<String, String> headers = receiver.received().getFirst().headers();
        assertEquals("b61e6ba536824dd6b80469b84b2d451c", headers.get("webhook-id"));
        assertEquals("1795176003", headers.get("webhook-timestamp"));
        assertEquals("v1,T9gCbHLliXHyDCMPSvEESzfMJQxC22ggQNNoeu4r49s=", headers.get("webhook-signature"));
    }

    /**
     * Expected signature made over the same text by {@code openssl dgst -sha256 -hmac "khóa bí mật" -binary | base64}.
     */
    @Test
    void plain_text_key_signs_with_its_utf8_bytes() {
        webhook("khóa bí mật").send("offer.made", OFFER, Optional.empty());

        assertEquals(
                "v1,xGVSKKRLZ1SHLxpviU981pQX3nsvQR3G3aZATe8RKUU=",
                receiver.received().getFirst().headers().get("webhook-signature"));
    }

    @Test
    void resend_keeps_id_and_body_and_updates_the_timestamp() {
        webhook(KEY).send("offer.made", OFFER, Optional.empty());
        clock.advance(Duration.ofMinutes(1));
        webhook(KEY).send("offer.made", OFFER, Optional.empty());

        Received first = receiver.received().getFirst();
        Received again = receiver.received().getLast();
        assertEquals(first.headers().get("webhook-id"), again.headers().get("webhook-id"));
        assertEquals(first.body(), again.body());
        assertEquals("1795176063", again.headers().get("webhook-timestamp"));
        assertNotEquals(
                first.headers().get("webhook-signature"), again.headers().get("webhook-signature"));
    }

    @Test
    void sends_nothing_without_a_configured_webhook() {
        assertFalse(
                new SignedWebhook(() -> NoticeReceiver.of(" ", ""), clock).send("offer.made", OFFER, Optional.empty()));

        assertEquals(List.of(), receiver.received());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 410, 429, 500})
    void error_status_is_a_fault_that_reports_only_the_status(int status) {
        receiver.respondWith(status);

        var fault = assertThrows(
                IllegalStateException.class, () -> webhook(KEY).send("offer.made", OFFER, Optional.empty()));
        assertEquals("the notice webhook answered " + status, fault.getMessage());
        assertNull(fault.getCause());
        assertEquals(1, receiver.received().size(), "sent once and not redirected");
    }

    @Test
    void unreachable_receiver_is_a_fault_without_the_address() {
        receiver.close();

        var fault = assertThrows(
                IllegalStateException.class, () -> webhook(KEY).send("offer.made", OFFER, Optional.empty()));
        assertEquals("the notice webhook cannot be reached: ConnectException", fault.getMessage());
        assertNull(fault.getCause());
    }

    private SignedWebhook webhook(String secret) {
        return new SignedWebhook(() -> NoticeReceiver.of(receiver.url("/notices"), secret), clock);
    }
}
