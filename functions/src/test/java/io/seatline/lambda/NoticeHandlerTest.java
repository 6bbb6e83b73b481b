package io.seatline.lambda;

import static io.seatline.lambda.Deployment.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.Samples;
import io.seatline.events.contract.UnreadableMessage;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.runtime.BusEvent;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.HttpReceiver;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingSqs;
import io.seatline.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customer notices as Lambda invokes the function: bus events from a queue in, signed POSTs out. */
class NoticeHandlerTest {
    private static final String SECRET = "hush-hush";
    private static final String CUSTOMER = "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f";
    private static final Instant OFFER_EXPIRES_AT = Instant.parse("2026-11-20T12:05:00Z");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T12:00:03.700Z"));
    private final CountingMetrics metrics = new CountingMetrics();
    private final RecordingSqs sqs = new RecordingSqs();

    @AutoClose
    private final HttpReceiver receiver = HttpReceiver.start();

    @Test
    void offer_is_sent_under_its_event_id() {
        assertEquals(
                List.of(),
                deliver(sample("notice-offer.json", SQSEvent.class).getRecords().getFirst()));

        var notice = receiver.received().getFirst();
        assertEquals(
                CatalogFixture.json(new String(Samples.event("OfferMade.v1"), UTF_8)),
                CatalogFixture.json(notice.body()).get("data"));
        assertEquals("b61e6ba536824dd6b80469b84b2d451c", notice.headers().get("webhook-id"));
        assertEquals("1795176003", notice.headers().get("webhook-timestamp"));
        assertEquals(Map.of(), metrics.counts());
    }

    @ParameterizedTest
    @CsvSource({
        "OfferMade.v1, offer.made",
        "BookingPaid.v1, booking.paid",
        "RefundSucceeded.v1, refund.succeeded",
        "WaitlistLapsed.v1, show.cancelled",
    })
    void notice_type_follows_the_event(String event, String type) {
        assertEquals(List.of(), deliver(message(event)));

        assertEquals(
                type,
                CatalogFixture.json(receiver.received().getFirst().body())
                        .get("type")
                        .textValue());
        assertEquals(List.of(), sqs.visibilityChanges());
    }

    @Test
    void notice_of_a_paid_booking_has_the_link_of_its_ticket() {
        deliver(message("BookingPaid.v1"), message("RefundSucceeded.v1"));

        var paid = CatalogFixture.json(receiver.received().getFirst().body());
        String booking = paid.get("data").get("booking_id").textValue();
        assertEquals(
                "https://seatline.test/booking.html?booking_id=" + booking,
                paid.get("ticket_url").textValue());
        assertFalse(receiver.received().getLast().body().contains("ticket_url"));
    }

    @ParameterizedTest
    @CsvSource({"RefundRequested.v1, CUSTOMER", "BookingCancelled.v1, NOT_PAID"})
    void booking_is_told_of_a_cancelled_show_for_that_reason_alone(String event, String reason) {
        SQSMessage message = message(event);
        assertEquals(List.of(event), deliver(message));
        assertEquals(List.of(), receiver.received());

        message.setBody(message.getBody().replace(reason, "SHOW_CANCELLED"));
        assertEquals(List.of(), deliver(message));
        var notice = CatalogFixture.json(receiver.received().getFirst().body());
        assertEquals("show.cancelled", notice.get("type").textValue());
        assertEquals(CUSTOMER, notice.get("data").get("customer_id").textValue());
    }

