package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.seatline.local.testing.ApiClient;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Element;

/** A customer pays, and gets tickets that doors can verify. */
class TicketJourneyTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private static final String BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /** One run of dark modules in a row. */
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    private final String sub = "owner-of-" + seatline.show();
    private final Customer customer = seatline.customer(sub);

    /** A paid booking of the seats B1 and B2. */
    private String pay(String show) {
        Answer held = customer.reserve(show, "B1", "B2");
        seatline.approve(held.payUrl());
        seatline.settle();
        assertEquals("PAID", customer.booking(held.bookingId()).state());
        return held.bookingId();
    }

    private Answer ticket(String booking) {
        return customer.get(path(booking));
    }

    private static String path(String booking) {
        return "/api/v1/bookings/" + booking + "/ticket";
    }

    private static String token(Answer answer) {
        assertEquals(200, answer.status(), answer::text);
        return answer.body().path("token").asText();
    }

    @Test
    void pictures_read_as_exactly_the_token() throws Exception {
        String booking = pay(seatline.show());
        String token = token(ticket(booking));

        for (int size : new int[] {130, 400, 1200}) {
            BufferedImage png = png(path(booking) + ".png?size=" + size);
            assertTrue(png.getWidth() >= size, png::toString);
            assertEquals(token, read(png));
        }
        BufferedImage png = png(path(booking) + ".png");
        Answer svg = customer.get(path(booking) + ".svg");
        assertEquals("image/svg+xml", svg.header("content-type").orElseThrow());
        assertArrayEquals(pixels(png), pixels(rasterized(svg.text(), png.getWidth())));
    }

    @Test
    void token_verifies_with_the_public_keys_and_the_java_platform_alone() throws Exception {
        String booking = pay(seatline.show());
        JsonNode key = seatline.api().get("/api/v1/ticket-keys").body().at("/keys/0");

        ByteBuffer token = ByteBuffer.wrap(base45(token(ticket(booking))));
        assertEquals("d284", HexFormat.of().toHexDigits(token.getShort()), "COSE_Sign1 of four parts");
        byte[] header = bytes(token);
        assertEquals((byte) 0xa0, token.get(), "no unprotected header");
        byte[] claims = bytes(token);
        byte[] signature = bytes(token);

        assertEquals("a201270444" + key.path("kid").asText(), HexFormat.of().formatHex(header));
        var signed = new ByteArrayOutputStream();
        signed.write(HexFormat.of().parseHex("846a"));
        signed.write("Signature1".getBytes(StandardCharsets.US_ASCII));
        signed.write(0x40 + header.length);
        signed.write(header);
        signed.write(0x40);
        signed.write(new byte[] {0x58, (byte) claims.length});
        signed.write(claims);
        byte[] genuine = signed.toByteArray();
        assertTrue(verifies(key, genuine, signature));
        byte[] altered = genuine.clone();
        altered[altered.length - 1]++;
        assertFalse(verifies(key, altered, signature));
    }

    @Test
    void ticket_belongs_to_its_customer_alone() {
        String booking = pay(seatline.show());
        Customer other = seatline.customer();

        for (String end : List.of("", ".png", ".svg", ".ics")) {
            assertEquals(404, other.get(path(booking) + end).status(), end);
        }
        assertEquals(401, seatline.api().get(path(booking)).status());
        assertEquals(404, customer.get(path(booking) + ".gif").status());
    }

    @Test
    void door_admits_shared_tickets_and_refuses_those_from_before_a_refund() {
        String show = seatline.show();
        String booking = pay(show);
        String first = token(ticket(booking));
        String shared = token(customer.post(path(booking), "{\"show_seats\":[\"" + show + ".B2\"]}"));
        assertNotEquals(first, shared);

        refund(booking, "{\"show_seats\":[\"" + show + ".B1\"]}");
        assertEquals("REFUNDED", scan(show, first));
        assertEquals("REFUNDED", scan(show, shared));

        Answer second = ticket(booking);
        assertNotEquals(first, token(second));
        assertEquals(1, second.body().path("seats").size());
        assertEquals("TOO_EARLY", scan(show, token(second)));
        assertEquals("ADMITTED", scanOffline(show, token(second)));
        assertTrue(ticket(booking).body().at("/seats/0/admitted_at").isTextual());

        refund(booking, "{\"admitted\":true}");
        for (String end : List.of("", ".png", ".svg", ".ics")) {
            assertEquals("no_ticket", customer.get(path(booking) + end).code(), end);
        }
    }

    private static void refund(String booking, String body) {
        Answer refunded = seatline.support().post("/api/v1/support/bookings/" + booking + "/refund", body);
        assertEquals(200, refunded.status(), refunded::text);
    }

    private static String scan(String show, String token) {
        return scan(ApiClient.JSON.createObjectNode(), show, token);
    }

    /** Scans as a door without network does, which admits before the doors open too. */
    private static String scanOffline(String show, String token) {
        String now = seatline.clock().instant().toString();
        return scan(ApiClient.JSON.createObjectNode().put("at", now), show, token);
    }

    private static String scan(ObjectNode body, String show, String token) {
        body.put("scan_id", UUID.randomUUID().toString()).put("show_id", show).put("token", token);
        Answer answer = seatline.customer("usher", "door").post("/api/v1/door/admissions", body.toString());
        assertEquals(200, answer.status(), answer::text);
        return answer.body().path("result").asText();
    }

    private BufferedImage png(String path) throws Exception {
        var request = seatline.api()
                .request(path)
                .header("authorization", "Bearer " + seatline.running().tokens().token(sub));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode());
            assertEquals(
                    "image/png", response.headers().firstValue("content-type").orElseThrow());
            return ImageIO.read(new ByteArrayInputStream(response.body()));
        }
    }

    private static String read(BufferedImage picture) throws Exception {
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))),
                        Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    /** Draws an SVG picture: a white ground, and a path of dark runs. */
    private static BufferedImage rasterized(String svg, int pixels) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        int scale = pixels / Integer.parseInt(root.getAttribute("viewBox").split(" ", -1)[2]);
        BufferedImage picture = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, pixels, pixels);
        pen.setColor(Color.BLACK);
        Element dark = (Element) root.getElementsByTagName("path").item(1);
        RUN.matcher(dark.getAttribute("d"))
                .results()
                .forEach(run -> pen.fillRect(
                        Integer.parseInt(run.group(1)) * scale,
                        Integer.parseInt(run.group(2)) * scale,
                        Integer.parseInt(run.group(3)) * scale,
                        scale));
        pen.dispose();
        return picture;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static byte[] base45(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at += 3) {
            int value = 0;
            for (int digit = Math.min(at + 3, text.length()) - 1; digit >= at; digit--) {
                value = value * 45 + BASE45.indexOf(text.charAt(digit));
            }
            if (at + 3 <= text.length()) {
                bytes.write(value >> 8);
            }
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    /** Reads a CBOR byte string of less than 256 bytes. */
    private static byte[] bytes(ByteBuffer from) {
        int head = from.get() & 0xff;
        assertEquals(2, head >> 5, "a byte string");
        byte[] bytes = new byte[(head & 0x1f) == 24 ? from.get() & 0xff : head & 0x1f];
        from.get(bytes);
        return bytes;
    }

    private static boolean verifies(JsonNode key, byte[] signed, byte[] signature) throws Exception {
        byte[] x = Base64.getUrlDecoder().decode(key.path("x").asText());
        byte[] encoded = ByteBuffer.allocate(44)
                .put(HexFormat.of().parseHex("302a300506032b6570032100"))
                .put(x)
                .array();
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
