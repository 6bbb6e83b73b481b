package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.apigateway.ForgedTokens;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of the API is a problem with a stable code and writes nothing. */
class RefusalsTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private static void assertProblem(int status, String code, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        assertEquals(code, answer.code(), answer::text);
        assertEquals("application/problem+json", answer.header("content-type").orElseThrow());
        assertEquals(status, answer.body().path("status").asInt());
        assertTrue(answer.body().path("detail").asText().length() > 10, answer::text);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/bookings?page=2, page",
        "/api/v1/bookings?cursor=rubbish, cursor",
        "/api/v1/waitlist?status=OFFERED, status",
        "/api/v1/cities?city=hue, city",
        "/api/v1/cinemas/lotus/shows?day=2026-12-01, day"
    })
    void unknown_query_parameter_is_refused_with_its_name(String path, String parameter) {
        Answer answer = seatline.customer().get(path);

        assertProblem(400, "invalid_request", answer);
        assertEquals(parameter, answer.body().path("field").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"show_seats":                                   | body
            []                                               | body
            "text"                                           | body
            {}                                               | show_seats
            {"show_seats":null}                              | show_seats
            {"show_seats":"show1.B1"}                        | show_seats
            {"show_seats":[]}                                | show_seats
            {"show_seats":[17]}                              | show_seats[0]
            {"show_seats":["show1.B1",{"id":"show1.B2"}]}    | show_seats[1]
            {"show_seats":["show1.B1","show1.B1"]}           | show_seats[1]
            {"show_seats":["show1.B1","show2.B2"]}           | show_seats[1]
            {"show_seats":["B1"]}                            | show_seats[0]
            {"show_seats":["show1.b1"]}                      | show_seats[0]
            {"show_seats":["show1.Z99"]}                     | show_seats[0]
            {"show_seats":["show1.B1","show1.B11"]}          | show_seats[1]
            {"show_seats":["nosuchshow.B1"]}                 | show_seats[0]
            {"show_seats":["show1.B1"],"amount":1}           | amount
            """)
    void invalid_request_is_rejected_with_its_field(String body, String field) {
        Answer answer = seatline.customer().reserveRaw(body);

        assertProblem(400, "invalid_request", answer);
        assertEquals(field, answer.body().path("field").asText());
    }

    @Test
    void ten_seats_are_accepted_and_eleven_rejected() {
        String show = seatline.show();
        String[] eleven = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> i == 11 ? "C1" : "B" + i)
                .toArray(String[]::new);

        assertProblem(400, "invalid_request", seatline.customer().reserve(show, eleven));
        assertEquals(
                201,
                seatline.customer()
                        .reserve(show, java.util.Arrays.copyOf(eleven, 10))
                        .status());
    }

    @Test
    void idempotency_key_is_bound_to_its_seats() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Answer first = alice.reserveUnder("k", show, "B1", "B2");

        assertProblem(409, "idempotency_key_reused", alice.reserveUnder("k", show, "B3"));
        Answer again = alice.reserveUnder("k", show, "B2", "B1");
        assertEquals(200, again.status(), again::text);
        assertEquals(first.bookingId(), again.bookingId());
        assertProblem(400, "invalid_request", alice.reserveUnder("x".repeat(256), show, "B1"));
    }

    @Test
    void repeat_returns_the_current_booking() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Answer first = alice.reserveUnder("k", show, "B1");
        alice.cancel(first.bookingId());
        seatline.pass(Duration.ofSeconds(2));
        assertEquals(201, seatline.customer().reserve(show, "B1").status());
        seatline.seatMap(show);

        Answer again = alice.reserveUnder("k", show, "B1");

        assertEquals(200, again.status(), again::text);
        assertEquals("CANCELLED", again.state());
    }

    @Test
    void customer_has_one_unpaid_booking_over_all_shows() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        Answer first = alice.reserve(show, "B1");

        Answer second = alice.reserve(show, "B2");

        assertProblem(409, "already_holding", second);
        assertEquals(first.bookingId(), second.bookingId());
        Answer elsewhere = alice.reserve(seatline.show(), "B2");
        assertProblem(409, "already_holding", elsewhere);
        assertEquals(first.bookingId(), elsewhere.bookingId());
    }

    @Test
    void unavailable_seats_are_named() {
        String show = seatline.show();
        seatline.customer().reserve(show, "B1", "B2");

        Answer refused = seatline.customer().reserve(show, "B2", "B3");

        assertProblem(403, "seat_unavailable", refused);
        assertEquals(List.of(show + ".B2"), refused.texts("unavailable"));
        assertEquals(Map.of("B3", "absent"), absent(show, "B3"));
    }

    private static Map<String, String> absent(String show, String seat) {
        return Map.of(seat, seatline.claims(show).getOrDefault(seat, "absent"));
    }

    @Test
    void booking_of_another_customer_is_not_found() {
        Answer alices = seatline.customer().reserve(seatline.show(), "B1");
        Customer bob = seatline.customer();

        assertProblem(404, "not_found", bob.booking(alices.bookingId()));
        assertProblem(404, "not_found", bob.cancel(alices.bookingId()));
        assertProblem(404, "not_found", bob.payAgain(alices.bookingId()));
        assertProblem(404, "not_found", bob.booking("nonsense"));
        assertEquals(0, bob.bookings().body().path("bookings").size());
    }

    @Test
    void show_that_has_started_is_closed() {
        try (SeatlineExtension later = SeatlineExtension.start()) {
            String show = later.show();
            Customer alice = later.customer();
            Answer before = alice.reserveUnder("k", show, "B1");
            later.clock().advance(Duration.between(later.clock().instant(), later.startOf(show)));
            later.settle();
            Customer bob = new Customer(later.api(), later.running().tokens().token("bob"));

            assertProblem(410, "sales_closed", bob.reserve(show, "B2"));
            assertEquals(
                    before.bookingId(),
                    new Customer(later.api(), later.running().tokens().token("customer-0"))
                            .reserveUnder("k", show, "B1")
                            .bookingId());
        }
    }

    @Test
    void unknown_city_movie_or_show_is_not_found() {
        assertProblem(404, "not_found", seatline.api().get("/api/v1/cities/atlantis/movies"));
        assertProblem(404, "not_found", seatline.api().get("/api/v1/cities/ha-noi/movies/nothing/shows"));
        assertProblem(404, "not_found", seatline.api().get("/api/v1/shows/nothing/seats"));
        Answer date = seatline.api().get("/api/v1/cities/ha-noi/movies/mai/shows?date=tomorrow");
        assertProblem(400, "invalid_request", date);
        assertEquals("date", date.body().path("field").asText());
    }

    @Test
    void unrouted_path_gets_the_gateways_body() {
        Answer answer = seatline.api().get("/api/v1/nothing");

        assertEquals(404, answer.status());
        assertEquals("{\"message\":\"Not Found\"}", answer.text());
    }

    private static void assertUnauthorized(String... headers) {
        for (String path : List.of("/api/v1/bookings", "/api/v1/support/cases")) {
            Answer answer = seatline.api().get(path, headers);
            assertEquals(401, answer.status(), answer::text);
            assertEquals("{\"message\":\"Unauthorized\"}", answer.text());
        }
        assertEquals(401, seatline.api().post("/api/v1/reserve", "{}", headers).status());
    }

    private static String forged(Consumer<Map<String, Object>> change) {
        var tokens = seatline.running().tokens();
        Map<String, Object> claims = tokens.claims("alice", List.of("support"));
        change.accept(claims);
        return "Bearer " + tokens.sign(claims);
    }

    @Test
    void request_without_a_valid_token_is_unauthorized() {
        assertUnauthorized();
        assertUnauthorized("authorization", "Bearer nonsense");
        assertUnauthorized("authorization", "Basic YTpi");
    }

    @Test
    void forged_tokens_are_rejected() {
        var tokens = seatline.running().tokens();
        String genuine = tokens.token("alice", "support");
        assertEquals(
                200,
                seatline.api()
                        .get("/api/v1/bookings", "authorization", "Bearer " + genuine)
                        .status());
        assertUnauthorized("authorization", "Bearer " + ForgedTokens.unsigned(tokens, "alice"));
        assertUnauthorized("authorization", "Bearer " + ForgedTokens.signedWithThePublicKeyAsSecret(tokens, "alice"));
        assertUnauthorized("authorization", "Bearer " + ForgedTokens.signedByAnotherKey(tokens, "alice"));
        assertUnauthorized("authorization", "Bearer " + ForgedTokens.signedByTheKeyThatItCarries(tokens, "alice"));
        assertUnauthorized("authorization", "Bearer " + ForgedTokens.altered(tokens, "alice"));
    }

    @Test
    void expired_or_foreign_tokens_are_rejected() {
        long now = seatline.clock().instant().getEpochSecond();
        assertUnauthorized("authorization", forged(claims -> claims.put("exp", now - 1)));
        assertUnauthorized("authorization", forged(claims -> claims.put("client_id", "another-app")));
        assertUnauthorized("authorization", forged(claims -> claims.put("iss", "https://example.com")));
    }
}
