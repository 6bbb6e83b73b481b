package io.seatline.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.events.Samples;
import io.seatline.events.UnreadableMessage;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.CountingMeter;
import io.seatline.testing.HttpReceiver;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customer notices as Lambda invokes the function: an event of the bus in, a signed POST out. */
class NoticeHandlerTest {
    private static final String SECRET = "hush-hush";
    private static final String CUSTOMER = "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f";

    private final CountingMeter meter = new CountingMeter();

    @AutoClose
    private final HttpReceiver receiver = HttpReceiver.start();

    @Test
    void tells_of_an_offer_under_the_id_of_its_event() throws IOException {
        assertEquals("{}", handle(Samples.lambda("notice-offer.json")));

        var notice = receiver.received().getFirst();
        assertEquals(
                CatalogFixture.json(new String(Samples.event("OfferMade.v1"), UTF_8)),
                CatalogFixture.json(notice.body()).get("data"));
        assertEquals("b61e6ba536824dd6b80469b84b2d451c", notice.headers().get("webhook-id"));
        assertEquals("1795176003", notice.headers().get("webhook-timestamp"));
        assertEquals(Map.of(), meter.counts());
    }

    @ParameterizedTest
    @CsvSource({
        "OfferMade.v1, offer.made",
        "BookingPaid.v1, booking.paid",
        "RefundCompleted.v1, refund.completed",
    })
    void calls_what_it_tells_of_by_its_name(String event, String type) throws IOException {
        handle(envelope(event));

        assertEquals(
                type,
                CatalogFixture.json(receiver.received().getFirst().body())
                        .get("type")
                        .textValue());
    }

    @Test
    void an_event_that_concerns_no_customer_is_a_fault_that_names_it() {
        var fault = assertThrows(IllegalStateException.class, () -> handle(envelope("SeatsHeld.v1")));

        assertEquals("no customer is told of \"SeatsHeld.v1\"; see infra-cdk", fault.getMessage());
        assertEquals(List.of(), receiver.received());
    }

    @Test
    void a_receiver_that_fails_makes_the_invocation_fail_and_gets_the_same_notice_again() throws IOException {
        receiver.answers(500);
        assertThrows(IllegalStateException.class, () -> handle(envelope("BookingPaid.v1")));
        receiver.answers(204);
        handle(envelope("BookingPaid.v1"));

        var failed = receiver.received().getFirst();
        var again = receiver.received().getLast();
        assertEquals(failed.headers().get("webhook-id"), again.headers().get("webhook-id"));
        assertEquals(failed.body(), again.body());
    }

    @Test
    void without_a_webhook_nothing_is_sent_and_that_is_counted() throws IOException {
        handle(handler(Map.of("NOTICE_WEBHOOK_URL", "", "NOTICE_WEBHOOK_SECRET", "")), envelope("OfferMade.v1"));

        assertEquals(List.of(), receiver.received());
        assertEquals(Map.of("NoticeUnsent", 1), meter.counts());
    }

    @Test
    void on_AWS_the_webhook_and_its_key_are_one_secret() throws IOException {
        handle(handler(Map.of("NOTICE_SECRET_ID", "arn:notice")), envelope("OfferMade.v1"));

        assertEquals("/on-aws", receiver.received().getFirst().path());
    }

    @Test
    void no_fault_holds_the_address_the_key_or_the_customer() {
        List<NoticeHandler> handlers = List.of(
                handler(url("http://hush-hush.example")),
                handler(url("https://hush-hush example")),
                handler(url("http://127.0.0.1:1/hush-hush")),
                handler(Map.of("NOTICE_WEBHOOK_URL", receiver.url("/hush-hush"), "NOTICE_WEBHOOK_SECRET", "")),
                handler(Map.of("NOTICE_SECRET_ID", "arn:unreadable")),
                handler(url(receiver.url("/hush-hush"))));
        receiver.answers(503);

        handlers.forEach(handler -> {
            String told =
                    traceOf(assertThrows(RuntimeException.class, () -> handle(handler, envelope("OfferMade.v1"))));
            assertFalse(told.contains(SECRET), told);
            assertFalse(told.contains(CUSTOMER), told);
        });
    }

    @Test
    void an_event_that_is_not_what_it_says_is_unreadable() {
        byte[] envelope =
                "{\"detail-type\":\"OfferMade.v1\",\"detail\":{\"customer_id\":\"hush-hush\"}}".getBytes(UTF_8);

        String told = traceOf(assertThrows(UnreadableMessage.class, () -> handle(envelope)));
        assertFalse(told.contains(SECRET), told);
    }

    private static Map<String, String> url(String url) {
        return Map.of("NOTICE_WEBHOOK_URL", url, "NOTICE_WEBHOOK_SECRET", SECRET);
    }

    private static byte[] envelope(String detailType) {
        return "{\"source\":\"seatline\",\"detail-type\":\"%s\",\"detail\":%s}"
                .formatted(detailType, new String(Samples.event(detailType), UTF_8))
                .getBytes(UTF_8);
    }

    private String handle(byte[] event) throws IOException {
        return handle(handler(url(receiver.url("/notices"))), event);
    }

    private static String handle(NoticeHandler handler, byte[] event) throws IOException {
        var output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), output, TestContext.INSTANCE);
        return output.toString(UTF_8);
    }

    private NoticeHandler handler(Map<String, String> environment) {
        return new NoticeHandler(new Wiring(new Platform(
                environment,
                new MovableClock(Instant.parse("2026-11-20T12:00:03.700Z")),
                new Random(1),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                new Absent<>(),
                id -> id.equals("arn:notice")
                        ? "{\"url\":\"%s\",\"secret\":\"%s\"}".formatted(receiver.url("/on-aws"), SECRET)
                        : SECRET,
                meter)));
    }

    /** A client that this function does not have. */
    private static final class Absent<T> implements Supplier<T> {
        @Override
        public T get() {
            throw new IllegalStateException("this function is not given that");
        }
    }

    private static String traceOf(Throwable fault) {
        var text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
