package io.seatline.local.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A cinema of Ha Noi that shows one movie. */
final class SmallCinema {
    /** Rows A-E of ten seats, A1-A2 accessible, D VIP, E couples. */
    static final List<String> FIFTY_SEATS =
            List.of("A AASSS_SSSSS", "B SSSSS_SSSSS", "C SSSSS_SSSSS", "D VVVVV_VVVVV", "E CCCCC_CCCCC");

    private static final Map<String, Integer> PRICES =
            Map.of("STANDARD", 90_000, "VIP", 120_000, "COUPLE", 150_000, "ACCESSIBLE", 70_000);
    private static final Duration FIRST_SHOW = Duration.ofHours(10);
    private static final Duration BETWEEN_SHOWS = Duration.ofHours(4);

    private SmallCinema() {}

    /**
     * The catalog: so many halls of these rows, each with so many shows, named {@code show0} and on.
     *
     * @param now shows begin some hours later
     */
    static ObjectNode catalog(Instant now, int halls, int showsAHall, List<String> rows) {
        ObjectNode document = Api.JSON.createObjectNode();
        document.set("cities", list(object().put("id", "ha-noi").put("name", "Ha Noi")));
        ArrayNode allHalls = Api.JSON.createArrayNode();
        ArrayNode shows = Api.JSON.createArrayNode();
        Instant first = now.plus(FIRST_SHOW).truncatedTo(ChronoUnit.HOURS);
        for (int hall = 0; hall < halls; hall++) {
            ObjectNode one = object().put("id", "hall-" + hall).put("name", "Hall " + hall);
            one.set("rows", Api.JSON.valueToTree(rows));
            allHalls.add(one);
            for (int slot = 0; slot < showsAHall; slot++) {
                ObjectNode show = object().put("id", "show" + (hall * showsAHall + slot))
                        .put("movie", "mai")
                        .put("cinema", "opera")
                        .put("hall", "hall-" + hall)
                        .put(
                                "starts_at",
                                first.plus(BETWEEN_SHOWS.multipliedBy(slot)).toString())
                        .put("format", "2D");
                show.set("prices", prices(rows));
                shows.add(show);
            }
        }
        ObjectNode cinema = object().put("id", "opera")
                .put("name", "Opera Cinema")
                .put("address", "1 Trang Tien, Ha Noi")
                .put("city", "ha-noi");
        cinema.set("halls", allHalls);
        document.set("cinemas", list(cinema));
        ObjectNode movie = object().put("id", "mai")
                .put("title", "Mai")
                .put("duration_minutes", 120)
                .put("rating", "T16");
        movie.set("genres", Api.JSON.createArrayNode().add("Drama"));
        movie.set("languages", Api.JSON.createArrayNode().add("vi"));
        document.set("movies", list(movie));
        document.set("shows", shows);
        return document;
    }

    /** Of the kinds of seats that there are; a catalog that prices others is refused. */
    private static ObjectNode prices(List<String> rows) {
        ObjectNode prices = object();
        Map.of("S", "STANDARD", "V", "VIP", "C", "COUPLE", "A", "ACCESSIBLE").forEach((letter, kind) -> {
            if (rows.stream().anyMatch(row -> row.substring(2).contains(letter))) {
                prices.put(kind, PRICES.get(kind));
            }
        });
        return prices;
    }

    private static ObjectNode object() {
        return Api.JSON.createObjectNode();
    }

    private static ArrayNode list(ObjectNode only) {
        return Api.JSON.createArrayNode().add(only);
    }
}
