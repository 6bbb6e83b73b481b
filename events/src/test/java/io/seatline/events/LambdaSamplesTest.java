package io.seatline.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.contract.Message;
import io.seatline.events.contract.Samples;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.message.TickV1;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's own serializers for the Java runtime can read every sample invocation payload. */
class LambdaSamplesTest {

    private static final String BOOKING = "bks3ttizn5yqds6jydat2c7x64nv";
    private static final String ENTRY_IN_SHOW = "q4d7wz2mfbtk3xrj6nvo5hyelc";
    private static final String CUSTOMER = "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f";

    static List<String> names() throws Exception {
        URI folder = LambdaSamplesTest.class.getResource("/samples/lambda").toURI();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_payload_is_a_json_object(String name) throws IOException {
        assertTrue(Contract.JSON.readTree(Samples.lambda(name)).isObject());
    }

    @ParameterizedTest
    @CsvSource({
        "search-seats.json, GET, /api/v1/shows/{show_id}/seats",
        "get-docs-file.json, GET, /api/v1/docs/{file}",
        "reserve.json, POST, /api/v1/reserve",
        "list-bookings.json, GET, /api/v1/bookings",
        "get-booking.json, GET, /api/v1/bookings/{booking_id}",
        "cancel-booking.json, DELETE, /api/v1/bookings/{booking_id}",
        "pay-again.json, POST, /api/v1/bookings/{booking_id}/payment",
        "refund-booking.json, POST, /api/v1/bookings/{booking_id}/refund",
        "get-ticket.json, GET, /api/v1/bookings/{booking_id}/ticket",
        "share-ticket.json, POST, /api/v1/bookings/{booking_id}/ticket",
        "join-waitlist.json, POST, /api/v1/shows/{show_id}/waitlist",
        "list-waitlist-entries.json, GET, /api/v1/waitlist",
        "get-waitlist-entry.json, GET, /api/v1/waitlist/{entry_id}",
        "leave-waitlist.json, DELETE, /api/v1/waitlist/{entry_id}",
        "support-list-cases.json, GET, /api/v1/support/cases",
        "support-refund-case.json, POST, /api/v1/support/cases/{case_id}/refund",
        "support-close-case.json, POST, /api/v1/support/cases/{case_id}/close",
        "support-refund-booking.json, POST, /api/v1/support/bookings/{booking_id}/refund",
        "manage-load-catalog.json, POST, /api/v1/manage/catalog",
        "manage-block-seats.json, POST, /api/v1/manage/shows/{show_id}/blocks",
        "manage-unblock-seats.json, DELETE, /api/v1/manage/blocks/{block_id}",
        "manage-sell-seats.json, POST, /api/v1/manage/shows/{show_id}/sales",
        "admit-seats.json, POST, /api/v1/door/admissions",
    })
    void http_call_has_its_route_and_path_parameters(String name, String method, String route) {
        APIGatewayV2HTTPEvent event = read(name, APIGatewayV2HTTPEvent.class);

        assertEquals("2.0", event.getVersion());
        assertEquals(method + " " + route, event.getRouteKey());
        assertEquals(event.getRouteKey(), event.getRequestContext().getRouteKey());
        assertEquals(method, event.getRequestContext().getHttp().getMethod());
        String filled = route;
        if (event.getPathParameters() != null) {
            for (Map.Entry<String, String> parameter : event.getPathParameters().entrySet()) {
                filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
            }
        }
        assertEquals(filled, event.getRawPath());
        assertEquals(filled, event.getRequestContext().getHttp().getPath());
    }

    @Test
    void public_call_has_no_authorizer() {
        assertNull(read("search-seats.json", APIGatewayV2HTTPEvent.class)
                .getRequestContext()
                .getAuthorizer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reserve.json",
                "list-bookings.json",
                "get-booking.json",
                "cancel-booking.json",
                "pay-again.json",
                "refund-booking.json",
                "get-ticket.json",
                "share-ticket.json",
                "join-waitlist.json",
                "list-waitlist-entries.json",
                "get-waitlist-entry.json",
                "leave-waitlist.json"
            })
    void customer_call_has_the_subject_of_the_token(String name) {
        assertEquals(CUSTOMER, claims(name).get("sub"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "support-list-cases.json",
                "support-refund-case.json",
                "support-close-case.json",
                "support-refund-booking.json"
            })
    void support_call_has_its_groups_as_one_string(String name) {
        assertEquals("[support staff]", claims(name).get("cognito:groups"));
    }

    @Test
    void reservation_has_seats_and_an_idempotency_key() throws IOException {
        APIGatewayV2HTTPEvent event = read("reserve.json", APIGatewayV2HTTPEvent.class);

        assertEquals("6f1d0c1e-4d0b-4b8e-9d7a-0a54a8f6b7c2", event.getHeaders().get("idempotency-key"));
        assertEquals(
                "{\"show_seats\":[\"sh7f3k.F12\",\"sh7f3k.F13\"]}",
                Contract.JSON.readTree(event.getBody()).toString());
    }

    @Test
    void join_has_the_number_and_the_kind_of_seats() throws IOException {
        assertEquals(
                "{\"seats\":2,\"accessible\":false}",
                Contract.JSON
                        .readTree(read("join-waitlist.json", APIGatewayV2HTTPEvent.class)
                                .getBody())
                        .toString());
    }

    @Test
    void ipn_is_signed_with_the_public_sandbox_keys() throws Exception {
        APIGatewayV2HTTPEvent event = read("notify.json", APIGatewayV2HTTPEvent.class);
        Map<String, String> fields = new TreeMap<>(Map.of("accessKey", "F8BBA842ECF85"));
        JsonNode body = Contract.JSON.readTree(event.getBody());
        body.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        String signature = fields.remove("signature");

        assertEquals("$default", event.getRouteKey());
        assertEquals("/api/v1/payment/notify", event.getRawPath());
        assertEquals(BOOKING + ".1", body.get("orderId").textValue());
        assertEquals(hmac("K951B6PE1waDMi640xX08PD3vg6EkVlz", fields), signature);
    }

    @ParameterizedTest
    @CsvSource({
        "deadline.json, seatline-dev-deadline, io.seatline.events.message.DeadlineV1",
        "refund.json, seatline-dev-refund, io.seatline.events.message.RefundV1",
        "show-worker-seats-released.json, seatline-dev-waitlist.fifo, io.seatline.events.message.SeatsReleasedV1",
        "show-worker-late-payment.json, seatline-dev-waitlist.fifo, io.seatline.events.message.LatePaymentV1",
        "show-worker-join.json, seatline-dev-waitlist.fifo, io.seatline.events.message.JoinV1",
        "show-worker-leave.json, seatline-dev-waitlist.fifo, io.seatline.events.message.LeaveV1",
    })
    void queue_message_carries_its_record(String name, String queue, Class<?> type) throws Exception {
        SQSEvent.SQSMessage message = read(name, SQSEvent.class).getRecords().getFirst();

        assertEquals("arn:aws:sqs:ap-southeast-1:123456789012:" + queue, message.getEventSourceArn());
        assertInstanceOf(type, EventsJson.read(message.getBody(), type.asSubclass(Message.class)));
        assertEquals(md5(message.getBody()), message.getMd5OfBody());
        assertEquals("1", message.getAttributes().get("ApproximateReceiveCount"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show-worker-seats-released.json",
                "show-worker-late-payment.json",
                "show-worker-join.json",
                "show-worker-leave.json"
            })
    void show_queue_message_uses_the_show_as_message_group(String name) {
        SQSEvent.SQSMessage sqs = read(name, SQSEvent.class).getRecords().getFirst();
        ShowQueueMessage message = EventsJson.read(sqs.getBody(), ShowQueueMessage.class);

        assertEquals(message.showId(), sqs.getAttributes().get("MessageGroupId"));
        assertEquals(message.deduplicationId(), sqs.getAttributes().get("MessageDeduplicationId"));
    }

    @ParameterizedTest
    @CsvSource({
        "outbox-booking-inserted.json, INSERT, BOOKING",
        "outbox-booking-released.json, MODIFY, BOOKING",
        "outbox-refund-requested.json, INSERT, REFUND#bks3ttizn5yqds6jydat2c7x64nv.1-r1",
        "outbox-case-opened.json, INSERT, CASE#bks3ttizn5yqds6jydat2c7x64nv.1-r1",
    })
    void booking_stream_record_has_both_images(String name, String change, String part) {
        delivers(name, change, Map.of("booking_id", text(BOOKING), "part", text(part)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox-entry-waiting.json", "outbox-entry-offered.json"})
    void waitlist_stream_record_has_both_images(String name) {
        delivers(name, "MODIFY", Map.of("show_id", text("sh7f3k"), "item", text("ENTRY#" + ENTRY_IN_SHOW)));
    }

    @Test
    void expired_booking_counts_a_release_and_gets_a_deadline() {
        DynamodbEvent.DynamodbStreamRecord streamed = read("outbox-booking-released.json", DynamodbEvent.class)
                .getRecords()
                .getFirst();
        Map<String, AttributeValue> before = streamed.getDynamodb().getOldImage();
        Map<String, AttributeValue> after = streamed.getDynamodb().getNewImage();

        assertEquals(List.of("IN_BOOKING", "EXPIRED"), texts("state", before, after));
        assertEquals(List.of("HOLD", "REALLOCATE"), texts("deadline_kind", before, after));
        assertEquals("0", before.get("releases").getN());
        assertEquals("1", after.get("releases").getN());
        assertEquals(List.of(text("F12"), text("F13")), after.get("seats").getL());
    }

    @Test
    void requested_refund_is_pending_with_a_deadline() {
        Map<String, AttributeValue> requested = read("outbox-refund-requested.json", DynamodbEvent.class)
                .getRecords()
                .getFirst()
                .getDynamodb()
                .getNewImage();

        assertEquals(text("PENDING"), requested.get("state"));
        assertEquals(text("REFUND"), requested.get("deadline_kind"));
        assertEquals(List.of(text("F13")), requested.get("seats").getL());
        assertEquals("1", requested.get("tries").getN());
    }

    @Test
    void opened_case_names_its_refund_and_is_in_the_open_case_index() {
        Map<String, AttributeValue> opened = read("outbox-case-opened.json", DynamodbEvent.class)
                .getRecords()
                .getFirst()
                .getDynamodb()
                .getNewImage();

        assertEquals(text(BOOKING + ".1-r1"), opened.get("case_id"));
        assertEquals(text("REFUND_FAILED"), opened.get("reason"));
        assertEquals(text("OPEN"), opened.get("open_case"));
        assertEquals(text(BOOKING + ".1"), opened.get("momo_order"));
    }

    @Test
    void entry_that_gets_its_place_is_waiting_without_a_deadline() {
        DynamodbEvent.DynamodbStreamRecord streamed = read("outbox-entry-waiting.json", DynamodbEvent.class)
                .getRecords()
                .getFirst();
        Map<String, AttributeValue> before = streamed.getDynamodb().getOldImage();
        Map<String, AttributeValue> after = streamed.getDynamodb().getNewImage();

        assertEquals(List.of("JOINING", "WAITING"), texts("state", before, after));
        assertEquals(text("JOIN"), before.get("deadline_kind"));
        assertNull(after.get("deadline_kind"));
        assertEquals("17", after.get("place").getN());
        assertEquals(after.get("place"), after.get("waiting_place"));
        assertEquals(text("S#02#000000000017"), after.get("kind_size_place"));
    }

    @Test
    void offered_entry_names_its_booking_and_stops_waiting() {
        DynamodbEvent.DynamodbStreamRecord streamed = read("outbox-entry-offered.json", DynamodbEvent.class)
                .getRecords()
                .getFirst();
        Map<String, AttributeValue> before = streamed.getDynamodb().getOldImage();
        Map<String, AttributeValue> after = streamed.getDynamodb().getNewImage();

        assertEquals(List.of("WAITING", "OFFERED"), texts("state", before, after));
        assertEquals(text(BOOKING), after.get("booking_id"));
        assertEquals(before.get("place"), after.get("place"));
        assertNull(after.get("waiting_place"));
        assertNull(after.get("kind_size_place"));
    }

    @Test
    void bus_rule_delivers_the_sample_event() throws IOException {
        envelops("SupportCaseOpened.v1", Contract.JSON.readTree(Samples.lambda("alert.json")));
    }

    @Test
    void bus_rule_puts_the_sample_event_on_a_queue() throws Exception {
        SQSEvent.SQSMessage message =
                read("notice-offer.json", SQSEvent.class).getRecords().getFirst();

        envelops("OfferMade.v1", Contract.JSON.readTree(message.getBody()));
        assertEquals("arn:aws:sqs:ap-southeast-1:123456789012:seatline-dev-notices", message.getEventSourceArn());
        assertEquals(md5(message.getBody()), message.getMd5OfBody());
        assertEquals("1", message.getAttributes().get("ApproximateReceiveCount"));
    }

    @Test
    void scheduler_delivers_a_tick() {
        assertEquals(new TickV1("0"), EventsJson.read(new String(Samples.lambda("expire.json"), UTF_8), TickV1.class));
    }

    @Test
    void import_carries_its_document() throws IOException {
        JsonNode document =
                Contract.JSON.readTree(Samples.lambda("import.json")).get("document");

        assertEquals("sh7f3k", document.at("/shows/0/id").textValue());
    }

    @Test
    void unknown_sample_names_are_rejected() {
        assertThrows(IllegalArgumentException.class, () -> Samples.lambda("nothing.json"));
        assertThrows(IllegalArgumentException.class, () -> Samples.event("Nothing.v1"));
        assertThrows(IllegalArgumentException.class, () -> Samples.message("Nothing.v1"));
    }

    private static <T> T read(String name, Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, LambdaSamplesTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(Samples.lambda(name)));
    }

    private static void delivers(String name, String change, Map<String, AttributeValue> keys) {
        DynamodbEvent.DynamodbStreamRecord streamed =
                read(name, DynamodbEvent.class).getRecords().getFirst();

        assertEquals(change, streamed.getEventName());
        assertEquals("NEW_AND_OLD_IMAGES", streamed.getDynamodb().getStreamViewType());
        assertEquals(keys, streamed.getDynamodb().getKeys());
        assertTrue(streamed.getDynamodb().getNewImage().entrySet().containsAll(keys.entrySet()));
        assertEquals(change.equals("INSERT"), streamed.getDynamodb().getOldImage() == null);
    }

    private static void envelops(String detailType, JsonNode envelope) throws IOException {
        assertEquals(DomainEvent.SOURCE, envelope.get("source").textValue());
        assertEquals(detailType, envelope.get("detail-type").textValue());
        assertEquals(Contract.JSON.readTree(Samples.event(detailType)), envelope.get("detail"));
    }

    private static Map<String, String> claims(String name) {
        return read(name, APIGatewayV2HTTPEvent.class)
                .getRequestContext()
                .getAuthorizer()
                .getJwt()
                .getClaims();
    }

    private static AttributeValue text(String value) {
        return new AttributeValue().withS(value);
    }

    private static List<String> texts(
            String attribute, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return List.of(before.get(attribute).getS(), after.get(attribute).getS());
    }

    private static String hmac(String key, Map<String, String> fields) throws GeneralSecurityException {
        String raw = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(US_ASCII), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(raw.getBytes(UTF_8)));
    }

    private static String md5(String body) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8)));
    }
}
