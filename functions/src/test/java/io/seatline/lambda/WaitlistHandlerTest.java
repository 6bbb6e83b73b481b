package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.by;
import static io.seatline.lambda.Deployment.ENTRY;
import static io.seatline.lambda.Deployment.SHOW;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static io.seatline.lambda.ShowQueue.message;
import static io.seatline.lambda.ShowQueue.sampled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** The customer of the samples joins the waitlist of the samples' show, reads the entry and leaves. */
class WaitlistHandlerTest {
    private static final CustomerId CUSTOMER = new CustomerId("9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f");

    private static TestTables db;
    private Deployment deployment;
    private ShowQueue showQueue;
    private WaitlistHandler handler;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
        showQueue = new ShowQueue(deployment);
        handler = new WaitlistHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void join_returns_an_entry_in_state_joining() {
        APIGatewayV2HTTPResponse response = handle(call("join-waitlist.json"));

        assertEquals(202, response.getStatusCode());
        assertEquals("application/json", response.getHeaders().get("content-type"));
        assertEquals("no-store", response.getHeaders().get("cache-control"));
        assertEquals(
                CatalogFixture.json("{'entry_id':'" + ENTRY + "','show_id':'sh7f3k','seats':2,'accessible':false,"
                        + "'status':'JOINING'}"),
                json(response));
    }

    @Test
    void join_is_posted_to_the_show_queue_before_the_response() {
        handle(call("join-waitlist.json"));

        assertEquals(1, deployment.sent.size());
        SendMessageRequest message = deployment.sent.getFirst();
        assertEquals("https://sqs.test/show-queue.fifo", message.queueUrl());
        assertEquals("sh7f3k", message.messageGroupId());
        assertEquals(ENTRY + ".join", message.messageDeduplicationId());
        assertEquals(sampled("show-worker-join.json").getBody(), message.messageBody());
    }

    @Test
    void join_fails_if_not_posted_and_a_retry_repairs_it() {
        deployment.sqs.fail();
        assertProblem(500, "internal_error", handle(call("join-waitlist.json")));

        deployment.sqs.recover();
        JsonNode joined = json(handle(call("join-waitlist.json")));
        assertEquals(ENTRY.value(), joined.get("entry_id").textValue());
        assertEquals(1, deployment.sent.size());
    }

    @Test
    void joining_again_returns_the_same_entry() {
        JsonNode first = json(handle(call("join-waitlist.json")));
        APIGatewayV2HTTPResponse again = handle(join("{\"seats\":5}"));

        assertEquals(202, again.getStatusCode());
        assertEquals(first, json(again));
        assertEquals(deployment.sent.getFirst(), deployment.sent.getLast(), "the same message, which SQS deduplicates");
    }

    @Test
    void joining_again_while_waiting_returns_the_state_only() {
        givenWaitingEntry();
        JsonNode again = json(handle(call("join-waitlist.json")));

        assertEquals("WAITING", again.get("status").textValue());
        assertEquals(1, deployment.sent.size());
    }

    @Test
    void accessible_is_optional_and_false_by_default() {
        assertEquals(
                CatalogFixture.json("[1,true]"),
                CatalogFixture.json(seatsAndAccessible(joinShow("sh1", "{\"seats\":1,\"accessible\":true}"))));
        assertEquals(
                CatalogFixture.json("[10,false]"),
                CatalogFixture.json(seatsAndAccessible(by("bob", joinShow("sh1", "{\"seats\":10}")))));
    }

    @Test
    void joining_entry_has_no_position() {
        handle(call("join-waitlist.json"));

        assertEquals(entry("JOINING", "null", "null", "null", "null"), readEntry());
    }

    @Test
    void waiting_entry_has_its_position() {
        givenWaitingEntry();
        String bobs = joinWithPlace("bob", 3);

        assertEquals(entry("WAITING", "1", "null", "null", "null"), readEntry());
        JsonNode second = json(handle(by("bob", entryCall(bobs))));
        assertEquals(2, second.get("position").intValue());
    }

