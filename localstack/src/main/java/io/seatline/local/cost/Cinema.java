package io.seatline.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The catalog that the acts are done in: halls of 200 seats, in ten rows of twenty. */
final class Cinema {
    static final String CITY = "ha-noi";
    static final String MOVIE = "mai";
    static final int SEATS = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROWS = "ABCDEFGHIJ";
    private static final int SEATS_A_ROW = 20;
    private static final int HALLS = 8;
    private static final int SHOWS_A_HALL = 6;
    private static final Duration FIRST_SHOW = Duration.ofDays(2);
    private static final Duration BETWEEN_SHOWS = Duration.ofHours(4);

    private final Instant first;

    /** Its shows begin two days after this. */
    Cinema(Instant now) {
        first = now.plus(FIRST_SHOW).truncatedTo(ChronoUnit.HOURS);
    }

    /** How many shows it has at first: {@code show0} and on. */
    static int shows() {
        return HALLS * SHOWS_A_HALL;
    }

    /** The seats of a show in their order, such as {@code A1}. */
    static List<String> seats() {
        return ROWS.chars()
                .mapToObj(row -> (char) row)
                .flatMap(row -> IntStream.rangeClosed(1, SEATS_A_ROW).mapToObj(number -> row + "" + number))
                .toList();
    }

    /** The import document with so many shows besides. */
    JsonNode catalog(int more) {
        ObjectNode document = JSON.createObjectNode();
        document.set("cities", list(object("id", CITY, "name", "Ha Noi")));
        ObjectNode cinema = object("id", "opera", "name", "Opera Cinema", "address", "1 Trang Tien, Ha Noi");
        cinema.put("city", CITY);
        ArrayNode halls = cinema.putArray("halls");
        for (int hall = 0; hall <= HALLS; hall++) {
            ObjectNode one = object("id", "hall-" + hall, "name", "Hall " + hall);
            one.set("rows", rows());
            halls.add(one);
        }
        document.set("cinemas", list(cinema));
        ObjectNode movie = object("id", MOVIE, "title", "Mai", "rating", "T16");
        movie.put("duration_minutes", 120);
        movie.putArray("genres").add("Drama");
        movie.putArray("languages").add("vi");
        document.set("movies", list(movie));
        ArrayNode shows = document.putArray("shows");
        IntStream.range(0, shows()).forEach(n -> shows.add(show("show" + n, n / SHOWS_A_HALL, n % SHOWS_A_HALL)));
        IntStream.range(0, more).forEach(n -> shows.add(show("more" + n, HALLS, n)));
        return document;
    }

    private static ArrayNode rows() {
        List<String> rows = new ArrayList<>();
        ROWS.chars().forEach(row -> rows.add((char) row + " SSSSSSSSSS_SSSSSSSSSS"));
        return JSON.valueToTree(rows);
    }

    private ObjectNode show(String id, int hall, int slot) {
        ObjectNode show = object("id", id, "movie", MOVIE, "cinema", "opera", "hall", "hall-" + hall, "format", "2D");
        show.put("starts_at", first.plus(BETWEEN_SHOWS.multipliedBy(slot)).toString());
        show.putObject("prices").put("STANDARD", 90_000);
        return show;
    }

    private static ObjectNode object(String... fields) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(fields[i], fields[i + 1]);
        }
        return object;
    }

    private static ArrayNode list(JsonNode only) {
        return JSON.createArrayNode().add(only);
    }

    /** {@code {"show_seats":[…]}}. */
    static String wish(String show, List<String> seats) {
        return JSON.valueToTree(Map.of(
                        "show_seats",
                        seats.stream().map(seat -> show + "." + seat).toList()))
                .toString();
    }
}
