package io.seatline.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The import document of a cinema in Ha Noi that shows one movie. */
public final class TestCatalog {
    /** Rows A-E of ten seats, A1-A2 accessible, D VIP, E couples. */
    public static final List<String> FIFTY_SEATS =
            List.of("A AASSS_SSSSS", "B SSSSS_SSSSS", "C SSSSS_SSSSS", "D VVVVV_VVVVV", "E CCCCC_CCCCC");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES =
            Map.of("S", "STANDARD", "V", "VIP", "C", "COUPLE", "A", "ACCESSIBLE");
    private static final Map<String, Integer> PRICES =
            Map.of("STANDARD", 90_000, "VIP", 120_000, "COUPLE", 150_000, "ACCESSIBLE", 70_000);
    private static final Duration FIRST_SHOW = Duration.ofHours(10);
    private static final Duration BETWEEN_SHOWS = Duration.ofHours(4);

    private TestCatalog() {}

    /** Returns the id of a show, counted from 0 hall by hall. */
    public static String show(int number) {
        return "show" + number;
    }

    /**
     * Builds the document.
     *
     * @param now the first shows begin ten hours later
     * @param rows the seats of each hall, such as {@link #FIFTY_SEATS}
     */
    public static ObjectNode of(Instant now, int halls, int showsPerHall, List<String> rows) {
        ObjectNode document = read("""
                {"cities":[{"id":"ha-noi","name":"Ha Noi"}],
                 "movies":[{"id":"mai","title":"Mai","duration_minutes":120,"rating":"T16",
                            "genres":["Drama"],"languages":["vi"]}],
                 "cinemas":[{"id":"opera","name":"Opera Cinema","address":"1 Trang Tien, Ha Noi","city":"ha-noi"}]}
                """);
        ArrayNode allHalls = ((ObjectNode) document.get("cinemas").get(0)).putArray("halls");
        ArrayNode shows = document.putArray("shows");
        Instant first = now.plus(FIRST_SHOW).truncatedTo(ChronoUnit.HOURS);
        for (int hall = 0; hall < halls; hall++) {
            allHalls.addObject()
                    .put("id", "hall-" + hall)
                    .put("name", "Hall " + hall)
                    .set("rows", JSON.valueToTree(rows));
            for (int slot = 0; slot < showsPerHall; slot++) {
                shows.addObject()
                        .put("id", show(hall * showsPerHall + slot))
                        .put("movie", "mai")
                        .put("cinema", "opera")
                        .put("hall", "hall-" + hall)
                        .put(
                                "starts_at",
                                first.plus(BETWEEN_SHOWS.multipliedBy(slot)).toString())
                        .put("format", "2D")
                        .set("prices", prices(rows));
            }
        }
        return document;
    }

    /** Prices the types of seats that there are; the import refuses others. */
    private static ObjectNode prices(List<String> rows) {
        ObjectNode prices = JSON.createObjectNode();
        TYPES.forEach((letter, type) -> {
            if (rows.stream().anyMatch(row -> row.substring(row.indexOf(' ')).contains(letter))) {
                prices.put(type, PRICES.get(type));
            }
        });
        return prices;
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
