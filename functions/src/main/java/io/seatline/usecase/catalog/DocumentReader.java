package io.seatline.usecase.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.usecase.catalog.CatalogDocument.Entry;
import io.seatline.usecase.catalog.CatalogDocument.Hall;
import io.seatline.usecase.catalog.DocumentObject.Item;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a catalog document and notes everything that is wrong with it in itself. Its form is described by
 * {@code schemas/catalog.schema.json}; beyond that, ids are unique, references lead somewhere and prices fit the hall.
 * A thing that is wrong in one respect can still be referred to, so that one mistake is one problem.
 */
final class DocumentReader {
    static final String DEFAULT_ZONE = "Asia/Ho_Chi_Minh";

    /** MoMo takes 1,000 to 50,000,000 VND at once, and a booking may be one seat or ten. */
    static final long MIN_PRICE = 1_000;

    static final long MAX_PRICE = 50_000_000 / Policies.MAX_SEATS;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String ID_HINT = "an id of 1 to 64 of a-z 0-9 -";
    private static final Pattern SHOW_ID = Pattern.compile("[a-z0-9]{1,32}");
    private static final String SHOW_ID_HINT = "a show id of 1 to 32 of a-z 0-9";
    private static final Pattern RATING = Pattern.compile("P|K|T13|T16|T18");
    private static final String RATING_HINT = "one of P, K, T13, T16, T18";
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})");
    private static final String TIME_HINT = "a time with seconds and offset such as 2026-11-22T19:30:00+07:00";

    private static final Set<String> DOCUMENT = Set.of("cities", "cinemas", "movies", "shows");
    private static final Set<String> CITY = Set.of("id", "name");
    private static final Set<String> CINEMA = Set.of("id", "name", "address", "city", "time_zone", "halls");
    private static final Set<String> HALL = Set.of("id", "name", "rows");
    private static final Set<String> MOVIE = Set.of("id", "title", "duration_minutes", "rating", "genres", "languages");
    private static final Set<String> SHOW = Set.of("id", "movie", "cinema", "hall", "starts_at", "format", "prices");
    private static final Set<String> CATEGORIES =
            Arrays.stream(SeatCategory.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final List<Problem> problems;

    /** Where an id was first used, by kind and id. */
    private final Map<String, String> used = new HashMap<>();

    private final List<City> cities = new ArrayList<>();
    private final List<Show.Cinema> cinemas = new ArrayList<>();
    private final List<Hall> halls = new ArrayList<>();
    private final List<Movie> movies = new ArrayList<>();
    private final List<Entry> shows = new ArrayList<>();

    /** Notes problems in the list. */
    DocumentReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** What the document says, without what could not be read. */
    CatalogDocument read(JsonNode node) {
        DocumentObject document = new DocumentObject(node, "$", problems, DOCUMENT);
        document.items("cities").forEach(this::city);
        document.items("cinemas").forEach(this::cinema);
        document.items("movies").forEach(this::movie);
        document.items("shows").forEach(this::show);
        return new CatalogDocument(cities, cinemas, halls, movies, shows);
    }

    private void city(Item item) {
        DocumentObject city = new DocumentObject(item.node(), item.path(), problems, CITY);
        Optional<String> id = newId(city, "city", "", ID, ID_HINT);
        Optional<String> name = city.text("name", 100);
        if (id.isPresent() && name.isPresent()) {
            cities.add(new City(id.get(), name.get()));
        }
    }

    private void cinema(Item item) {
        DocumentObject cinema = new DocumentObject(item.node(), item.path(), problems, CINEMA);
        Optional<String> id = newId(cinema, "cinema", "", ID, ID_HINT);
        Optional<String> name = cinema.text("name", 200);
        Optional<String> address = cinema.text("address", 300);
        Optional<String> city = reference(cinema, "city", "city", "");
        Optional<String> zone = zone(cinema);
        cinema.items("halls").forEach(hall -> hall(hall, id));
        if (id.isPresent() && name.isPresent() && address.isPresent() && city.isPresent() && zone.isPresent()) {
            cinemas.add(new Show.Cinema(id.get(), name.get(), address.get(), city.get(), zone.get()));
        }
    }

    private Optional<String> zone(DocumentObject cinema) {
        if (!cinema.has("time_zone")) {
            return Optional.of(DEFAULT_ZONE);
        }
        return cinema.text("time_zone", 60).filter(zone -> {
            boolean known = ZoneId.getAvailableZoneIds().contains(zone);
            if (!known) {
                cinema.problem("time_zone", "no IANA time zone \"" + zone + "\"; use one such as " + DEFAULT_ZONE);
            }
            return known;
        });
    }

    private void hall(Item item, Optional<String> cinemaId) {
        DocumentObject hall = new DocumentObject(item.node(), item.path(), problems, HALL);
        // Without the cinema's id, ids are still compared among the halls of the same cinema.
        String cinema = cinemaId.orElse(item.path().substring(0, item.path().lastIndexOf('.')));
        Optional<String> id = newId(hall, "hall", cinema, ID, ID_HINT);
        Optional<String> name = hall.text("name", 60);
        Optional<HallLayout> layout = layout(hall);
        if (cinemaId.isPresent() && id.isPresent() && name.isPresent() && layout.isPresent()) {
            halls.add(new Hall(cinema, id.get(), name.get(), layout.get()));
        }
    }

    private Optional<HallLayout> layout(DocumentObject hall) {
        int before = problems.size();
        List<Item> lines = hall.items("rows");
        if (problems.size() == before && (lines.isEmpty() || lines.size() > HallNotation.MAX_ROWS)) {
            hall.problem("rows", "must be 1 to " + HallNotation.MAX_ROWS + " rows, not " + lines.size());
        }
        List<Row> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Item line : lines) {
            String text = line.node().isTextual() ? line.node().textValue() : "";
            if (!HallNotation.isRow(text)) {
                problems.add(new Problem(
                        line.path(),
                        "must be a row's letters, a blank and its places, such as"
                                + " \"F SSS_VVVV_SSS\" (S standard, V VIP, C couple, A accessible, _ no seat), not "
                                + line.node()));
                continue;
            }
            Row row = HallNotation.row(text);
            if (!names.add(row.name())) {
                problems.add(new Problem(line.path(), "the hall has a row " + row.name() + " already"));
            } else if (row.seats().isEmpty()) {
                problems.add(new Problem(line.path(), "row " + row.name() + " has no seat; leave it out"));
            }
            rows.add(row);
        }
        return problems.size() == before ? Optional.of(HallNotation.layout(rows)) : Optional.empty();
    }

    private void movie(Item item) {
        DocumentObject movie = new DocumentObject(item.node(), item.path(), problems, MOVIE);
        Optional<String> id = newId(movie, "movie", "", ID, ID_HINT);
        Optional<String> title = movie.text("title", 200);
        Optional<Long> minutes = movie.wholeNumber("duration_minutes", 1, 1_000);
        Optional<String> rating = movie.text("rating", RATING, RATING_HINT);
        List<String> genres = movie.texts("genres", 60);
        List<String> languages = movie.texts("languages", 60);
        if (id.isPresent() && title.isPresent() && minutes.isPresent() && rating.isPresent()) {
            movies.add(
                    new Movie(id.get(), title.get(), Math.toIntExact(minutes.get()), rating.get(), genres, languages));
        }
    }

    private void show(Item item) {
        DocumentObject show = new DocumentObject(item.node(), item.path(), problems, SHOW);
        Optional<String> id = newId(show, "show", "", SHOW_ID, SHOW_ID_HINT);
        Optional<String> movieId = reference(show, "movie", "movie", "");
        Optional<String> cinemaId = reference(show, "cinema", "cinema", "");
        // In which cinema to look for the hall is only known with the cinema.
        Optional<String> hallId =
                cinemaId.isPresent() ? reference(show, "hall", "hall", cinemaId.get()) : show.text("hall", ID, ID_HINT);
        Optional<Instant> start = time(show);
        Optional<String> format = show.text("format", 20);

        Optional<Movie> movie = movieId.flatMap(
                m -> movies.stream().filter(known -> known.id().equals(m)).findFirst());
        Optional<Show.Cinema> cinema = cinemaId.flatMap(
                c -> cinemas.stream().filter(known -> known.id().equals(c)).findFirst());
        Optional<Hall> hall = hallId.flatMap(h -> halls.stream()
                .filter(known ->
                        known.id().equals(h) && Optional.of(known.cinemaId()).equals(cinemaId))
                .findFirst());
        Optional<Map<SeatCategory, Vnd>> prices = prices(show, hall);
        if (id.isEmpty()
                || movie.isEmpty()
                || cinema.isEmpty()
                || hall.isEmpty()
                || start.isEmpty()
                || format.isEmpty()
                || prices.isEmpty()) {
            return;
        }
        ScheduledShow scheduled = new ScheduledShow(
                new ShowId(id.get()),
                movie.get().id(),
                cinema.get().id(),
                cinema.get().cityId(),
                hall.get().id(),
                hall.get().name(),
                hall.get().layout().id(),
                start.get(),
                start.get().plus(Duration.ofMinutes(movie.get().durationMinutes())),
                format.get(),
                prices.get());
        shows.add(new Entry(scheduled, show.path()));
    }

    private Optional<Instant> time(DocumentObject show) {
        return show.text("starts_at", TIME, TIME_HINT).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException _) {
                show.problem("starts_at", "there is no time " + text + "; give " + TIME_HINT);
                return Optional.empty();
            }
        });
    }

    /** A price for each kind of seat that the hall has and for no other. */
    private Optional<Map<SeatCategory, Vnd>> prices(DocumentObject show, Optional<Hall> hall) {
        int before = problems.size();
        Optional<DocumentObject> given = show.object("prices", CATEGORIES);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        DocumentObject prices = given.get();
        Set<SeatCategory> inHall = EnumSet.noneOf(SeatCategory.class);
        hall.ifPresent(
                h -> h.layout().seats().values().stream().map(Seat::category).forEach(inHall::add));
        Map<SeatCategory, Vnd> found = new EnumMap<>(SeatCategory.class);
        for (SeatCategory category : SeatCategory.values()) {
            String name = category.name();
            if (prices.has(name) && hall.isPresent() && !inHall.contains(category)) {
                prices.problem(name, "hall \"" + hall.get().id() + "\" has no " + name + " seat; leave the price out");
            } else if (prices.has(name) || inHall.contains(category)) {
                prices.wholeNumber(name, MIN_PRICE, MAX_PRICE).ifPresent(price -> found.put(category, new Vnd(price)));
            }
        }
        return problems.size() == before ? Optional.of(found) : Optional.empty();
    }

    private Optional<String> newId(DocumentObject object, String kind, String within, Pattern form, String hint) {
        Optional<String> id = object.text("id", form, hint);
        if (id.isEmpty()) {
            return id;
        }
        String first = used.putIfAbsent(kind + "/" + within + "/" + id.get(), object.path());
        if (first != null) {
            object.problem("id", "\"" + id.get() + "\" is already the id of " + first);
            return Optional.empty();
        }
        return id;
    }

    private Optional<String> reference(DocumentObject object, String field, String kind, String within) {
        return object.text(field, ID, ID_HINT).filter(id -> {
            boolean known = used.containsKey(kind + "/" + within + "/" + id);
            if (!known) {
                String where = within.isEmpty() ? " in this document" : " in cinema \"" + within + "\"";
                object.problem(field, "no " + kind + " \"" + id + "\"" + where);
            }
            return known;
        });
    }
}
