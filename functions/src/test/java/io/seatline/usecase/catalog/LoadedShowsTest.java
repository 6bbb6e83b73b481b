package io.seatline.usecase.catalog;

import static io.seatline.testing.CatalogFixture.json;
import static io.seatline.testing.CatalogFixture.object;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestTables;
import io.seatline.usecase.catalog.ImportCatalog.Count;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an import does to shows that an earlier one loaded. */
class LoadedShowsTest {
    private final MovableClock clock = new MovableClock(CatalogFixture.NOW);
    private final TestTables db = TestTables.start(clock);
    private final CatalogWriter writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void cinema_that_moves_to_another_city_takes_its_shows_along() {
        load(CatalogFixture.document());

        Result result = load(moved());

        assertEquals(new Count(0, 2, 0), counts(result, "shows"));
        assertEquals(Set.of(), listed("CITY#hcm", "movie_id"));
        assertEquals(Set.of(), listed("CITY#hcm#MOVIE#ferry", "show_id"));
        assertEquals(Set.of("ferry", "sen"), listed("CITY#hn", "movie_id"));
        assertEquals(Set.of("sh1", "sh2"), listed("CITY#hn#MOVIE#ferry", "show_id"));
        assertEquals("hn", show("sh1").cinema().cityId());
        assertEquals(2, show("sh1").version());
        assertEquals(Set.of("hn"), listed("CITIES", "city_id", "CINEMA#"));
    }

    @Test
    void city_lists_a_movie_until_the_last_show_that_stays() {
        ObjectNode both = CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-23T12:00:00+07:00");
        object(both, "cinemas", 1).put("city", "hcm");
        object(both, "shows", 3).put("cinema", "river").put("hall", "h1");
        load(both);
        ObjectNode document = moved();
        object(document, "cinemas", 1).put("city", "hcm");

        load(document);

        assertEquals(Set.of("sh4"), listed("CITY#hcm#MOVIE#ferry", "show_id"));
        long until = Instant.parse("2026-11-23T05:00:00Z").toEpochMilli();
        assertEquals(
                Set.of(Long.toString(until)),
                items("CITY#hcm", "MOVIE#ferry").stream()
                        .map(item -> item.get("listed_until").n())
                        .collect(toSet()));
    }

    @Test
    void interrupted_move_is_completed_by_a_repeat() {
        assertCompletedByRepeat(LoadedShowsTest::moved);
    }

    @Test
    void interrupted_change_of_a_length_is_completed_by_a_repeat() {
        assertCompletedByRepeat(() -> withLength(130));
    }

    private void assertCompletedByRepeat(Supplier<ObjectNode> change) {
        load(CatalogFixture.document());
        load(change.get());
        Set<Map<String, AttributeValue>> expected = allItems(db);
        for (int writes = 0; ; writes++) {
            try (TestTables fresh = TestTables.start(clock)) {
                CatalogWriter real = new DynamoDbCatalogWriter(fresh.client(), TestTables.CATALOG);
                load(real, CatalogFixture.document());
                boolean broke = false;
                try {
                    load(BreakingWriter.after(writes, real), change.get());
                } catch (BreakingWriter.Broken _) {
                    broke = true;
                }
                load(real, change.get());
                assertEquals(expected, allItems(fresh), "after " + writes + " writes");
                if (!broke) {
                    assertTrue(writes > 1, "every write was broken once");
                    return;
                }
            }
        }
    }

    @Test
    void new_length_of_a_movie_applies_to_its_loaded_shows_to_come() {
        load(CatalogFixture.document());
        clock.moveTo(Instant.parse("2026-11-23T03:00:00Z"));

        Result result = load(withLength(130));

        assertEquals(new Count(0, 1, 0), counts(result, "shows"));
        assertEquals(Instant.parse("2026-11-23T05:00:00Z"), show("sh1").endsAt(), "has begun");
        assertEquals(Instant.parse("2026-11-23T19:40:00Z"), show("sh2").endsAt());
        assertEquals(2, show("sh2").version());
        assertEquals(
                List.of(new CatalogWriter.HallTime(
                        new ShowId("sh2"),
                        Instant.parse("2026-11-23T17:30:00Z"),
                        Instant.parse("2026-11-23T19:40:00Z"))),
                writer.hallTimes("lotus", "h2", clock.instant()));
    }

