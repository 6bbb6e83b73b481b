package io.seatline.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.seatline.events.metric.Metric;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mails to customers, read in the local mailbox. */
class MailTest {
    @RegisterExtension
    final SeatlineExtension seatline = new SeatlineExtension();

    private String show;

    @BeforeEach
    void chooseShow() {
        show = seatline.show();
    }

    private Customer signedIn(String sub, String email, String locale) {
        Answer token = seatline.api()
                .post(
                        "/local/tokens",
                        "{\"sub\":\"%s\",\"email\":\"%s\",\"locale\":\"%s\"}".formatted(sub, email, locale));
        return new Customer(seatline.api(), token.body().path("access_token").asText());
    }

    private Answer paid(Customer customer) {
        Answer held = customer.reserve(show, "B1", "B2");
        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(2));
        return held;
    }

    private JsonNode mails(String to) {
        return seatline.api()
                .get("/local/mail?to=" + URLEncoder.encode(to, UTF_8))
                .body();
    }

    @Test
    void payment_is_mailed_once_with_a_ticket_that_scans() throws Exception {
        Customer alice = signedIn("alice", "alice@example.com", "en");
        String booking = paid(alice).bookingId();

        assertEquals(1, mails("alice@example.com").size());
        JsonNode mail = mails("alice@example.com").path(0);
        JsonNode ticket = alice.get("/api/v1/bookings/" + booking + "/ticket").body();
        String text = mail.path("text").asText();
        assertTrue(mail.path("subject").asText().startsWith("Your tickets for "), mail::toString);
        assertTrue(text.contains("Seats: B1, B2"), text);
        assertTrue(text.contains(ticket.path("code").asText()), text);
        assertTrue(text.contains(seatline.running().base() + "/booking.html?booking_id=" + booking), text);
        assertTrue(mail.path("html").asText().contains("cid:ticket"), mail::toString);
        assertEquals(
                ticket.path("token").asText(), scanned(mail.path("attachments").path(0)));
    }

    @Test
    void refund_is_mailed_in_vietnamese_by_default() {
        String booking = paid(signedIn("bob", "bob@example.com", "vi-VN")).bookingId();
        seatline.support().post("/api/v1/support/bookings/" + booking + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        List<String> subjects = mails("bob@example.com").findValuesAsText("subject");
        assertEquals(2, subjects.size(), subjects::toString);
        assertTrue(subjects.getFirst().startsWith("Đã hoàn 180.000 ₫"), subjects::toString);
    }

    @Test
    void offer_is_mailed() {
        signedIn("carol", "carol@example.com", "en").join(show, 2);
        seatline.settle();

        assertTrue(mails("carol@example.com").path(0).path("subject").asText().startsWith("Seats for you"));
    }

    @Test
    void customer_without_an_address_gets_no_mail() {
        paid(seatline.customer("dave"));

        assertEquals("[]", seatline.api().get("/local/mail").text());
        assertEquals(1, seatline.running().metrics().counted(Metric.MAIL_WITHOUT_ADDRESS));
    }

    @Test
    void mailbox_shows_mails_to_a_browser_without_their_scripts() {
        paid(signedIn("eve", "bounce@simulator.amazonses.com", "en"));

        Answer page = seatline.api().get("/local/mail", "accept", "text/html");
        assertTrue(page.text().contains("<iframe sandbox"), page::text);
        assertTrue(page.text().contains(", bounced"), page::text);
        assertFalse(page.text().contains("cid:ticket"), page::text);
        assertTrue(page.header("content-security-policy").orElse("").startsWith("default-src 'none'"));
    }

    private static String scanned(JsonNode picture) throws Exception {
        byte[] png = Base64.getDecoder().decode(picture.path("content").asText());
        var source = new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(png)));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
