package io.seatline.lambda;

import static io.seatline.lambda.Deployment.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.events.contract.Samples;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingSqs;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Mails as Lambda invokes the function: bus events from a queue in. What is mailed is tested with the use case. */
class MailHandlerTest {
    private static final Map<String, String> SENDER = Map.of("MAIL_FROM", "no-reply@cinema.vn", "USER_POOL_ID", "pool");

    @AutoClose
    private final TestTables db = TestTables.start();

    private final RecordingSqs sqs = new RecordingSqs();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OfferMade.v1",
                "BookingPaid.v1",
                "RefundSucceeded.v1",
                "RefundRequested.v1",
                "BookingCancelled.v1",
                "WaitlistLapsed.v1"
            })
    void event_of_a_booking_that_is_gone_mails_nothing(String event) {
        assertEquals(List.of(), deliver(SENDER, event));
    }

    @Test
    void without_a_sender_every_event_is_dropped() {
        assertEquals(List.of(), deliver(Map.of(), "BookingPaid.v1"));
    }

    @Test
    void event_without_a_mail_fails_and_comes_again_soon() {
        assertEquals(List.of("SeatsHeld.v1"), deliver(SENDER, "SeatsHeld.v1"));

        assertEquals("https://sqs.test/mail", sqs.visibilityChanges().getFirst().queueUrl());
    }

    /** Delivers a sample event and returns the ids of failed messages. */
    private List<String> deliver(Map<String, String> sender, String detailType) {
        SQSMessage message =
                sample("notice-offer.json", SQSEvent.class).getRecords().getFirst();
        message.setMessageId(detailType);
        message.setBody("{\"source\":\"seatline\",\"detail-type\":\"%s\",\"detail\":%s}"
                .formatted(detailType, new String(Samples.event(detailType), UTF_8)));
        SQSEvent batch = new SQSEvent();
        batch.setRecords(List.of(message));
        return new MailHandler(wiring(sender))
                .handleRequest(batch, TestContext.INSTANCE).getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .toList();
    }

    private Wiring wiring(Map<String, String> sender) {
        Map<String, String> environment = new HashMap<>(sender);
        environment.put("MAIL_QUEUE_URL", "https://sqs.test/mail");
        environment.put("PUBLIC_URL", "https://seatline.test");
        environment.put("CATALOG_TABLE", TestTables.CATALOG);
        environment.put("BOOKINGS_TABLE", TestTables.BOOKINGS);
        return new Wiring(new Platform(
                environment,
                new MovableClock(Instant.parse("2026-11-20T12:00:00Z")),
                new Random(1),
                db::client,
                sqs::client,
                MailHandlerTest::absent,
                MailHandlerTest::absent,
                id -> "{\"current\":\"%s\",\"previous\":\"\"}".formatted("k".repeat(64)),
                new CountingMetrics(),
                () -> new SesV2Client() {
                    @Override
                    public String serviceName() {
                        return SERVICE_NAME;
                    }

                    @Override
                    public void close() {}
                },
                () -> new CognitoIdentityProviderClient() {
                    @Override
                    public String serviceName() {
                        return SERVICE_NAME;
                    }

                    @Override
                    public void close() {}
                }));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T absent() {
        throw new IllegalStateException("this function has no such client");
    }
}