    @Test
    void new_length_that_makes_loaded_shows_overlap_is_refused() {
        load(CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T02:30:00+07:00"));
        Set<Map<String, AttributeValue>> before = allItems(db);

        assertEquals(
                List.of("movies[0].duration_minutes: show \"sh4\" has hall \"h2\" from"
                        + " 2026-11-23T19:30:00Z to 2026-11-23T21:31:00Z then, and show \"sh2\" has hall \"h2\" from"
                        + " 2026-11-23T17:30:00Z to 2026-11-23T19:31:00Z; keep the length, or give the movie another"
                        + " id"),
                problems(load(withLength(121))));
        assertEquals(before, allItems(db));
    }

    @Test
    void new_show_must_not_overlap_a_loaded_one_that_a_cinema_takes_along() {
        load(CatalogFixture.document());
        ObjectNode document = moved();
        ((ArrayNode) document.get("shows"))
                .add(object(CatalogFixture.document(), "shows", 1)
                        .put("id", "sh4")
                        .put("starts_at", "2026-11-23T23:30:00+07:00"));

        assertEquals(
                List.of("shows[0].starts_at: show \"sh2\" has hall \"h2\" from 2026-11-23T17:30:00Z to"
                        + " 2026-11-23T19:30:00Z; move one of them"),
                problems(load(document)));
    }

    @Test
    void show_with_a_wrong_price_is_checked_for_the_past_and_for_overlaps_too() {
        ObjectNode document = CatalogFixture.withShow(CatalogFixture.document(), "sh4", "2026-11-24T01:00:00+07:00");
        object(document, "shows", 0)
                .put("starts_at", "2026-11-22T10:00:00+07:00")
                .replace("prices", json("{}"));
        object(document, "shows", 3).replace("prices", json("{'STANDARD':1}"));

        List<String> problems = problems(load(document));

        assertTrue(
                problems.contains("shows[0].starts_at: 2026-11-22T03:00:00Z is past; leave the show out"),
                problems::toString);
        assertTrue(
                problems.contains("shows[3].starts_at: show \"sh2\" has hall \"h2\" from 2026-11-23T17:30:00Z to"
                        + " 2026-11-23T19:30:00Z; move one of them"),
                problems::toString);
    }

    @Test
    void sales_window_may_change_until_the_show_starts() {
        load(CatalogFixture.document());
        assertEquals(SalesWindow.UNTIL_START, show("sh2").salesWindow());
        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1)
                .put("sales_open_at", "2026-11-23T09:00:00+07:00")
                .put("sales_close_minutes", 15);

        assertEquals(new Count(0, 1, 2), counts(load(document), "shows"));

        assertEquals(
                new SalesWindow(Optional.of(Instant.parse("2026-11-23T02:00:00Z")), 15),
                show("sh2").salesWindow());
        clock.moveTo(Instant.parse("2026-11-23T17:30:00Z"));
        object(document, "shows", 1).remove("sales_close_minutes");
        assertEquals(
                List.of("shows[1]: started at 2026-11-23T17:30:00Z and can no longer change; leave it out"),
                problems(load(document)));
    }

    @Test
    void version_counts_the_imports_that_change_the_show() {
        load(CatalogFixture.document());
        load(CatalogFixture.document());
        assertEquals(1, show("sh2").version());

        ObjectNode document = CatalogFixture.document();
        object(document, "shows", 1).put("format", "2D");
        load(document);

        assertEquals(2, show("sh2").version());
        assertEquals(1, show("sh1").version());
    }

    @Test
    void shows_follow_the_changed_rules_name_and_zone_of_their_cinema() {
        load(CatalogFixture.document());
        assertEquals(SeatRules.NONE, show("sh1").seatRules());
        ObjectNode document = withoutShows();
        object(document, "cinemas", 0)
                .put("name", "Sen")
                .put("time_zone", "Asia/Bangkok")
                .set(
                        "policies",
                        json("{'seat_rules':{'couple_pairs':true},'refunds':{'until_minutes':60,'fee_percent':10}}"));
        load(document);

        Show show = show("sh1");
        assertEquals(new SeatRules(true, false), show.seatRules());
        assertEquals(
                new CinemaPolicies.Refunds(60, 10),
                show.cinema().policies().refunds().orElseThrow());
        assertEquals("Sen", show.cinema().name());
        assertEquals("Asia/Bangkok", show.cinema().zone());
        assertEquals(1, show.version());
    }

    private static ObjectNode withoutShows() {
        ObjectNode document = CatalogFixture.document();
        ((ArrayNode) document.get("shows")).removeAll();
        return document;
    }

    /** The fixture's cinemas and movies, with the first cinema in the second city, which has one already. */
    private static ObjectNode moved() {
        ObjectNode document = withoutShows();
        object(document, "cinemas", 0).put("city", "hn");
        return document;
    }

    private static ObjectNode withLength(int minutes) {
        ObjectNode document = withoutShows();
        object(document, "movies", 0).put("duration_minutes", minutes);
        return document;
    }

    private Result load(ObjectNode document) {
        return load(writer, document);
    }

    private Result load(CatalogWriter to, ObjectNode document) {
        return new ImportCatalog(to, clock, (_, _) -> {}).run(document);
    }

    private Show show(String id) {
        return new DynamoDbCatalog(db.client(), TestTables.CATALOG, clock)
                .show(new ShowId(id))
                .orElseThrow();
    }

    private Set<String> listed(String pk, String attribute) {
        return listed(pk, attribute, "");
    }

    private Set<String> listed(String pk, String attribute, String prefix) {
        return items(pk, prefix).stream().map(item -> item.get(attribute).s()).collect(toSet());
    }

    private List<Map<String, AttributeValue>> items(String pk, String prefix) {
        return allItems(db).stream()
                .filter(item ->
                        item.get("pk").s().equals(pk) && item.get("sk").s().startsWith(prefix))
                .toList();
    }

    private static Set<Map<String, AttributeValue>> allItems(TestTables tables) {
        return new HashSet<>(
                tables.client().scan(r -> r.tableName(TestTables.CATALOG)).items());
    }

    private static Count counts(Result result, String kind) {
        return assertInstanceOf(Result.Imported.class, result, result::toString)
                .counts()
                .get(kind);
    }

    private static List<String> problems(Result result) {
        return assertInstanceOf(Result.Rejected.class, result).problems().stream()
                .map(CatalogProblem::toString)
                .toList();
    }
}