    @Test
    void reading_an_entry_costs_two_reads_and_caches_the_state() {
        givenWaitingEntry();
        String bobs = joinWithPlace("bob", 3);
        reads();
        handle(by("bob", entryCall(bobs)));
        assertEquals(
                List.of("ENTRY#, eventually consistent", "STATE, consistent", "by_place, eventually consistent"),
                reads());

        readEntry();
        assertEquals(List.of("ENTRY#, eventually consistent", "by_place, eventually consistent"), reads());

        deployment.clock.advance(Duration.ofSeconds(1));
        readEntry();
        assertEquals(
                List.of("ENTRY#, eventually consistent", "STATE, consistent", "by_place, eventually consistent"),
                reads());
    }

    @Test
    void entries_are_listed_with_their_positions() {
        givenWaitingEntry();

        APIGatewayV2HTTPResponse response = handle(call("list-waitlist-entries.json"));

        assertEquals(200, response.getStatusCode());
        assertEquals("no-store", response.getHeaders().get("cache-control"));
        JsonNode listed = json(response).get("entries");
        assertEquals(1, listed.size());
        assertEquals(entry("WAITING", "1", "null", "null", "null"), listed.get(0));
        assertEquals(
                0,
                json(handle(by("bob", call("list-waitlist-entries.json"))))
                        .get("entries")
                        .size());
    }

    @Test
    void joining_again_reads_the_entry_consistently() {
        givenWaitingEntry();
        reads();
        handle(call("join-waitlist.json"));

        assertEquals(List.of("CUSTOMER#, consistent", "ENTRY#, consistent"), reads());
    }

    @Test
    void waiting_entry_has_an_estimate_once_offers_were_made() {
        deployment.hold("house", 1, 10);
        deployment.hold("house-2", 11, 12);
        BookingId last = deployment.hold("house-3", 13, 13);
        joinAndDeliver();
        joinWithPlace("bob", 1);
        release("house-3", last);
        deployment.clock.advance(Duration.ofSeconds(90));

        assertEquals(entry("WAITING", "1", "90", "null", "null"), readEntry());
    }

    @Test
    void offered_entry_names_its_booking_and_payment_deadline() {
        BookingId booking = givenOffer();

        assertEquals(entry("OFFERED", "null", "null", "'" + booking + "'", "'2026-11-20T12:05:00Z'"), readEntry());
        APIGatewayV2HTTPEvent event = call("get-booking.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        JsonNode shown = json(new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE));
        assertEquals(ENTRY.value(), shown.get("waitlist_entry_id").textValue());
        assertEquals("2026-11-20T12:05:00Z", shown.get("reservation_expires_at").textValue());
        assertEquals(240_000, shown.get("amount").intValue());
        assertEquals(2, shown.get("show_seats").size());
    }

    @Test
    void offer_has_no_payment_until_the_customer_requests_one() {
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setPathParameters(Map.of("booking_id", givenOffer().value()));
        var bookings = new ReserveHandler(deployment.wiring);

        JsonNode listed = json(bookings.handleRequest(call("list-bookings.json"), TestContext.INSTANCE));
        assertEquals(CatalogFixture.json("null"), listed.at("/bookings/0/payment"));
        JsonNode paying = json(bookings.handleRequest(event, TestContext.INSTANCE));
        assertEquals("https://momo.test/pay", paying.at("/payment/pay_url").textValue());
    }

    @Test
    void entry_with_a_paid_offer_is_served() {
        BookingId booking = givenOffer();
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE);
        deployment
                .wiring
                .confirmPayment()
                .captured(PaymentId.attempt(booking, 1).value(), "4088878653", new Vnd(240_000));

        assertEquals("SERVED", status());
        assertEquals(booking.value(), readEntry().get("booking_id").textValue());
    }

    @Test
    void entry_with_a_cancelled_offer_has_lapsed() {
        deployment.wiring.cancelBooking().cancel(CUSTOMER, givenOffer());

        assertEquals("LAPSED", status());
    }

    @Test
    void entry_still_waiting_at_show_start_has_lapsed() {
        givenWaitingEntry();
        deployment.clock.advance(Duration.ofDays(30));

        assertEquals(entry("LAPSED", "null", "null", "null", "null"), readEntry());
    }

    @Test
    void leaving_takes_effect_at_once_and_is_idempotent() {
        givenWaitingEntry();
        APIGatewayV2HTTPResponse left = handle(call("leave-waitlist.json"));

        assertEquals(204, left.getStatusCode());
        assertNull(left.getBody());
        assertEquals(entry("LEFT", "null", "null", "null", "null"), readEntry());
        assertEquals(204, handle(call("leave-waitlist.json")).getStatusCode());
        showQueue.deliver(sampled("show-worker-leave.json"));
        assertEquals(204, handle(call("leave-waitlist.json")).getStatusCode());
    }

