package io.seatline.local.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A catalog to try Seatline with: invented cinemas and movies in Vietnamese cities, and their programme for today and
 * the seven days after. It is an import document like an operator's.
 *
 * <p>What is on at a given hall and time depends on the date alone, so a later start of the server loads the same shows
 * with the same ids again. Shows that have started are left out. There is always one that starts hours from now: the
 * last day is never today.
 */
public final class SampleCatalog {
    /** How long a slow machine may take to start; the import refuses shows that have started. */
    private static final Duration START_TIME = Duration.ofMinutes(3);

    private static final String RESOURCE = "sample-catalog.json";
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int DAYS = 8;
    private static final LocalTime OPENS = LocalTime.of(10, 0);
    private static final LocalTime LAST_START = LocalTime.of(23, 0);
    private static final LocalTime EVENING = LocalTime.of(17, 0);

    /** To leave, to clean, to come in. */
    private static final int BREAK_MINUTES = 20;

    private static final int ROUND_MINUTES = 5;
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;

    public SampleCatalog(InstantSource clock) {
        this.clock = clock;
    }

    /** The import document. */
    public JsonNode document() {
        JsonNode sample = read();
        ObjectNode document = json.createObjectNode();
        document.set("cities", sample.get("cities"));
        ArrayNode cinemas = document.putArray("cinemas");
        sample.get("cinemas").forEach(cinema -> cinemas.add(cinema(sample, cinema)));
        document.set("movies", sample.get("movies"));
        ArrayNode shows = document.putArray("shows");
        int hallNumber = 0;
        for (JsonNode cinema : sample.get("cinemas")) {
            for (JsonNode hall : cinema.get("halls")) {
                hallNumber++;
                addShows(shows, sample, cinema.get("id").asText(), hall.asText(), hallNumber);
            }
        }
        return document;
    }

    private JsonNode read() {
        try (InputStream in = SampleCatalog.class.getResourceAsStream(RESOURCE)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode cinema(JsonNode sample, JsonNode cinema) {
        ObjectNode described = cinema.deepCopy();
        ArrayNode halls = described.putArray("halls");
        for (JsonNode kind : cinema.get("halls")) {
            JsonNode hall = sample.get("halls").get(kind.asText());
            ObjectNode entry = halls.addObject();
            entry.put("id", kind.asText());
            entry.set("name", hall.get("name"));
            entry.set("rows", hall.get("rows"));
            if (hall.has("numbering")) {
                entry.set("numbering", hall.get("numbering"));
            }
        }
        return described;
    }

    private void addShows(ArrayNode shows, JsonNode sample, String cinema, String hall, int hallNumber) {
        Instant earliest = clock.instant().plus(START_TIME);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = today.plusDays(day);
            // Halls open a little apart and begin the day with different movies.
            ZonedDateTime start =
                    date.atTime(OPENS).plusMinutes(hallNumber * 15L % 60).atZone(ZONE);
            int turn = Math.toIntExact(Math.floorMod(date.toEpochDay() * 3 + hallNumber * 5L, 1_000_000L));
            while (!start.isAfter(date.atTime(LAST_START).atZone(ZONE))) {
                JsonNode movie =
                        sample.get("movies").get(turn % sample.get("movies").size());
                if (start.toInstant().isAfter(earliest)) {
                    addShow(shows.addObject(), sample, new Slot(cinema, hall, hallNumber, start, movie, turn));
                }
                int minutes = movie.get("duration_minutes").asInt() + BREAK_MINUTES;
                start = start.plusMinutes(minutes + Math.floorMod(-minutes, ROUND_MINUTES));
                turn++;
            }
        }
    }

    /** A time in a hall and what is shown then. */
    private record Slot(String cinema, String hall, int hallNumber, ZonedDateTime start, JsonNode movie, int turn) {}

    private static void addShow(ObjectNode show, JsonNode sample, Slot slot) {
        JsonNode hall = sample.get("halls").get(slot.hall());
        String format = hall.get("formats")
                .get(slot.turn() % hall.get("formats").size())
                .asText();
        show.put("id", "h" + slot.hallNumber() + "t" + slot.start().format(ID_TIME));
        show.set("movie", slot.movie().get("id"));
        show.put("cinema", slot.cinema());
        show.put("hall", slot.hall());
        show.put("starts_at", TIME.format(slot.start()));
        show.put("format", format);
        if (hall.has("sales_open_days_before")) {
            LocalDate opens = slot.start()
                    .toLocalDate()
                    .minusDays(hall.get("sales_open_days_before").asInt());
            show.put("sales_open_at", TIME.format(opens.atTime(OPENS).atZone(ZONE)));
        }
        if (hall.has("sales_close_minutes")) {
            show.set("sales_close_minutes", hall.get("sales_close_minutes"));
        }
        boolean evening = !slot.start().toLocalTime().isBefore(EVENING);
        int surcharge = evening ? sample.get("evening_surcharge").asInt() : 0;
        ObjectNode prices = show.putObject("prices");
        sample.get("prices")
                .get(format)
                .properties()
                .forEach(price -> prices.put(price.getKey(), price.getValue().asInt() + surcharge));
    }
}
