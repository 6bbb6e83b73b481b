package io.seatline.usecase.catalog;

import static io.seatline.testing.CatalogFixture.json;
import static io.seatline.testing.CatalogFixture.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogSearch;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestTables;
import io.seatline.usecase.catalog.CatalogWriter.ShowChange;
import io.seatline.usecase.catalog.ImportCatalog.Count;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import io.seatline.usecase.search.CatalogSearch;
import io.seatline.usecase.search.ListedShow;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ImportCatalogTest {
    private final MovableClock clock = new MovableClock(CatalogFixture.NOW);
    private final TestTables db = TestTables.start(clock);
    private final CatalogWriter writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);
    private final ImportCatalog importCatalog = new ImportCatalog(writer, clock, (_, _) -> {});

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void import_loads_everything_and_counts_it() {
        Result result = importCatalog.run(CatalogFixture.document());

        assertEquals(
                new Result.Imported(Map.of(
                        "cities", new Count(2, 0, 0),
                        "cinemas", new Count(2, 0, 0),
                        "halls", new Count(3, 0, 0),
                        "movies", new Count(2, 0, 0),
                        "shows", new Count(3, 0, 0))),
                result);
        assertEquals(
                new Vnd(100_000),
                catalog()
                        .show(new ShowId("sh1"))
                        .orElseThrow()
                        .price(seat("B1"))
                        .orElseThrow());
    }

    @Test
    void hall_keeps_its_aisles_row_names_and_seat_numbers() {
        ObjectNode document = CatalogFixture.document();
        ObjectNode hall = (ObjectNode) document.at("/cinemas/0/halls/1");
        hall.set("rows", json("['Đ SSS','','12 SS_S']"));
        hall.set("numbering", json("{'from':'RIGHT','skip':[2]}"));
        importCatalog.run(document);

        HallLayout layout = catalog().show(new ShowId("sh2")).orElseThrow().layout();

        assertEquals(
                List.of("0: [Đ4, Đ3, Đ1]", "2: [12-4, 12-3, 12-1]"),
                layout.rows().stream()
                        .map(row -> row.y() + ": "
                                + row.seats().stream()
                                        .map(HallLayout.Seat::number)
                                        .toList())
                        .toList());
    }

    @Test
    void same_document_again_changes_nothing() {
        importCatalog.run(CatalogFixture.document());
        Set<Map<String, AttributeValue>> before = items();

        Result again = importCatalog.run(CatalogFixture.document());

        assertEquals(
                new Result.Imported(Map.of(
                        "cities", new Count(0, 0, 2),
                        "cinemas", new Count(0, 0, 2),
                        "halls", new Count(0, 0, 3),
                        "movies", new Count(0, 0, 2),
                        "shows", new Count(0, 0, 3))),
                again);
        assertEquals(before, items());
    }

    @Test
    void items_of_a_show_expire_seven_days_after_its_end() {
        importCatalog.run(CatalogFixture.document());

        long end = Instant.parse("2026-11-23T05:00:00Z").getEpochSecond();
        List<Long> kept = items().stream()
                .filter(item ->
                        item.containsKey("show_id") && item.get("show_id").s().equals("sh1"))
                .map(item -> Long.parseLong(item.get("ttl").n()))
                .toList();
        assertEquals(Collections.nCopies(4, end + 604_800), kept);
    }

    @Test
    void prices_and_format_of_a_loaded_show_may_change() {
        importCatalog.run(CatalogFixture.document());
        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1).put("format", "2D");
        object(document, "shows", 1).replace("prices", json("{'STANDARD':95000}"));

        Result result = importCatalog.run(document);

        assertEquals(new Count(0, 1, 2), shows(result));
        assertEquals(
                new Vnd(95_000),
                catalog()
                        .show(new ShowId("sh2"))
                        .orElseThrow()
                        .price(seat("A1"))
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cities[0] | id | 'Ho Chi' | cities[0].id: must be an id of 1 to 64 of a-z 0-9 -, not "Ho Chi"
                    cities[0] | id | 'hcm\\n' | cities[0].id: must be an id of 1 to 64 of a-z 0-9 -, not "hcm\\n"
                    cities[1] | id | 'hcm' | cities[1].id: "hcm" is already the id of cities[0]
                    cities[0] | name | 7 | cities[0].name: must be a text of 1 to 100 characters, not 7
                    cities[0] | name | null | cities[0].name: must be a text of 1 to 100 characters, not null
                    cities[0] | name | ' \\u2003' | cities[0].name: must be a text of 1 to 100 characters, not blank
                    cities[0] | name | 'LONG' | cities[0].name: must be a text of 1 to 100 characters, not 101
                    cities[0] | name | '\\u200B\\u00A0' | cities[0].name: must be a text of 1 to 100 characters, not blank
                    cities[0] | name | 'Hu\\u0007e' | cities[0].name: must be a text of 1 to 100 characters, not a text with the control character U+0007
                    cities[0] | name | 'Hue\\n' | cities[0].name: must be a text of 1 to 100 characters, not a text with the control character U+000A
                    cities[0] | #nom | 'x' | cities[0].#nom: unknown field; the fields are id, name
                    cities[0] | nom | 'x' | cities[0].nom: unknown field; the fields are id, name
                    cinemas[1] | id | 'lotus' | cinemas[1].id: "lotus" is already the id of cinemas[0]
                    cinemas[0] | city | 'hue' | cinemas[0].city: no city "hue" in this document
                    cinemas[0] | time_zone | 'Saigon' | cinemas[0].time_zone: no IANA time zone "Saigon"; use one such as Asia/Ho_Chi_Minh
                    cinemas[0] | time_zone | 7 | cinemas[0].time_zone: must be an IANA time zone such as Asia/Ho_Chi_Minh, not 7
                    cinemas[0] | policies | {'seat_rules':{'couple_pairs':1}} | cinemas[0].policies.seat_rules.couple_pairs: must be true or false, not 1
                    cinemas[0] | policies | {'refunds':{'fee_percent':0}} | cinemas[0].policies.refunds.until_minutes: is missing; give a whole number from 0 to 43200
                    cinemas[0] | policies | {'refunds':{'until_minutes':0,'fee_percent':101}} | cinemas[0].policies.refunds.fee_percent: must be a whole number from 0 to 100, not 101
                    cinemas[0] | halls | {} | cinemas[0].halls: must be a list, not an object
                    cinemas[0].halls[1] | id | 'h1' | cinemas[0].halls[1].id: "h1" is already the id of cinemas[0].halls[0]
                    cinemas[0].halls[0] | rows | [] | cinemas[0].halls[0].rows: must be a list of 1 to 60 items, not 0
                    cinemas[0].halls[0] | rows | ['A SS','A SS'] | cinemas[0].halls[0].rows[1]: the hall already has a row A; rename one
                    cinemas[0].halls[0] | rows | ['A __'] | cinemas[0].halls[0].rows[0]: row A has no seat; leave it out
                    cinemas[0].halls[0] | rows | ['A SSX'] | cinemas[0].halls[0].rows[0]: must be a row's name, a blank and its places, such as "F SSS_VVVV_SSS" (S standard, V VIP, C couple, A accessible, _ no seat), or empty for an aisle across, not "A SSX"
                    cinemas[0].halls[0] | rows | ['','A SS','Đ S',''] | cinemas[0].halls[0].rows[3]: an aisle across must lie between two rows; leave it out
                    cinemas[0].halls[0] | numbering | {'from':'TOP'} | cinemas[0].halls[0].numbering.from: must be one of LEFT, RIGHT, not "TOP"
                    cinemas[0].halls[0] | numbering | {'skip':[0]} | cinemas[0].halls[0].numbering.skip[0]: must be a whole number from 1 to 200, not 0
                    movies[0] | duration_minutes | '90' | movies[0].duration_minutes: must be a whole number from 1 to 1000, not "90"
                    movies[0] | duration_minutes | 1.5 | movies[0].duration_minutes: must be a whole number from 1 to 1000, not 1.5
                    movies[0] | duration_minutes | 99999999999999999999 | movies[0].duration_minutes: must be a whole number from 1 to 1000, not 99999999999999999999
                    movies[0] | poster_url | 'http://x.vn/a.jpg' | movies[0].poster_url: must be an https URL of up to 1000 characters, not "http://x.vn/a.jpg"
                    movies[0] | synopsis | '' | movies[0].synopsis: must be a text of 1 to 2000 characters, not blank
                    movies[0] | rating | 'R' | movies[0].rating: must be one of P, K, T13, T16, T18, not "R"
                    movies[0] | genres | [1] | movies[0].genres[0]: must be a text of 1 to 60 characters, not 1
                    movies[1] | id | 'ferry' | movies[1].id: "ferry" is already the id of movies[0]
                    shows[0] | id | 'sh-1' | shows[0].id: must be a show id of 1 to 32 of a-z 0-9, not "sh-1"
                    shows[1] | id | 'sh1' | shows[1].id: "sh1" is already the id of shows[0]
                    shows[0] | movie | 'none' | shows[0].movie: no movie "none" in this document
                    shows[0] | cinema | 'none' | shows[0].cinema: no cinema "none" in this document
                    shows[0] | hall | 'h9' | shows[0].hall: no hall "h9" in cinema "lotus"
                    shows[0] | starts_at | '2026-11-23 10:00' | shows[0].starts_at: must be a time with seconds and offset such as 2026-11-22T19:30:00+07:00, not "2026-11-23 10:00"
                    shows[0] | starts_at | '2026-02-30T10:00:00Z' | shows[0].starts_at: there is no time 2026-02-30T10:00:00Z; give one that exists
                    shows[0] | starts_at | '2026-11-22T12:00:00+07:00' | shows[0].starts_at: 2026-11-22T05:00:00Z is past; leave the show out
                    shows[0] | sales_open_at | '2026-11-23T10:00:00+07:00' | shows[0].sales_open_at: sales end at 2026-11-23T03:00:00Z; open them earlier
                    shows[0] | sales_close_minutes | 241 | shows[0].sales_close_minutes: must be a whole number from 0 to 240, not 241
                    shows[1] | format | '' | shows[1].format: must be a text of 1 to 20 characters, not blank
                    shows[1] | prices | {} | shows[1].prices.STANDARD: is missing; give one, since hall "h2" has such seats
                    shows[1] | prices | {'STANDARD':999} | shows[1].prices.STANDARD: must be a whole number from 1000 to 5000000, not 999
                    shows[1] | prices | {'STANDARD':5000001} | shows[1].prices.STANDARD: must be a whole number from 1000 to 5000000, not 5000001
                    shows[1] | prices | {'STANDARD':9000,'VIP':9000} | shows[1].prices.VIP: hall "h2" has no VIP seat; leave the price out
                    shows[1] | prices | {'STANDARD':9000,'BED':9000} | shows[1].prices.BED: unknown field; the fields are STANDARD, VIP, COUPLE, ACCESSIBLE
                    """, quoteCharacter = '`')
    void invalid_field_is_explained(String object, String field, String value, String problem) {
        ObjectNode document = CatalogFixture.document();
        ((ObjectNode) document.at(pointer(object))).set(field, json(value.replace("LONG", "x".repeat(101))));

        assertTrue(
                problems(importCatalog.run(document)).contains(problem),
                () -> problem + " is not among " + problems(importCatalog.run(document)));
        assertEquals(Set.of(), items());
    }

    @ParameterizedTest
    @CsvSource({
        "cities[0], name",
        "cinemas[0], address",
        "cinemas[0], halls",
        "cinemas[0].halls[0], rows",
        "movies[0], title",
        "movies[0], languages",
        "shows[0], starts_at",
        "shows[0], prices",
        "shows[0], hall"
    })
    void missing_field_is_named(String object, String field) {
        ObjectNode document = CatalogFixture.document();
        ((ObjectNode) document.at(pointer(object))).remove(field);

        assertTrue(problems(importCatalog.run(document)).stream()
                .anyMatch(problem -> problem.startsWith(object + "." + field + ": is missing; give ")));
    }

    @Test
    void optional_field_may_be_null() {
        ObjectNode document = CatalogFixture.document();
        object(document, "cinemas", 0).putNull("time_zone").putNull("policies");
        object(document, "movies", 0).putNull("synopsis").putNull("poster_url");
        object(document, "shows", 1).putNull("sales_open_at").putNull("sales_close_minutes");
        importCatalog.run(CatalogFixture.document());

        assertEquals(new Count(0, 0, 3), shows(importCatalog.run(document)));
    }

    @Test
    void poster_and_synopsis_are_loaded() {
        ObjectNode document = CatalogFixture.document();
        String synopsis = "Một chuyến phà. ".repeat(125).strip();
        object(document, "movies", 0).put("poster_url", "https://films.example/ferry.jpg?w=400");
        object(document, "movies", 0).put("synopsis", synopsis);
        importCatalog.run(document);

        Movie movie = writer.loadedMovies(List.of("ferry")).get("ferry");
        assertEquals(Optional.of("https://films.example/ferry.jpg?w=400"), movie.posterUrl());
        assertEquals(Optional.of(synopsis), movie.synopsis());
    }

    @Test
    void all_problems_are_reported_together_and_each_once() {
        ObjectNode document = CatalogFixture.document();
        object(document, "movies", 0).put("rating", "R");
        object(document, "shows", 1).put("hall", "h9");
        object(document, "shows", 2).put("starts_at", "2026-11-22T01:00:00Z");

        assertEquals(
                List.of(
                        "movies[0].rating: must be one of P, K, T13, T16, T18, not \"R\"",
                        "shows[1].hall: no hall \"h9\" in cinema \"lotus\"",
                        "shows[2].starts_at: 2026-11-22T01:00:00Z is past; leave the show out"),
                problems(importCatalog.run(document)));
        assertEquals(Set.of(), items());
    }

    @Test
    void what_is_wrong_in_one_respect_can_still_be_referred_to() {
        ObjectNode document = CatalogFixture.document();
        object(document, "cities", 0).remove("name");
        object(document, "cinemas", 0).put("address", " ").put("note", "x");
        ((ObjectNode) document.at("/cinemas/0/halls/0")).set("rows", json("['A SS',7,'A SS']"));
        object(document, "movies", 0).putNull("duration_minutes");
        object(document, "shows", 0).put("format", 3).put("cinema", "none");
        object(document, "shows", 1).set("prices", json("{'STANDARD':1,'VIP':1,'BED':null}"));
        ((ArrayNode) document.get("shows")).set(2, "sh3");

        assertEquals(
                Set.of(
                        "cities[0].name: is missing; give a text of 1 to 100 characters",
                        "cinemas[0].address: must be a text of 1 to 300 characters, not blank",
                        "cinemas[0].note: unknown field; the fields are id, name, address, city, time_zone, policies, halls",
                        "cinemas[0].halls[0].rows[1]: must be a row's name, a blank and its places, such as"
                                + " \"F SSS_VVVV_SSS\" (S standard, V VIP, C couple, A accessible, _ no seat), or empty for an aisle across, not 7",
                        "cinemas[0].halls[0].rows[2]: the hall already has a row A; rename one",
                        "movies[0].duration_minutes: must be a whole number from 1 to 1000, not null",
                        "shows[0].format: must be a text of 1 to 20 characters, not 3",
                        "shows[0].cinema: no cinema \"none\" in this document",
                        "shows[1].prices.STANDARD: must be a whole number from 1000 to 5000000, not 1",
                        "shows[1].prices.VIP: must be a whole number from 1000 to 5000000, not 1",
                        "shows[1].prices.BED: unknown field; the fields are STANDARD, VIP, COUPLE, ACCESSIBLE",
                        "shows[2]: must be an object, not \"sh3\""),
                Set.copyOf(problems(importCatalog.run(document))));
        assertEquals(12, problems(importCatalog.run(document)).size());
    }

    @Test
    void document_that_is_not_an_object_is_rejected() {
        assertEquals(List.of("$: must be an object, not a list"), problems(importCatalog.run(json("[]"))));
        assertEquals(4, problems(importCatalog.run(json("{}"))).size());
    }

    @Test
    void shows_of_a_document_must_not_overlap_in_a_hall() {
        ObjectNode document = CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T02:29:59+07:00");

        assertEquals(
                List.of("shows[3].starts_at: show \"sh2\" has hall \"h2\" from 2026-11-23T17:30:00Z to"
                        + " 2026-11-23T19:30:00Z; move one of them"),
                problems(importCatalog.run(document)));
    }

    @Test
    void show_may_begin_when_the_previous_one_ends() {
        ObjectNode document = CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T02:30:00+07:00");

        assertInstanceOf(Result.Imported.class, importCatalog.run(document));
    }

    @Test
    void show_must_not_overlap_a_loaded_show_outside_the_document() {
        importCatalog.run(CatalogFixture.document());
        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1).put("id", "sh9").put("starts_at", "2026-11-23T23:30:00+07:00");

        assertEquals(
                List.of("shows[1].starts_at: show \"sh2\" has hall \"h2\" from 2026-11-23T17:30:00Z to"
                        + " 2026-11-23T19:30:00Z; move one of them"),
                problems(importCatalog.run(document)));
    }

    @ParameterizedTest
    @CsvSource({"movie, sen", "hall, h2", "starts_at, 2026-11-25T10:00:00+07:00"})
    void movie_hall_and_start_of_a_loaded_show_cannot_change(String field, String value) {
        importCatalog.run(CatalogFixture.document());
        Set<Map<String, AttributeValue>> before = items();
        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 0).put(field, value);
        if (field.equals("hall")) {
            object(document, "shows", 0).replace("prices", json("{'STANDARD':80000}"));
        }

        List<String> problems = problems(importCatalog.run(document));

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith("shows[0]." + field + ": show \"sh1\" is loaded with "));
        assertTrue(problems.getFirst().endsWith("publish another show with an id of its own"));
        assertEquals(before, items());
    }

    @Test
    void layout_of_a_hall_with_loaded_shows_cannot_change() {
        importCatalog.run(CatalogFixture.document());
        ObjectNode document = CatalogFixture.document();
        ((ObjectNode) document.at("/cinemas/0/halls/1")).set("rows", json("['A SSS']"));

        List<String> problems = problems(importCatalog.run(document));

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst()
                .startsWith("shows[1].hall: show \"sh2\" is loaded with another layout of hall \"h2\""));
    }

    @Test
    void past_show_is_accepted_only_if_loaded_unchanged() {
        importCatalog.run(CatalogFixture.document());
        clock.advance(Duration.ofDays(3));

        assertInstanceOf(Result.Imported.class, importCatalog.run(CatalogFixture.document()));

        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1).put("format", "2D");
        assertEquals(
                List.of("shows[1]: started at 2026-11-23T17:30:00Z and can no longer change; leave it out"),
                problems(importCatalog.run(document)));
    }

    @Test
    void interrupted_import_leaves_whole_items_and_can_be_completed() {
        for (int writes = 0; ; writes++) {
            try (TestTables fresh = TestTables.start()) {
                CatalogWriter real = new DynamoDbCatalogWriter(fresh.client(), TestTables.CATALOG);
                ImportCatalog breaking = new ImportCatalog(BreakingWriter.after(writes, real), clock, (_, _) -> {});
                boolean broke = false;
                try {
                    breaking.run(CatalogFixture.document());
                } catch (BreakingWriter.Broken _) {
                    broke = true;
                }
                assertEverythingVisibleIsWhole(fresh);
                assertInstanceOf(
                        Result.Imported.class,
                        new ImportCatalog(real, clock, (_, _) -> {}).run(CatalogFixture.document()));
                assertComplete(fresh);
                if (!broke) {
                    assertTrue(writes > 10, "every write was broken once");
                    return;
                }
            }
        }
    }

    private void assertEverythingVisibleIsWhole(TestTables fresh) {
        DynamoDbCatalog catalog = new DynamoDbCatalog(fresh.client(), TestTables.CATALOG, clock);
        CatalogSearch search = new DynamoDbCatalogSearch(fresh.client(), TestTables.CATALOG, clock);
        for (CatalogSearch.CityEntry city : search.cities()) {
            for (Movie movie : search.listedMovies(city.city().id(), clock.instant())) {
                List<ListedShow> shows = search.showsOfMovie(city.city().id(), movie.id(), Optional.empty());
                assertFalse(shows.isEmpty(), "a movie is listed without a show");
                shows.forEach(show -> assertTrue(catalog.show(show.id()).isPresent()));
            }
        }
        for (String id : List.of("sh1", "sh2", "sh3")) {
            // Throws where a show refers to what is not there.
            catalog.show(new ShowId(id));
        }
    }

    private void assertComplete(TestTables fresh) {
        CatalogSearch search = new DynamoDbCatalogSearch(fresh.client(), TestTables.CATALOG, clock);
        assertEquals(2, search.cities().size());
        assertEquals(1, search.listedMovies("hcm", clock.instant()).size());
        assertEquals(2, search.showsOfMovie("hcm", "ferry", Optional.empty()).size());
        assertEquals(1, search.showsOfMovie("hn", "sen", Optional.empty()).size());
        assertEquals(2, search.showsOfCinema("lotus", Optional.empty()).size());
        assertEquals(1, search.showsOfCinema("river", Optional.empty()).size());
    }

    @Test
    void concurrent_import_cannot_change_a_show_that_was_compared_before() {
        importCatalog.run(CatalogFixture.document());
        Set<Map<String, AttributeValue>> before = items();
        ShowChange fresh = ShowChange.of(Optional.empty(), withId("sh9", loaded("sh3")));
        ShowChange stale = ShowChange.of(
                Optional.of(
                        ScheduledShowBuilder.builder(loaded("sh2")).version(2).build()),
                loaded("sh2"));
        ShowChange twice = ShowChange.of(Optional.empty(), loaded("sh3"));

        for (List<ShowChange> batch : List.of(List.of(fresh, stale), List.of(twice))) {
            var refused = assertThrows(CatalogWriter.ShowChangedException.class, () -> writer.writeShows(batch));
            assertEquals(
                    "another import changed show " + batch.getLast().after().id() + " meanwhile; repeat this one",
                    refused.getMessage());
        }
        assertEquals(before, items());
    }

    @Test
    void shows_are_written_in_batches_of_20() {
        List<Integer> batches = new ArrayList<>();
        ImportCatalog watched = new ImportCatalog(beforeShows(batches::add), clock, (_, _) -> {});

        assertEquals(new Count(70, 0, 0), shows(watched.run(CatalogFixture.withShows(70))));

        assertEquals(List.of(20, 20, 20, 10), batches);
        assertEquals(
                69,
                new DynamoDbCatalogSearch(db.client(), TestTables.CATALOG, clock)
                        .showsOfMovie("hcm", "ferry", Optional.empty()).stream()
                                .filter(show -> catalog().show(show.id()).isPresent())
                                .count());
    }

    @Test
    void unchanged_shows_are_not_written_again() {
        importCatalog.run(CatalogFixture.withShows(70));
        List<Integer> batches = new ArrayList<>();
        ImportCatalog watched = new ImportCatalog(beforeShows(batches::add), clock, (_, _) -> {});

        assertEquals(new Count(2, 0, 70), shows(watched.run(CatalogFixture.withShows(72))));

        assertEquals(List.of(2), batches);
    }

    @Test
    void import_interrupted_between_batches_can_be_completed() {
        ImportCatalog breaking = new ImportCatalog(
                beforeShows(batch -> {
                    if (batch < CatalogWriter.SHOWS_AT_ONCE) {
                        throw new BreakingWriter.Broken();
                    }
                }),
                clock,
                (_, _) -> {});
        assertThrows(BreakingWriter.Broken.class, () -> breaking.run(CatalogFixture.withShows(70)));
        assertEverythingVisibleIsWhole(db);

        assertEquals(new Count(10, 0, 60), shows(importCatalog.run(CatalogFixture.withShows(70))));
    }

    @Test
    void import_that_takes_too_long_stops_between_batches_and_a_repeat_completes_it() {
        ImportCatalog slow =
                new ImportCatalog(beforeShows(_ -> clock.advance(Duration.ofSeconds(5))), clock, (_, _) -> {});

        assertEquals(new Result.Unfinished(40, 70), slow.run(CatalogFixture.withShows(70), Duration.ofSeconds(8)));
        assertEverythingVisibleIsWhole(db);
        assertEquals(new Result.Unfinished(60, 70), slow.run(CatalogFixture.withShows(70), Duration.ZERO));
        assertEquals(new Count(10, 0, 60), shows(slow.run(CatalogFixture.withShows(70), Duration.ofSeconds(8))));
    }

    @Test
    void progress_is_reported_each_second() {
        List<String> progress = new ArrayList<>();
        CatalogWriter slow = beforeShows(_ -> clock.advance(Duration.ofMillis(500)));

        new ImportCatalog(slow, clock, (done, all) -> progress.add(done + "/" + all))
                .run(CatalogFixture.withShows(150));

        assertEquals(List.of("40/150", "80/150", "120/150", "150/150"), progress);
    }

    @Test
    void progress_is_reported_at_the_end() {
        List<String> progress = new ArrayList<>();
        new ImportCatalog(writer, clock, (done, all) -> progress.add(done + "/" + all)).run(CatalogFixture.document());

        assertEquals(List.of("3/3"), progress);
    }

    /** The writer, with something that happens before each batch of shows; it is told how many they are. */
    private CatalogWriter beforeShows(IntConsumer happens) {
        return (CatalogWriter) Proxy.newProxyInstance(
                CatalogWriter.class.getClassLoader(), new Class<?>[] {CatalogWriter.class}, (_, method, arguments) -> {
                    if (method.getName().equals("writeShows")) {
                        happens.accept(((List<?>) arguments[0]).size());
                    }
                    return method.invoke(writer, arguments);
                });
    }

    private static ScheduledShow withId(String id, ScheduledShow show) {
        return ScheduledShowBuilder.builder(show).id(new ShowId(id)).build();
    }

    private ScheduledShow loaded(String id) {
        ShowId show = new ShowId(id);
        return writer.loadedShows(List.of(show)).get(show);
    }

    private static Count shows(Result result) {
        return assertInstanceOf(Result.Imported.class, result).counts().get("shows");
    }

    private DynamoDbCatalog catalog() {
        return new DynamoDbCatalog(db.client(), TestTables.CATALOG, clock);
    }

    private static SeatNumber seat(String number) {
        return new SeatNumber(number);
    }

    private Set<Map<String, AttributeValue>> items() {
        return new HashSet<>(
                db.client().scan(r -> r.tableName(TestTables.CATALOG)).items());
    }

    private static List<String> problems(Result result) {
        return assertInstanceOf(Result.Rejected.class, result).problems().stream()
                .map(CatalogProblem::toString)
                .toList();
    }

    private static String pointer(String path) {
        return "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
    }
}
