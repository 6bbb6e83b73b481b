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

/** The samples' customer joins the waitlist of the samples' show, looks and leaves. */
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
    void joining_is_answered_with_an_entry_that_will_have_its_place() {
        APIGatewayV2HTTPResponse response = handle(call("join-waitlist.json"));

        assertEquals(202, response.getStatusCode());
        assertEquals("application/json", response.getHeaders().get("content-type"));
        assertEquals("no-store", response.getHeaders().get("cache-control"));
        assertEquals(
                CatalogFixture.json("{'entry':'" + ENTRY + "','show_id':'sh7f3k','seats':2,'accessible':false,"
                        + "'status':'JOINING'}"),
                json(response));
    }

    @Test
    void a_join_is_in_the_shows_show_queue_when_it_is_answered() {
        handle(call("join-waitlist.json"));

        assertEquals(1, deployment.sent.size());
        SendMessageRequest message = deployment.sent.getFirst();
        assertEquals("https://sqs.test/show-queue.fifo", message.queueUrl());
        assertEquals("sh7f3k", message.messageGroupId());
        assertEquals(ENTRY + ".join", message.messageDeduplicationId());
        assertEquals(sampled("show-worker-join.json").getBody(), message.messageBody());
    }

    @Test
    void a_join_that_the_show_queue_did_not_take_is_a_fault_and_the_same_call_mends_it() {
        deployment.sqs.away(true);
        assertProblem(500, "internal_error", handle(call("join-waitlist.json")));

        deployment.sqs.away(false);
        JsonNode joined = json(handle(call("join-waitlist.json")));
        assertEquals(ENTRY.value(), joined.get("entry_id").textValue());
        assertEquals(1, deployment.sent.size());
    }

    @Test
    void joining_again_gives_the_same_entry_whatever_is_asked_for() {
        JsonNode first = json(handle(call("join-waitlist.json")));
        APIGatewayV2HTTPResponse again = handle(join("{\"seats\":5}"));

        assertEquals(202, again.getStatusCode());
        assertEquals(first, json(again));
        assertEquals(deployment.sent.getFirst(), deployment.sent.getLast(), "the same message counts once");
    }

    @Test
    void joining_again_with_a_place_says_so_and_sends_nothing() {
        waits();
        JsonNode again = json(handle(call("join-waitlist.json")));

        assertEquals("WAITING", again.get("status").textValue());
        assertEquals(1, deployment.sent.size());
    }

    @Test
    void accessible_seats_are_asked_for_and_need_not_be_declined() {
        assertEquals(
                CatalogFixture.json("[1,true]"),
                CatalogFixture.json(seatsAndAccessible(joinShow("sh1", "{\"seats\":1,\"accessible\":true}"))));
        assertEquals(
                CatalogFixture.json("[10,false]"),
                CatalogFixture.json(seatsAndAccessible(by("bob", joinShow("sh1", "{\"seats\":10}")))));
    }

    @Test
    void an_entry_that_is_joining_has_no_position_yet() {
        handle(call("join-waitlist.json"));

        assertEquals(entry("JOINING", "null", "null", "null", "null"), look());
    }

    @Test
    void an_entry_that_waits_has_its_position() {
        waits();
        String bobs = joins("bob", 3);

        assertEquals(entry("WAITING", "1", "null", "null", "null"), look());
        JsonNode second = json(handle(by("bob", looking(bobs))));
        assertEquals(2, second.get("position").intValue());
    }

    @Test
    void to_look_costs_two_small_reads_at_half_the_price_and_once_a_second_one_of_the_line_for_all() {
        waits();
        String bobs = joins("bob", 3);
        reads();
        handle(by("bob", looking(bobs)));
        assertEquals(List.of("ENTRY#, or a moment ago", "LINE, consistently", "by_place, or a moment ago"), reads());

        look();
        assertEquals(List.of("ENTRY#, or a moment ago", "by_place, or a moment ago"), reads());

        deployment.clock.advance(Duration.ofSeconds(1));
        look();
        assertEquals(List.of("ENTRY#, or a moment ago", "LINE, consistently", "by_place, or a moment ago"), reads());
    }

    @Test
    void whether_a_customer_who_joins_again_is_in_line_is_read_consistently_and_no_position_with_it() {
        waits();
        reads();
        handle(call("join-waitlist.json"));

        assertEquals(List.of("CUSTOMER#, consistently", "ENTRY#, consistently"), reads());
    }

    @Test
    void an_entry_that_waits_has_an_estimate_once_offers_were_made() {
        deployment.hold("house", 1, 10);
        deployment.hold("house-2", 11, 12);
        BookingId last = deployment.hold("house-3", 13, 13);
        joinsWaitlist();
        joins("bob", 1);
        release("house-3", last);
        deployment.clock.advance(Duration.ofSeconds(90));

        assertEquals(entry("WAITING", "1", "90", "null", "null"), look());
    }

    @Test
    void an_entry_that_is_offered_seats_names_their_booking_and_until_when_to_pay() {
        BookingId booking = offered();

        assertEquals(entry("OFFERED", "null", "null", "'" + booking + "'", "'2026-11-20T12:05:00Z'"), look());
        APIGatewayV2HTTPEvent event = call("get-booking.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        JsonNode shown = json(new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE));
        assertEquals(ENTRY.value(), shown.get("entry_id").textValue());
        assertEquals("2026-11-20T12:05:00Z", shown.get("reservation_expires_at").textValue());
        assertEquals(240_000, shown.get("amount").intValue());
        assertEquals(2, shown.get("show_seats").size());
    }

    @Test
    void nothing_is_to_be_paid_for_an_offer_until_its_customer_asks() {
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setPathParameters(Map.of("booking_id", offered().value()));
        var bookings = new ReserveHandler(deployment.wiring);

        JsonNode listed = json(bookings.handleRequest(call("list-bookings.json"), TestContext.INSTANCE));
        assertEquals(CatalogFixture.json("null"), listed.at("/bookings/0/payment"));
        JsonNode paying = json(bookings.handleRequest(event, TestContext.INSTANCE));
        assertEquals("https://momo.test/pay", paying.at("/payment/pay_url").textValue());
    }

    @Test
    void an_entry_whose_seats_are_paid_for_is_served() {
        BookingId booking = offered();
        APIGatewayV2HTTPEvent event = call("pay-again.json");
        event.setPathParameters(Map.of("booking_id", booking.value()));
        new ReserveHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE);
        deployment
                .wiring
                .confirmPayment()
                .captured(PaymentId.attempt(booking, 1).value(), "4088878653", new Vnd(240_000));

        assertEquals("SERVED", status());
        assertEquals(booking.value(), look().get("booking_id").textValue());
    }

    @Test
    void an_entry_whose_offer_was_given_up_has_lapsed() {
        deployment.wiring.cancelBooking().cancel(CUSTOMER, offered());

        assertEquals("LAPSED", status());
    }

    @Test
    void an_entry_that_still_waits_when_sales_close_has_lapsed() {
        waits();
        deployment.clock.advance(Duration.ofDays(30));

        assertEquals(entry("LAPSED", "null", "null", "null", "null"), look());
    }

    @Test
    void leaving_is_done_at_once_and_again_changes_nothing() {
        waits();
        APIGatewayV2HTTPResponse left = handle(call("leave-waitlist.json"));

        assertEquals(204, left.getStatusCode());
        assertNull(left.getBody());
        assertEquals(entry("LEFT", "null", "null", "null", "null"), look());
        assertEquals(204, handle(call("leave-waitlist.json")).getStatusCode());
        showQueue.deliver(sampled("show-worker-leave.json"));
        assertEquals(204, handle(call("leave-waitlist.json")).getStatusCode());
    }

    @Test
    void a_leave_is_in_the_shows_show_queue_when_it_is_answered() {
        waits();
        handle(call("leave-waitlist.json"));

        SendMessageRequest message = deployment.sent.getLast();
        assertEquals("https://sqs.test/show-queue.fifo", message.queueUrl());
        assertEquals("sh7f3k", message.messageGroupId());
        assertEquals(ENTRY + ".leave", message.messageDeduplicationId());
        assertEquals(sampled("show-worker-leave.json").getBody(), message.messageBody());
    }

    @Test
    void leaving_while_seats_are_offered_gives_them_back() {
        BookingId booking = offered();

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
    void after_leaving_a_new_wish_is_a_new_entry() {
        handle(call("join-waitlist.json"));
        handle(call("leave-waitlist.json"));
        JsonNode again = json(handle(call("join-waitlist.json")));

        assertNotEquals(ENTRY.value(), again.get("entry_id").textValue());
        assertEquals("JOINING", again.get("status").textValue());
    }

    @Test
    void anothers_entry_is_not_found_and_stays() {
        waits();
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
    void a_path_that_names_no_entry_is_not_found(String path) {
        handle(call("join-waitlist.json"));
        for (String name : List.of("get-waitlist-entry.json", "leave-waitlist.json")) {
            APIGatewayV2HTTPEvent event = call(name);
            event.setPathParameters(Map.of("entry_id", path));
            assertProblem(404, "not_found", handle(event));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchshow", "SH7F3K", "../etc", ""})
    void the_line_of_no_show_is_not_found(String show) {
        assertProblem(404, "not_found", handle(joinShow(show, "{\"seats\":2}")));
        assertEquals(List.of(), deployment.sent);
    }

    @Test
    void nobody_joins_once_the_show_has_begun() {
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
                "{\"seats\":2,\"accessible\":null}  | accessible",
                "{\"seats\":2,\"accessible\":1}     | accessible",
                "{\"seats\":2,\"accessible\":true}  | accessible",
                "{\"seats\":2,\"user_id\":\"x\"}    | user_id",
                "{\"seats\":2,\"Seats\":2}          | Seats",
            })
    void a_wish_that_cannot_be_met_names_the_field(String body, String field) {
        assertEquals(
                field,
                assertProblem(400, "invalid_request", handle(join(body)))
                        .get("field")
                        .textValue());
        assertEquals(List.of(), deployment.sent);
        assertProblem(404, "not_found", handle(call("get-waitlist-entry.json")));
    }

    /** The hall of the show has four seats. */
    @Test
    void a_party_larger_than_the_hall_is_told_how_many_seats_it_has() {
        JsonNode problem = assertProblem(400, "invalid_request", handle(joinShow("sh3", "{\"seats\":5}")));

        assertEquals("seats", problem.get("field").textValue());
        assertEquals(
                "seats: must be at most 4, the number of seats in the hall.",
                problem.get("detail").textValue());
        assertEquals(202, handle(joinShow("sh3", "{\"seats\":4}")).getStatusCode());
    }

    /** The samples' entry waits: all seats are held. */
    private void waits() {
        deployment.sellOut();
        joinsWaitlist();
    }

    private void joinsWaitlist() {
        handle(call("join-waitlist.json"));
        assertEquals(List.of(), showQueue.deliver(sampled("show-worker-join.json")));
    }

    /** The samples' entry is offered seats: there are free ones. */
    private BookingId offered() {
        joinsWaitlist();
        return new BookingId(look().get("booking_id").textValue());
    }

    /** Another customer joins and has a place. */
    private String joins(String customer, int seats) {
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

    private JsonNode look() {
        APIGatewayV2HTTPResponse response = handle(call("get-waitlist-entry.json"));
        assertEquals(200, response.getStatusCode(), response.getBody());
        assertEquals("private, max-age=1", response.getHeaders().get("cache-control"));
        return json(response);
    }

    /** What was read of the waitlist since the last time that this was asked. */
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
        return Boolean.TRUE.equals(consistent) ? ", consistently" : ", or a moment ago";
    }

    private String status() {
        return look().get("status").textValue();
    }

    private static JsonNode entry(
            String status, String position, String estimate, String booking, String offerExpiresAt) {
        return CatalogFixture.json("{'entry':'" + ENTRY + "','show_id':'sh7f3k','seats':2,'accessible':false,"
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

    private static APIGatewayV2HTTPEvent looking(String entry) {
        APIGatewayV2HTTPEvent event = call("get-waitlist-entry.json");
        event.setPathParameters(Map.of("entry_id", entry));
        return event;
    }
}