    @Test
    void leave_is_posted_to_the_show_queue_before_the_response() {
        givenWaitingEntry();
        handle(call("leave-waitlist.json"));

        SendMessageRequest message = deployment.sent.getLast();
        assertEquals("https://sqs.test/show-queue.fifo", message.queueUrl());
        assertEquals("sh7f3k", message.messageGroupId());
        assertEquals(ENTRY + ".leave", message.messageDeduplicationId());
        assertEquals(sampled("show-worker-leave.json").getBody(), message.messageBody());
    }

    @Test
    void leaving_while_offered_cancels_the_offer() {
        BookingId booking = givenOffer();

        assertEquals(204, handle(call("leave-waitlist.json")).getStatusCode());
        assertEquals("LEFT", status());
        APIGatewayV2HTTPEvent event = call("get-booking.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        assertEquals(
                "CANCELLED",
                json(new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE))
                        .get("status")
                        .textValue());
    }

    @Test
    void joining_after_leaving_creates_a_new_entry() {
        handle(call("join-waitlist.json"));
        handle(call("leave-waitlist.json"));
        JsonNode again = json(handle(call("join-waitlist.json")));

        assertNotEquals(ENTRY.value(), again.get("entry_id").textValue());
        assertEquals("JOINING", again.get("status").textValue());
    }

    @Test
    void other_customers_entry_is_not_found_and_unchanged() {
        givenWaitingEntry();
        for (String name : List.of("get-waitlist-entry.json", "leave-waitlist.json")) {
            assertProblem(404, "not_found", handle(by("mallory", call(name))));
        }
        assertEquals("WAITING", status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh7f3k.aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sh7f3k",
                "q4d7wz2mfbtk3xrj6nvo5hyelc",
                "SH7F3K.q4d7wz2mfbtk3xrj6nvo5hyelc",
                "../etc",
                ""
            })
    void invalid_entry_id_in_the_path_is_not_found(String path) {
        handle(call("join-waitlist.json"));
        for (String name : List.of("get-waitlist-entry.json", "leave-waitlist.json")) {
            APIGatewayV2HTTPEvent event = call(name);
            event.setPathParameters(Map.of("entry_id", path));
            assertProblem(404, "not_found", handle(event));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchshow", "SH7F3K", "../etc", ""})
    void waitlist_of_an_unknown_show_is_not_found(String show) {
        assertProblem(404, "not_found", handle(joinShow(show, "{\"seats\":2}")));
        assertEquals(List.of(), deployment.sent);
    }

    @Test
    void joining_is_rejected_once_the_show_has_begun() {
        deployment.clock.advance(Duration.ofDays(30));

        assertProblem(410, "sales_closed", handle(call("join-waitlist.json")));
        assertEquals(List.of(), deployment.sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                   | body",
                "[]                                 | body",
                "2                                  | body",
                "null                               | body",
                "{\"seats\":2                       | body",
                "{\"seats\":2} {}                   | body",
                "{}                                 | seats",
                "{\"accessible\":true}              | seats",
                "{\"seats\":0}                      | seats",
                "{\"seats\":-1}                     | seats",
                "{\"seats\":11}                     | seats",
                "{\"seats\":4294967298}             | seats",
                "{\"seats\":1.5}                    | seats",
                "{\"seats\":2.0}                    | seats",
                "{\"seats\":\"2\"}                  | seats",
                "{\"seats\":null}                   | seats",
                "{\"seats\":true}                   | seats",
                "{\"seats\":[2]}                    | seats",
                "{\"seats\":2,\"accessible\":\"yes\"} | accessible",
                "{\"seats\":2,\"seats\":3}        | seats",
                "{\"seats\":1e0}                    | seats",
                "{\"seats\":99999999999999999999}   | seats",
                "{\"seats\":2,\"accessible\":1}     | accessible",
                "{\"seats\":2,\"accessible\":true}  | accessible",
                "{\"seats\":2,\"user_id\":\"x\"}    | user_id",
                "{\"seats\":2,\"Seats\":2}          | Seats",
            })
    void invalid_join_names_the_field(String body, String field) {
        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(join(body)))
                        .get("field")
                        .textValue());
        assertEquals(List.of(), deployment.sent);
        assertProblem(404, "not_found", handle(call("get-waitlist-entry.json")));
    }

    @Test
    void optional_field_that_is_null_is_absent() {
        assertEquals(202, handle(join("{\"seats\":2,\"accessible\":null}")).getStatusCode());
    }

    /** The hall of the show has four seats. */
    @Test
    void party_larger_than_the_hall_gets_its_number_of_seats() {
        JsonNode problem = assertProblem(400, "invalid_request", handle(joinShow("sh3", "{\"seats\":5}")));

        assertEquals("seats", problem.get("field").textValue());
        assertEquals(
                "seats: must be at most 4, the number of seats in the hall.",
                problem.get("detail").textValue());
        assertEquals(202, handle(joinShow("sh3", "{\"seats\":4}")).getStatusCode());
    }

    /** Brings the samples' entry to WAITING: all seats are held. */
    private void givenWaitingEntry() {
        deployment.holdAllSeats();
        joinAndDeliver();
    }

    private void joinAndDeliver() {
        handle(call("join-waitlist.json"));
        assertEquals(List.of(), showQueue.deliver(sampled("show-worker-join.json")));
    }

    /** Brings the samples' entry to OFFERED: seats are free. */
    private BookingId givenOffer() {
        joinAndDeliver();
        return new BookingId(readEntry().get("booking_id").textValue());
    }

    /** Another customer joins and gets a place. */
    private String joinWithPlace(String customer, int seats) {
        String entry = json(handle(by(customer, join("{\"seats\":" + seats + "}"))))
                .get("entry_id")
                .textValue();
        assertEquals(List.of(), showQueue.deliver(message("join of " + customer, new JoinV1(SHOW.value(), entry))));
        return entry;
    }

    private void release(String customer, BookingId booking) {
        deployment.wiring.cancelBooking().cancel(new CustomerId(customer), booking);
        showQueue.deliver(message("released", new SeatsReleasedV1(SHOW.value(), booking.value(), 1)));
    }

    private JsonNode readEntry() {
        APIGatewayV2HTTPResponse response = handle(call("get-waitlist-entry.json"));
        assertEquals(200, response.getStatusCode(), response.getBody());
        assertEquals("private, max-age=1", response.getHeaders().get("cache-control"));
        return json(response);
    }

    /** The reads of the waitlist table since the last call. */
    private List<String> reads() {
        return deployment.database.take(DynamoDbRequest.class).stream()
                .flatMap(request -> switch (request) {
                    case GetItemRequest get
                    when get.tableName().equals(TestTables.WAITLIST) ->
                        Stream.of(
                                get.key().get("item").s().replaceFirst("#.*", "#") + consistency(get.consistentRead()));
                    case QueryRequest query
                    when query.tableName().equals(TestTables.WAITLIST) ->
                        Stream.of(query.indexName() + consistency(query.consistentRead()));
                    default -> Stream.<String>of();
                })
                .toList();
    }

    private static String consistency(Boolean consistent) {
        return Boolean.TRUE.equals(consistent) ? ", consistent" : ", eventually consistent";
    }

    private String status() {
        return readEntry().get("status").textValue();
    }

    private static JsonNode entry(
            String status, String position, String estimate, String booking, String offerExpiresAt) {
        return CatalogFixture.json("{'entry_id':'" + ENTRY + "','show_id':'sh7f3k','seats':2,'accessible':false,"
                + "'status':'" + status + "','position':" + position + ",'estimated_wait_seconds':" + estimate
                + ",'booking_id':" + booking + ",'offer_expires_at':" + offerExpiresAt + "}");
    }

    private String seatsAndAccessible(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response = handle(event);
        assertEquals(202, response.getStatusCode(), response.getBody());
        return "[" + json(response).get("seats") + "," + json(response).get("accessible") + "]";
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private static APIGatewayV2HTTPEvent join(String body) {
        return joinShow(SHOW.value(), body);
    }

    private static APIGatewayV2HTTPEvent joinShow(String show, String body) {
        APIGatewayV2HTTPEvent event = call("join-waitlist.json");
        event.setPathParameters(Map.of("show_id", show));
        event.setBody(body);
        return event;
    }

    private static APIGatewayV2HTTPEvent entryCall(String entry) {
        APIGatewayV2HTTPEvent event = call("get-waitlist-entry.json");
        event.setPathParameters(Map.of("entry_id", entry));
        return event;
    }
}
