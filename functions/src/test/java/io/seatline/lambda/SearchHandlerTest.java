package io.seatline.lambda;

import static io.seatline.testing.CatalogFixture.json;
import static io.seatline.testing.CatalogFixture.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogSearch;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.adapter.dynamodb.catalog.DynamoDbSeatCounts;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.lambda.http.OriginKey;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.ClaimsLedger;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.search.FindSeats;
import io.seatline.usecase.search.FindShows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SearchHandlerTest {
    private static final BookingId BOOKING = new BookingId("bk" + "a".repeat(26));

    private static final String SH1 = "{'id':'sh1','hall':'Hall 1','starts_at':'2026-11-23T03:00:00Z',"
            + "'ends_at':'2026-11-23T05:00:00Z','time_zone':'Asia/Ho_Chi_Minh','format':'2D','price_from':80000,"
            + "'sales':'OPEN','sales_open_at':null,'availability':'PLENTY'}";
    private static final String SH2 = "{'id':'sh2','hall':'Hall 2','starts_at':'2026-11-23T17:30:00Z',"
            + "'ends_at':'2026-11-23T19:30:00Z','time_zone':'Asia/Ho_Chi_Minh','format':'3D','price_from':90000,"
            + "'sales':'OPEN','sales_open_at':null,'availability':'PLENTY'}";

    private final MovableClock clock = new MovableClock(CatalogFixture.NOW);
    private final TestTables db = TestTables.start(clock);
    private final ClaimsLedger ledger = new ClaimsLedger();
    private final DynamoDbCatalog catalog = new DynamoDbCatalog(db.client(), TestTables.CATALOG, clock);
    private final DynamoDbSeatCounts counts = new DynamoDbSeatCounts(db.client(), TestTables.CATALOG, clock);
    private final SearchHandler handler = new SearchHandler(
            new FindShows(new DynamoDbCatalogSearch(db.client(), TestTables.CATALOG, clock), counts, clock),
            new FindSeats(catalog, ledger.ledger(), clock),
            new Invocation(new CountingMetrics(), new OriginKey("")));

    @BeforeEach
    void load() {
        importing(CatalogFixture.document());
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void cities_are_listed_by_name_with_their_cinema_count() {
        APIGatewayV2HTTPResponse response = get("GET /api/v1/cities", Map.of(), Map.of(), Map.of());

        assertEquals(200, response.getStatusCode());
        assertEquals("public, max-age=60", response.getHeaders().get("cache-control"));
        assertEquals(
                json("{'cities':[{'id':'hn','name':'Ha Noi','cinemas':1},"
                        + "{'id':'hcm','name':'Ho Chi Minh City','cinemas':1}]}"),
                json(response.getBody()));
    }

    @Test
    void movies_of_a_city_are_listed_until_their_last_show_starts() {
        assertEquals(
                json("{'movies':[{'id':'ferry','title':'The Last Ferry','duration_minutes':120,'rating':'T13',"
                        + "'genres':['Thriller'],'languages':['English'],'poster_url':null,'synopsis':null}]}"),
                json(movies("hcm").getBody()));

        clock.moveTo(Instant.parse("2026-11-23T17:30:00Z"));
        assertEquals(json("{'movies':[]}"), json(movies("hcm").getBody()));
    }

    @Test
    void later_import_with_earlier_shows_does_not_shorten_a_listing() {
        ObjectNode document = CatalogFixture.document();
        ((ArrayNode) document.get("shows")).remove(1);
        importing(document);

        clock.moveTo(Instant.parse("2026-11-23T17:29:59Z"));
        assertEquals(1, json(movies("hcm").getBody()).get("movies").size());
    }

    @Test
    void movie_has_the_poster_and_synopsis_of_the_catalog() {
        ObjectNode document = CatalogFixture.document();
        document.get("movies").forEach(movie -> ((ObjectNode) movie)
                .put("poster_url", "https://posters.example/ferry.jpg")
                .put("synopsis", "A night on the river."));
        importing(document);

        JsonNode movie = json(movies("hcm").getBody()).at("/movies/0");

        assertEquals(
                "https://posters.example/ferry.jpg", movie.get("poster_url").textValue());
        assertEquals("A night on the river.", movie.get("synopsis").textValue());
    }

    @Test
    void upcoming_shows_are_listed_by_cinema() {
        JsonNode body = json(shows("hcm", "ferry", Map.of()).getBody());

        assertEquals("The Last Ferry", body.at("/movie/title").textValue());
        assertEquals(
                json("[{'id':'lotus','name':'Lotus','address':'1 Le Loi','time_zone':'Asia/Ho_Chi_Minh','shows':[" + SH1
                        + "," + SH2 + "]}]"),
                body.get("cinemas"));

        clock.moveTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertEquals(List.of("sh2"), ids(shows("hcm", "ferry", Map.of())));
    }

    @Test
    void date_is_the_cinemas_local_date() {
        assertEquals(List.of("sh1"), ids(shows("hcm", "ferry", Map.of("date", "2026-11-23"))));
        // The show starts at 00:30 in Viet Nam, which is still the 23rd in UTC.
        assertEquals(List.of("sh2"), ids(shows("hcm", "ferry", Map.of("date", "2026-11-24"))));
        assertEquals(List.of(), ids(shows("hcm", "ferry", Map.of("date", "2026-11-25"))));
        assertEquals(List.of(), ids(shows("hcm", "ferry", Map.of("date", "1970-01-01"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-11-23,2026-11-24", "2026-02-30", "2026-1-1", "+02026-11-22"})
    void invalid_date_is_rejected_by_field_name(String date) {
        APIGatewayV2HTTPResponse response = shows("hcm", "ferry", Map.of("date", date));

        assertEquals(400, response.getStatusCode());
        assertEquals("date", json(response.getBody()).get("field").textValue());
        assertEquals("invalid_request", json(response.getBody()).get("code").textValue());
        assertEquals(400, cinemaShows("lotus", Map.of("date", date)).getStatusCode());
    }

    @Test
    void unknown_city_movie_or_show_is_not_found() {
        assertEquals(404, movies("hue").getStatusCode());
        assertEquals(404, movies("x".repeat(3_000)).getStatusCode());
        assertEquals(404, shows("hue", "ferry", Map.of()).getStatusCode());
        assertEquals(404, shows("hcm", "none", Map.of()).getStatusCode());
        assertEquals(404, cinemas("hue").getStatusCode());
        assertEquals(404, cinemaShows("none", Map.of()).getStatusCode());
        assertEquals(404, seats("none", Map.of()).getStatusCode());
        assertEquals(404, seats("NO SHOW", Map.of()).getStatusCode());
    }

    @Test
    void movie_without_shows_in_a_city_has_no_cinemas_there() {
        assertEquals(json("[]"), json(shows("hcm", "sen", Map.of()).getBody()).get("cinemas"));
    }

    @Test
    void cinemas_of_a_city_are_listed_by_name_in_vietnamese_order() {
        ObjectNode document = CatalogFixture.document();
        object(document, "cinemas", 0).put("name", "Đống Đa");
        ObjectNode second = object(document, "cinemas", 0).deepCopy();
        ((ArrayNode) document.get("cinemas")).add(second.put("id", "moon").put("name", "Dzuong"));
        importing(document);

        APIGatewayV2HTTPResponse response = cinemas("hcm");
        assertEquals("public, max-age=60", response.getHeaders().get("cache-control"));
        assertEquals(
                json("{'cinemas':[{'id':'moon','name':'Dzuong','address':'1 Le Loi','city_id':'hcm',"
                        + "'time_zone':'Asia/Ho_Chi_Minh'},{'id':'lotus','name':'Đống Đa','address':'1 Le Loi',"
                        + "'city_id':'hcm','time_zone':'Asia/Ho_Chi_Minh'}]}"),
                json(response.getBody()));
    }

    @Test
    void programme_of_a_cinema_is_listed_by_movie() {
        ObjectNode document = CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T10:00:00+07:00");
        object(document, "shows", 3).put("movie", "sen");
        importing(document);

        APIGatewayV2HTTPResponse response = cinemaShows("lotus", Map.of());
        assertEquals("public, max-age=5", response.getHeaders().get("cache-control"));
        JsonNode body = json(response.getBody());
        assertEquals(
                json("{'id':'lotus','name':'Lotus','address':'1 Le Loi','city_id':'hcm',"
                        + "'time_zone':'Asia/Ho_Chi_Minh'}"),
                body.get("cinema"));
        assertEquals(List.of("Mùa Sen Nở", "The Last Ferry"), body.get("movies").findValuesAsText("title"));
        assertEquals(json("[" + SH1 + "," + SH2 + "]"), body.at("/movies/1/shows"));
        assertEquals(
                json("{'id':'sen','title':'Mùa Sen Nở','duration_minutes':90,'rating':'P','genres':['Drama'],"
                        + "'languages':['Vietnamese'],'poster_url':null,'synopsis':null}"),
                ((ObjectNode) body.at("/movies/0")).without("shows"));

        JsonNode day = json(cinemaShows("lotus", Map.of("date", "2026-11-23")).getBody());
        assertEquals(json("[" + SH1 + "]"), day.at("/movies/0/shows"));
        assertEquals(1, day.get("movies").size());
    }

    @Test
    void show_is_listed_until_its_sales_end() {
        changeListings("sh1", "SET sales_close_minutes = :value", 15);
        clock.moveTo(Instant.parse("2026-11-23T03:14:59Z"));
        assertEquals(List.of("sh1", "sh2"), ids(shows("hcm", "ferry", Map.of())));
        assertEquals(List.of("sh1"), ids(shows("hcm", "ferry", Map.of("date", "2026-11-23"))));
        assertEquals(List.of("sh1", "sh2"), cinemaIds(cinemaShows("lotus", Map.of())));

        clock.moveTo(Instant.parse("2026-11-23T03:15:00Z"));
        assertEquals(List.of("sh2"), ids(shows("hcm", "ferry", Map.of())));
        assertEquals(List.of("sh2"), cinemaIds(cinemaShows("lotus", Map.of())));
    }

    @Test
    void longest_sales_after_the_start_are_found() {
        changeListings("sh1", "SET sales_close_minutes = :value", 240);
        clock.moveTo(Instant.parse("2026-11-23T06:59:59Z"));

        assertEquals(List.of("sh1", "sh2"), ids(shows("hcm", "ferry", Map.of())));
    }

    @Test
    void show_is_listed_before_its_sales_open() {
        changeListings(
                "sh1",
                "SET sales_open_at = :value",
                clock.instant().plusSeconds(1).toEpochMilli());

        JsonNode show = json(shows("hcm", "ferry", Map.of()).getBody()).at("/cinemas/0/shows/0");
        assertEquals("NOT_OPEN", show.get("sales").textValue());
        assertEquals("2026-11-22T05:00:01Z", show.get("sales_open_at").textValue());

        clock.advance(Duration.ofSeconds(1));
        assertEquals(
                "OPEN",
                json(shows("hcm", "ferry", Map.of()).getBody())
                        .at("/cinemas/0/shows/0/sales")
                        .textValue());
    }

    @Test
    void cancelled_show_is_listed_until_its_start() {
        changeListings("sh1", "SET sales_close_minutes = :value", 15);
        decide("sh1", SalesControl.CANCELLED);

        JsonNode show = json(shows("hcm", "ferry", Map.of()).getBody()).at("/cinemas/0/shows/0");
        assertEquals("CANCELLED", show.get("sales").textValue());
        assertEquals("PLENTY", show.get("availability").textValue());
        JsonNode map = json(seats("sh1", Map.of()).getBody()).get("show");
        assertEquals("CANCELLED", map.get("sales").textValue());
        assertEquals(json("false"), map.get("sales_open"));

        clock.moveTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertEquals(List.of("sh2"), ids(shows("hcm", "ferry", Map.of())));
    }

    @Test
    void closed_show_is_listed_until_its_sales_end() {
        decide("sh1", SalesControl.CLOSED);
        assertEquals(
                "CLOSED",
                json(shows("hcm", "ferry", Map.of()).getBody())
                        .at("/cinemas/0/shows/0/sales")
                        .textValue());

        clock.moveTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertEquals(List.of("sh2"), ids(shows("hcm", "ferry", Map.of())));
        assertEquals(
                "ENDED",
                json(seats("sh1", Map.of()).getBody()).at("/show/sales").textValue());
    }

    private void decide(String show, SalesControl decision) {
        db.client().updateItem(r -> r.tableName(TestTables.CATALOG)
                .key(Map.of("pk", AttributeValue.fromS("SHOW#" + show), "sk", AttributeValue.fromS("AVAILABILITY")))
                .updateExpression("SET sales = :sales")
                .expressionAttributeValues(Map.of(":sales", AttributeValue.fromS(decision.name()))));
    }

    @Test
    void availability_is_the_last_count_at_most_three_seconds_old() {
        assertEquals("PLENTY", availability("sh2"));

        counts.store(new ShowId("sh2"), new SeatCount(0, 4), clock.instant(), clock.instant());
        clock.advance(Duration.ofSeconds(3));
        assertEquals("SOLD_OUT", availability("sh2"));
        assertEquals("PLENTY", availability("sh1"));
    }

    @Test
    void programmes_are_cached_for_half_a_minute() {
        ids(shows("hcm", "ferry", Map.of()));
        importing(CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T10:00:00+07:00"));

        clock.advance(Duration.ofMillis(29_999));
        assertEquals(List.of("sh1", "sh2"), ids(shows("hcm", "ferry", Map.of())));
        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of("sh1", "sh2", "sh4"), ids(shows("hcm", "ferry", Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/cities",
                "GET /api/v1/cities/{city_id}/cinemas",
                "GET /api/v1/cities/{city_id}/movies",
                "GET /api/v1/cities/{city_id}/movies/{movie_id}/shows",
                "GET /api/v1/cinemas/{cinema_id}/shows",
                "GET /api/v1/shows/{show_id}/seats"
            })
    void unknown_query_parameter_is_rejected_by_name(String route) {
        Map<String, String> path =
                Map.of("city_id", "hcm", "movie_id", "ferry", "cinema_id", "lotus", "show_id", "sh1");
        assertEquals(200, get(route, path, Map.of(), Map.of()).getStatusCode());

        APIGatewayV2HTTPResponse response = get(route, path, Map.of("day", "2026-11-23", "page", "2"), Map.of());
        assertEquals(400, response.getStatusCode());
        assertEquals("day", json(response.getBody()).get("field").textValue());
        assertEquals("invalid_request", json(response.getBody()).get("code").textValue());
    }

    @Test
    void seat_map_merges_the_hall_with_the_claims() {
        ledger.answer(_ -> Map.of(
                new SeatNumber("A1"), new SeatClaim.Held(BOOKING, clock.instant()),
                new SeatNumber("A2"), new SeatClaim.Released(BOOKING),
                new SeatNumber("A3"), new SeatClaim.Sold(BOOKING)));

        JsonNode map = json(seats("sh2", Map.of()).getBody());

        assertEquals(
                json(
                        "[{'row':'A','y':0,'seats':["
                                + "{'id':'sh2.A1','number':1,'x':0,'category':'STANDARD','price':90000,'status':'HELD'},"
                                + "{'id':'sh2.A2','number':2,'x':1,'category':'STANDARD','price':90000,'status':'HELD'},"
                                + "{'id':'sh2.A3','number':3,'x':2,'category':'STANDARD','price':90000,'status':'BOOKED'},"
                                + "{'id':'sh2.A4','number':4,'x':3,'category':'STANDARD','price':90000,'status':'AVAILABLE'}]}]"),
                map.get("rows"));
        assertEquals(json("{'available':1,'held':2,'booked':1}"), map.get("summary"));
        assertEquals(
                json(
                        "{'id':'sh2','movie':{'id':'ferry','title':'The Last Ferry','duration_minutes':120,'rating':'T13'},"
                                + "'cinema':{'id':'lotus','name':'Lotus','address':'1 Le Loi','city_id':'hcm',"
                                + "'time_zone':'Asia/Ho_Chi_Minh'},'hall':'Hall 2','starts_at':'2026-11-23T17:30:00Z',"
                                + "'ends_at':'2026-11-23T19:30:00Z','format':'3D','currency':'VND','sales_open':true,"
                                + "'sales':'OPEN','sales_open_at':null,'sales_close_at':'2026-11-23T17:30:00Z',"
                                + "'version':1,'seat_rules':{'couple_pairs':false,'no_single_seats':false}}"),
                map.get("show"));
    }

    @Test
    void gaps_have_no_seat_number_and_take_a_column() {
        JsonNode rows = json(seats("sh1", Map.of()).getBody()).get("rows");
        JsonNode row = rows.at("/0/seats");
        assertEquals(List.of("0", "1", "3", "4"), row.findValuesAsText("x"));
        assertEquals(List.of("0", "1", "2"), rows.findValuesAsText("y"));

        assertEquals(List.of("sh1.A1", "sh1.A2", "sh1.A3", "sh1.A4"), row.findValuesAsText("id"));
        assertEquals("ACCESSIBLE", row.get(2).get("category").textValue());
    }

    @Test
    void seat_map_is_readable_after_sales_have_closed() {
        clock.moveTo(Instant.parse("2026-11-25T00:00:00Z"));

        JsonNode show = json(seats("sh2", Map.of()).getBody()).get("show");
        assertEquals(json("false"), show.get("sales_open"));
        assertEquals("ENDED", show.get("sales").textValue());
    }

    @Test
    void unchanged_seat_map_is_not_sent_again() {
        APIGatewayV2HTTPResponse first = seats("sh2", Map.of());
        String etag = first.getHeaders().get("etag");
        assertTrue(etag.matches("\"[\\w-]+\""), etag);
        assertEquals("public, max-age=1", first.getHeaders().get("cache-control"));

        for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            APIGatewayV2HTTPResponse again = seats("sh2", Map.of("if-none-match", known));
            assertEquals(304, again.getStatusCode(), known);
            assertNull(again.getBody());
            assertEquals(etag, again.getHeaders().get("etag"));
        }
        assertEquals(200, seats("sh2", Map.of("if-none-match", "\"other\"")).getStatusCode());
    }

    @Test
    void long_seat_map_is_compressed_for_a_client_that_accepts_it() throws IOException {
        String plain = large(Map.of()).getBody();
        APIGatewayV2HTTPResponse zipped = large(Map.of("accept-encoding", "br, GZIP;q=0.5"));

        assertEquals(plain, unzipped(zipped));
        assertEquals("gzip", zipped.getHeaders().get("content-encoding"));
        assertEquals("accept-encoding", zipped.getHeaders().get("vary"));
        assertEquals("accept-encoding", large(Map.of()).getHeaders().get("vary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "identity", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "gzipped"})
    void client_that_does_not_accept_gzip_gets_plain_text(String accepted) {
        APIGatewayV2HTTPResponse response = large(Map.of("accept-encoding", accepted));

        assertFalse(response.getIsBase64Encoded());
        assertNull(response.getHeaders().get("content-encoding"));
        assertEquals("accept-encoding", response.getHeaders().get("vary"));
    }

    @Test
    void compressed_form_of_a_seat_map_is_made_once() {
        assertSame(
                large(Map.of("accept-encoding", "gzip")).getBody(),
                large(Map.of("accept-encoding", "*")).getBody());
    }

    @Test
    void each_encoding_has_its_etag_and_either_matches() {
        String plain = large(Map.of()).getHeaders().get("etag");
        String zipped = large(Map.of("accept-encoding", "gzip")).getHeaders().get("etag");
        assertEquals(plain.replaceAll("\"$", "-gzip\""), zipped);

        for (String known : List.of(plain, zipped, "W/" + zipped)) {
            for (Map<String, String> accepted : List.of(Map.<String, String>of(), Map.of("accept-encoding", "gzip"))) {
                Map<String, String> headers = new HashMap<>(accepted);
                headers.put("if-none-match", known);
                APIGatewayV2HTTPResponse unchanged = large(headers);
                assertEquals(304, unchanged.getStatusCode(), known);
                assertEquals(known.replace("W/", ""), unchanged.getHeaders().get("etag"));
                assertEquals("accept-encoding", unchanged.getHeaders().get("vary"));
            }
        }
    }

    @Test
    void short_answer_is_not_compressed() {
        APIGatewayV2HTTPResponse response =
                get("GET /api/v1/cities", Map.of(), Map.of(), Map.of("accept-encoding", "gzip"));

        assertFalse(response.getIsBase64Encoded());
        assertNull(response.getHeaders().get("vary"));
    }

    @Test
    void head_is_answered_as_get_without_the_body() {
        for (String accepted : List.of("identity", "gzip")) {
            APIGatewayV2HTTPResponse get = large(Map.of("accept-encoding", accepted));
            APIGatewayV2HTTPResponse head = get(
                    "HEAD /api/v1/shows/{show_id}/seats",
                    Map.of("show_id", "large"),
                    Map.of(),
                    Map.of("accept-encoding", accepted));

            assertEquals(200, head.getStatusCode());
            assertNull(head.getBody());
            Map<String, String> headers = new HashMap<>(get.getHeaders());
            int length = get.getIsBase64Encoded()
                    ? Base64.getDecoder().decode(get.getBody()).length
                    : get.getBody().getBytes(StandardCharsets.UTF_8).length;
            headers.put("content-length", Integer.toString(length));
            assertEquals(headers, head.getHeaders());
        }
        assertEquals(
                404,
                get("HEAD /api/v1/shows/{show_id}/seats", Map.of("show_id", "none"), Map.of(), Map.of())
                        .getStatusCode());
    }

    @Test
    void etag_of_a_seat_map_changes_when_a_seat_is_taken() {
        String before = seats("sh2", Map.of()).getHeaders().get("etag");
        ledger.answer(_ -> Map.of(new SeatNumber("A1"), new SeatClaim.Sold(BOOKING)));
        clock.advance(ShowSnapshot.FRESH_FOR);

        APIGatewayV2HTTPResponse after = seats("sh2", Map.of("if-none-match", before));

        assertEquals(200, after.getStatusCode());
        assertNotEquals(before, after.getHeaders().get("etag"));
    }

    @Test
    void many_viewers_in_a_second_cost_one_read_of_the_claims() {
        for (int i = 0; i < 100; i++) {
            seats("sh2", Map.of());
        }
        assertEquals(1, ledger.reads());
    }

    @Test
    void show_is_cached_for_seconds_and_a_new_one_is_found_at_once() {
        assertEquals(90_000, price("sh2"));
        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1).replace("prices", json("{'STANDARD':95000}"));
        assertEquals(404, seats("sh4", Map.of()).getStatusCode());
        importing(CatalogFixture.withShow(document, "sh4", "2026-11-24T10:00:00+07:00"));

        assertEquals(95_000, price("sh4"));
        assertEquals(90_000, price("sh2"));
        clock.advance(Duration.ofSeconds(5));
        assertEquals(95_000, price("sh2"));
    }

    /** The map of a show in a hall of eighty seats. */
    private APIGatewayV2HTTPResponse large(Map<String, String> headers) {
        if (seats("large", Map.of()).getStatusCode() == 404) {
            ObjectNode document = CatalogFixture.document();
            document.withArray("/cinemas/0/halls")
                    .add(json("{'id':'big','name':'Big','rows':['A " + "S".repeat(80) + "']}"));
            ObjectNode show = ((ObjectNode) document.at("/shows/1")).deepCopy();
            show.put("id", "large")
                    .put("cinema", document.at("/cinemas/0/id").textValue())
                    .put("hall", "big");
            ((ArrayNode) document.get("shows")).add(show);
            importing(document);
        }
        return seats("large", headers);
    }

    private static String unzipped(APIGatewayV2HTTPResponse response) throws IOException {
        assertTrue(response.getIsBase64Encoded());
        byte[] body = Base64.getDecoder().decode(response.getBody());
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int price(String show) {
        return json(seats(show, Map.of()).getBody()).at("/rows/0/seats/0/price").intValue();
    }

    private void importing(JsonNode document) {
        var writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);
        new ImportCatalog(writer, clock, (_, _) -> {}).run(document);
    }

    private APIGatewayV2HTTPResponse movies(String city) {
        return get("GET /api/v1/cities/{city_id}/movies", Map.of("city_id", city), Map.of(), Map.of());
    }

    private APIGatewayV2HTTPResponse shows(String city, String movie, Map<String, String> query) {
        return get(
                "GET /api/v1/cities/{city_id}/movies/{movie_id}/shows",
                Map.of("city_id", city, "movie_id", movie),
                query,
                Map.of());
    }

    private APIGatewayV2HTTPResponse seats(String show, Map<String, String> headers) {
        return get("GET /api/v1/shows/{show_id}/seats", Map.of("show_id", show), Map.of(), headers);
    }

    private APIGatewayV2HTTPResponse cinemas(String city) {
        return get("GET /api/v1/cities/{city_id}/cinemas", Map.of("city_id", city), Map.of(), Map.of());
    }

    private APIGatewayV2HTTPResponse cinemaShows(String cinema, Map<String, String> query) {
        return get("GET /api/v1/cinemas/{cinema_id}/shows", Map.of("cinema_id", cinema), query, Map.of());
    }

    private static List<String> cinemaIds(APIGatewayV2HTTPResponse programme) {
        return json(programme.getBody()).at("/movies/0/shows").findValuesAsText("id");
    }

    private String availability(String show) {
        for (JsonNode listed : json(shows("hcm", "ferry", Map.of()).getBody()).at("/cinemas/0/shows")) {
            if (listed.get("id").textValue().equals(show)) {
                return listed.get("availability").textValue();
            }
        }
        throw new AssertionError("show " + show + " is not listed");
    }

    /** Changes a show in the programmes that list it. */
    private void changeListings(String show, String update, long value) {
        db.client().scan(r -> r.tableName(TestTables.CATALOG)).items().stream()
                .filter(item -> item.containsKey("price_from")
                        && item.get("show_id").s().equals(show))
                .forEach(item -> db.client().updateItem(r -> r.tableName(TestTables.CATALOG)
                        .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                        .updateExpression(update)
                        .expressionAttributeValues(Map.of(":value", AttributeValue.fromN(Long.toString(value))))));
    }

    private static List<String> ids(APIGatewayV2HTTPResponse shows) {
        return json(shows.getBody()).at("/cinemas/0/shows").findValuesAsText("id");
    }

    private APIGatewayV2HTTPResponse get(
            String routeKey, Map<String, String> path, Map<String, String> query, Map<String, String> headers) {
        return handler.handleRequest(
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey(routeKey)
                        .withPathParameters(path)
                        .withQueryStringParameters(query)
                        .withHeaders(headers)
                        .build(),
                TestContext.INSTANCE);
    }
}