    @Test
    void failed_notice_is_redelivered_with_the_same_id_and_body() {
        receiver.respondWith(500);
        assertEquals(List.of("BookingPaid.v1"), deliver(message("BookingPaid.v1")));
        receiver.respondWith(204);
        assertEquals(List.of(), deliver(message("BookingPaid.v1")));

        var failed = receiver.received().getFirst();
        var again = receiver.received().getLast();
        assertEquals(failed.headers().get("webhook-id"), again.headers().get("webhook-id"));
        assertEquals(failed.body(), again.body());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "7, 128"})
    void failed_message_is_redelivered_after_growing_pauses(String deliveries, int seconds) {
        receiver.respondWith(500);
        deliver(ShowQueue.with(message("BookingPaid.v1"), "ApproximateReceiveCount", deliveries));

        var visibilityChange = sqs.visibilityChanges().getFirst();
        assertEquals("https://sqs.test/notices", visibilityChange.queueUrl());
        assertEquals("receipt of BookingPaid.v1", visibilityChange.receiptHandle());
        assertEquals(seconds, visibilityChange.visibilityTimeout());
        assertEquals(1, sqs.visibilityChanges().size());
    }

    @Test
    void failed_message_is_redelivered_even_if_sqs_is_unreachable() {
        receiver.respondWith(500);
        sqs.fail();

        assertEquals(
                List.of("BookingPaid.v1", "RefundSucceeded.v1"),
                deliver(message("BookingPaid.v1"), message("RefundSucceeded.v1")));
    }

    @Test
    void failing_message_does_not_repeat_the_rest_of_its_batch() {
        SQSMessage failing = message("OfferMade.v1");
        failing.setBody("not JSON");

        assertEquals(
                List.of("OfferMade.v1"), deliver(message("BookingPaid.v1"), failing, message("RefundSucceeded.v1")));
        assertEquals(2, receiver.received().size());
    }

    @Test
    void event_without_a_notice_fails_and_sends_nothing() {
        assertEquals(List.of("SeatsHeld.v1"), deliver(message("SeatsHeld.v1")));
        assertEquals(List.of(), receiver.received());
    }

    @Test
    void expired_offer_is_not_sent_and_is_counted() {
        clock.moveTo(OFFER_EXPIRES_AT);

        assertEquals(List.of(), deliver(message("OfferMade.v1"), message("BookingPaid.v1")));
        assertEquals(1, receiver.received().size());
        assertEquals(Map.of(Metric.NOTICE_TOO_LATE, 1), metrics.counts());
    }

    @Test
    void offer_is_sent_until_just_before_its_expiry() {
        clock.moveTo(OFFER_EXPIRES_AT.minusMillis(1));

        deliver(message("OfferMade.v1"));
        assertEquals(1, receiver.received().size());
    }

    @Test
    void nothing_is_sent_without_a_webhook_and_that_is_counted() {
        deliver(Map.of("NOTICE_WEBHOOK_URL", "", "NOTICE_WEBHOOK_SECRET", ""), message("OfferMade.v1"));

        assertEquals(List.of(), receiver.received());
        assertEquals(Map.of(Metric.NOTICE_UNSENT, 1), metrics.counts());
    }

    @Test
    void webhook_url_and_key_are_one_secret_on_aws() {
        deliver(Map.of("NOTICE_SECRET_ID", "arn:notice"), message("OfferMade.v1"));

        assertEquals("/on-aws", receiver.received().getFirst().path());
    }

    @Test
    void faults_hide_the_address_the_key_and_the_customer() {
        List<Map<String, String>> environments = List.of(
                url("http://hush-hush.example"),
                url("https://hush-hush example"),
                url("http://127.0.0.1:1/hush-hush"),
                Map.of("NOTICE_WEBHOOK_URL", receiver.url("/hush-hush"), "NOTICE_WEBHOOK_SECRET", ""),
                Map.of("NOTICE_SECRET_ID", "arn:unreadable"),
                url(receiver.url("/hush-hush")));
        OfferMadeV1 offer = EventsJson.read(new String(Samples.event("OfferMade.v1"), UTF_8), OfferMadeV1.class);
        receiver.respondWith(503);

        environments.forEach(environment -> {
            String trace = traceOf(assertThrows(
                    RuntimeException.class,
                    () -> wiring(environment).sendNotice().offerMade(offer)));
            assertFalse(trace.contains(SECRET), trace);
            assertFalse(trace.contains(CUSTOMER), trace);
        });
    }

    @Test
    void mistyped_event_is_unreadable_and_hides_its_values() {
        BusEvent event = BusEvent.read("{\"detail-type\":\"OfferMade.v1\",\"detail\":{\"customer_id\":\"hush-hush\"}}");

        String trace = traceOf(assertThrows(UnreadableMessage.class, () -> event.as(OfferMadeV1.class)));
        assertFalse(trace.contains(SECRET), trace);
    }

    private static Map<String, String> url(String url) {
        return Map.of("NOTICE_WEBHOOK_URL", url, "NOTICE_WEBHOOK_SECRET", SECRET);
    }

    /** A message with a sample event; its id is the event's name. */
    private static SQSMessage message(String detailType) {
        SQSMessage message =
                sample("notice-offer.json", SQSEvent.class).getRecords().getFirst();
        message.setMessageId(detailType);
        message.setReceiptHandle("receipt of " + detailType);
        message.setBody("{\"source\":\"seatline\",\"detail-type\":\"%s\",\"detail\":%s}"
                .formatted(detailType, new String(Samples.event(detailType), UTF_8)));
        return message;
    }

    /** Delivers a batch and returns the ids of failed messages. */
    private List<String> deliver(SQSMessage... batch) {
        return deliver(url(receiver.url("/notices")), batch);
    }

    private List<String> deliver(Map<String, String> environment, SQSMessage... batch) {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(batch));
        return new NoticeHandler(wiring(environment))
                .handleRequest(event, TestContext.INSTANCE).getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .toList();
    }

    private Wiring wiring(Map<String, String> webhook) {
        Map<String, String> environment = new HashMap<>(webhook);
        environment.put("NOTICES_QUEUE_URL", "https://sqs.test/notices");
        environment.put("PUBLIC_URL", "https://seatline.test");
        return new Wiring(new Platform(
                environment,
                clock,
                new Random(1),
                new Absent<>(),
                sqs::client,
                new Absent<>(),
                new Absent<>(),
                id -> id.equals("arn:notice")
                        ? "{\"url\":\"%s\",\"secret\":\"%s\"}".formatted(receiver.url("/on-aws"), SECRET)
                        : SECRET,
                metrics));
    }

    /** Fails for a client that this function does not have. */
    private static final class Absent<T> implements Supplier<T> {
        @Override
        public T get() {
            throw new IllegalStateException("this function has no such client");
        }
    }

    private static String traceOf(Throwable fault) {
        var text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
