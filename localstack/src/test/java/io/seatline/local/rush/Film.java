package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The popular film: one movie in so many shows of equal halls.
 *
 * @param shows how many shows
 * @param seats how many seats each has, in rows of 20
 */
record Film(int shows, int seats) {
    private static final int ROW = 20;
    private static final int SHOWS_A_HALL = 6;
    private static final Duration FIRST_SHOW = Duration.ofHours(10);
    private static final Duration BETWEEN_SHOWS = Duration.ofHours(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The id of a show. */
    static String show(int number) {
        return "rush" + number;
    }

    /** The seats of any show, row by row, such as {@code A1}. */
    List<String> seatNumbers() {
        List<String> numbers = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
            numbers.add(row(seat / ROW) + (seat % ROW + 1));
        }
        return numbers;
    }

    private static String row(int row) {
        String letter = Character.toString((char) ('A' + row % 26));
        return row < 26 ? letter : (char) ('A' + row / 26 - 1) + letter;
    }

    /** The import document. Shows begin ten hours from now or later. */
    JsonNode catalog(Instant now) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree("""
                    {"cities":[{"id":"ha-noi","name":"Ha Noi"}],
                     "movies":[{"id":"mai","title":"Mai","duration_minutes":120,"rating":"T16",
                                "genres":["Drama"],"languages":["vi"]}],
                     "cinemas":[{"id":"opera","name":"Opera","address":"1 Trang Tien, Ha Noi","city":"ha-noi"}]}
                    """);
            ArrayNode halls = ((ObjectNode) document.get("cinemas").get(0)).putArray("halls");
            ArrayNode programme = document.putArray("shows");
            for (int show = 0; show < shows; show++) {
                String hall = "hall-" + show / SHOWS_A_HALL;
                if (show % SHOWS_A_HALL == 0) {
                    halls.addObject().put("id", hall).put("name", hall).set("rows", JSON.valueToTree(rows()));
                }
                Instant start = now.truncatedTo(ChronoUnit.HOURS)
                        .plus(FIRST_SHOW)
                        .plus(BETWEEN_SHOWS.multipliedBy(show % SHOWS_A_HALL));
                programme
                        .addObject()
                        .put("id", show(show))
                        .put("movie", "mai")
                        .put("cinema", "opera")
                        .put("hall", hall)
                        .put("starts_at", start.toString())
                        .put("format", "2D")
                        .putObject("prices")
                        .put("STANDARD", 90_000);
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> rows() {
        return IntStream.range(0, (seats + ROW - 1) / ROW)
                .mapToObj(row -> row(row) + " " + "S".repeat(Math.min(ROW, seats - row * ROW)))
                .toList();
    }
}
