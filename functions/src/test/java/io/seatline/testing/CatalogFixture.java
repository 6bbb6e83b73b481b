package io.seatline.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** A small catalog document: two cities, two cinemas, two movies and three shows on the day after {@link #NOW}. */
public final class CatalogFixture {
    /** The time of the tests with this catalog: 12:00 in Viet Nam. */
    public static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DOCUMENT = """
            {"cities":[{"id":"hcm","name":"Ho Chi Minh City"},{"id":"hn","name":"Ha Noi"}],
             "cinemas":[
              {"id":"lotus","name":"Lotus","address":"1 Le Loi","city":"hcm","halls":[
               {"id":"h1","name":"Hall 1","rows":["A SS_AA","B VV_VV","C CC_CC"]},
               {"id":"h2","name":"Hall 2","rows":["A SSSS"]}]},
              {"id":"river","name":"River","address":"2 Trang Tien","city":"hn","time_zone":"Asia/Bangkok","halls":[
               {"id":"h1","name":"Big hall","rows":["A SSSS"]}]}],
             "movies":[
              {"id":"ferry","title":"The Last Ferry","duration_minutes":120,"rating":"T13",
               "genres":["Thriller"],"languages":["English"]},
              {"id":"sen","title":"Mùa Sen Nở","duration_minutes":90,"rating":"P",
               "genres":["Drama"],"languages":["Vietnamese"]}],
             "shows":[
              {"id":"sh1","movie":"ferry","cinema":"lotus","hall":"h1","starts_at":"2026-11-23T10:00:00+07:00",
               "format":"2D","prices":{"STANDARD":80000,"VIP":100000,"COUPLE":120000,"ACCESSIBLE":60000}},
              {"id":"sh2","movie":"ferry","cinema":"lotus","hall":"h2","starts_at":"2026-11-24T00:30:00+07:00",
               "format":"3D","prices":{"STANDARD":90000}},
              {"id":"sh3","movie":"sen","cinema":"river","hall":"h1","starts_at":"2026-11-23T19:00:00+07:00",
               "format":"2D","prices":{"STANDARD":70000}}]}
            """;

    private CatalogFixture() {}

    /** A fresh copy that a test may change. */
    public static ObjectNode document() {
        return (ObjectNode) json(DOCUMENT);
    }

    /** One object of a section. */
    public static ObjectNode object(ObjectNode document, String section, int index) {
        return (ObjectNode) document.get(section).get(index);
    }

    /** Parses JSON; single quotes stand for double quotes. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.contains("\"") ? text : text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Adds a show that is like the second one except for these fields. */
    public static ObjectNode withShow(ObjectNode document, String id, String startsAt) {
        ObjectNode show = object(document, "shows", 1).deepCopy();
        show.put("id", id).put("starts_at", startsAt);
        ((ArrayNode) document.get("shows")).add(show);
        return document;
    }

    /** A document with this many shows, the added ones one after another in the hall of the second. */
    public static ObjectNode withShows(int all) {
        ObjectNode document = document();
        OffsetDateTime start = OffsetDateTime.parse("2026-11-24T04:00:00+07:00");
        for (int number = document.get("shows").size() + 1; number <= all; number++) {
            withShow(document, "sh" + number, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start));
            start = start.plusHours(2);
        }
        return document;
    }
}
