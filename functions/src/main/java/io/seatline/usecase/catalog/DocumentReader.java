package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.usecase.catalog.CatalogDocument.Entry;
import io.seatline.usecase.catalog.CatalogDocument.Hall;
import io.seatline.usecase.catalog.HallNotation.Numbering;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a catalog document and collects its problems. {@link CatalogSchema} checks the form; this class checks that ids are
 * unique, references resolve, times exist and prices fit the hall. An item with a problem can still be referred to, so that
 * one mistake is one problem.
 */
final class DocumentReader {
    static final String DEFAULT_ZONE = "Asia/Ho_Chi_Minh";

    private final List<CatalogProblem> problems;

    /** The path of an id's first use, by kind and id. */
    private final Map<String, String> used = new HashMap<>();

    private final List<City> cities = new ArrayList<>();
    private final List<Show.Cinema> cinemas = new ArrayList<>();
    private final List<Hall> halls = new ArrayList<>();
    private final List<Movie> movies = new ArrayList<>();
    private final List<Entry> shows = new ArrayList<>();

    /** Adds problems to the list. */
    DocumentReader(List<CatalogProblem> problems) {
        this.problems = problems;
    }

    /** Returns the parts of the document that could be read. */
    CatalogDocument read(JsonNode node) {
        CatalogSchema.Checked checked = CatalogSchema.check(node);
        problems.addAll(checked.problems());
        WellFormedDocument document = WellFormedDocument.of(checked);
        each("cities", document.cities(), this::city);
        each("cinemas", document.cinemas(), this::cinema);
        each("movies", document.movies(), this::movie);
        each("shows", document.shows(), this::show);
        return CatalogDocumentBuilder.builder()
                .cities(cities)
                .cinemas(cinemas)
                .halls(halls)
                .movies(movies)
                .shows(shows)
                .paths((kind, id) -> used.get(key(kind, "", id)))
                .build();
    }

    private static <T> void each(String path, List<T> items, BiConsumer<String, T> read) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) != null) {
                read.accept(path + "[" + i + "]", items.get(i));
            }
        }
    }

    private void city(String path, WellFormedDocument.City city) {
        Optional<String> id = newId(path, "city", "", city.id());
        if (id.isPresent() && city.name() != null) {
            cities.add(new City(id.get(), city.name()));
        }
    }

    private void cinema(String path, WellFormedDocument.Cinema cinema) {
        Optional<String> id = newId(path, "cinema", "", cinema.id());
        Optional<String> city = reference(path + ".city", "city", "", cinema.city());
        Optional<String> zone = zone(path + ".time_zone", cinema.timeZone());
        // Without a cinema id, hall ids are still compared within the same cinema.
        each(path + ".halls", cinema.halls(), (at, hall) -> hall(at, hall, id.orElse(path)));
        if (id.isPresent() && city.isPresent() && zone.isPresent() && complete(cinema.name(), cinema.address())) {
            cinemas.add(new Show.Cinema(id.get(), cinema.name(), cinema.address(), city.get(), zone.get())
                    .with(WellFormedDocument.policies(cinema.policies())));
        }
    }

    private Optional<String> zone(String path, String given) {
        String zone = Objects.requireNonNullElse(given, DEFAULT_ZONE);
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            problem(path, "no IANA time zone \"" + zone + "\"; use one such as " + DEFAULT_ZONE);
            return Optional.empty();
        }
        return Optional.of(zone);
    }

    private void hall(String path, WellFormedDocument.Hall hall, String cinema) {
        Optional<String> id = newId(path, "hall", cinema, hall.id());
        Optional<HallLayout> layout = layout(path, hall);
        if (id.isPresent() && layout.isPresent() && hall.name() != null) {
            halls.add(new Hall(cinema, id.get(), hall.name(), layout.get()));
        }
    }

    private Optional<HallLayout> layout(String path, WellFormedDocument.Hall hall) {
        List<String> lines = hall.rows();
        Set<String> names = new HashSet<>();
        each(path + ".rows", lines, (at, line) -> {
            List<Row> rows = HallNotation.rows(List.of(line), Numbering.PLAIN);
            if (rows.isEmpty()) {
                boolean between = !at.endsWith("[0]") && !at.endsWith("[" + (lines.size() - 1) + "]");
                if (!between) {
                    problem(at, "an aisle across must lie between two rows; leave it out");
                }
            } else if (!names.add(rows.getFirst().name())) {
                problem(at, "the hall already has a row " + rows.getFirst().name() + "; rename one");
            } else if (rows.getFirst().seats().isEmpty()) {
                problem(at, "row " + rows.getFirst().name() + " has no seat; leave it out");
            }
        });
        boolean complete = !lines.isEmpty() && isSound(path + ".rows") && isSound(path + ".numbering");
        return complete
                ? Optional.of(
                        HallNotation.layout(HallNotation.rows(lines, WellFormedDocument.numbering(hall.numbering()))))
                : Optional.empty();
    }

    /** Whether no problem is at this path or below it. */
    private boolean isSound(String path) {
        return problems.stream().map(CatalogProblem::path).noneMatch(at -> at.startsWith(path));
    }

    private void movie(String path, WellFormedDocument.Movie movie) {
        Optional<String> id = newId(path, "movie", "", movie.id());
        if (id.isPresent() && complete(movie.title(), movie.durationMinutes(), movie.rating())) {
            movies.add(MovieBuilder.builder()
                    .id(id.get())
                    .title(movie.title())
                    .durationMinutes(movie.durationMinutes())
                    .rating(movie.rating())
                    .genres(movie.genres().stream().filter(Objects::nonNull).toList())
                    .languages(
                            movie.languages().stream().filter(Objects::nonNull).toList())
                    .posterUrl(Optional.ofNullable(movie.posterUrl()))
                    .synopsis(Optional.ofNullable(movie.synopsis()))
                    .build());
        }
    }

    private void show(String path, WellFormedDocument.Show show) {
        Optional<String> id = newId(path, "show", "", show.id());
        Optional<Movie> movie = reference(path + ".movie", "movie", "", show.movie())
                .flatMap(m -> first(movies, known -> known.id().equals(m)));
        Optional<String> cinemaId = reference(path + ".cinema", "cinema", "", show.cinema());
        Optional<Show.Cinema> cinema =
                cinemaId.flatMap(c -> first(cinemas, known -> known.id().equals(c)));
        // A hall can only be looked up within a known cinema.
        Optional<Hall> hall = cinemaId.flatMap(c -> reference(path + ".hall", "hall", c, show.hall())
                .flatMap(h -> first(
                        halls, known -> known.id().equals(h) && known.cinemaId().equals(c))));
        Optional<Instant> start = time(path + ".starts_at", show.startsAt());
        Optional<Map<SeatCategory, Vnd>> prices = hall.flatMap(h -> prices(path + ".prices", show.prices(), h));
        SalesWindow window =
                new SalesWindow(time(path + ".sales_open_at", show.salesOpenAt()), show.salesCloseMinutes());
        if (id.isEmpty() || movie.isEmpty() || cinema.isEmpty() || hall.isEmpty() || start.isEmpty()) {
            return;
        }
        Instant salesEnd = window.closesAt(start.get());
        if (window.opensAt().filter(opens -> !opens.isBefore(salesEnd)).isPresent()) {
            problem(path + ".sales_open_at", "sales end at " + salesEnd + "; open them earlier");
        }
        ScheduledShow scheduled = ScheduledShowBuilder.builder()
                .id(new ShowId(id.get()))
                .movieId(movie.get().id())
                .cinemaId(cinema.get().id())
                .cityId(cinema.get().cityId())
                .hallId(hall.get().id())
                .hallName(hall.get().name())
                .layoutId(hall.get().layout().id())
                .startsAt(start.get())
                .endsAt(start.get().plus(Duration.ofMinutes(movie.get().durationMinutes())))
                .format(Objects.requireNonNullElse(show.format(), ""))
                .prices(prices.orElse(Map.of()))
                .salesWindow(window)
                .version(Show.FIRST_VERSION)
                .build();
        shows.add(new Entry(scheduled, path, isSound(path)));
    }

    private Optional<Instant> time(String path, String text) {
        return Optional.ofNullable(text).flatMap(time -> {
            try {
                return Optional.of(OffsetDateTime.parse(time).toInstant());
            } catch (DateTimeException _) {
                problem(path, "there is no time " + time + "; give one that exists");
                return Optional.empty();
            }
        });
    }

    /** Checks for a price for each seat category of the hall and for no other. */
    private Optional<Map<SeatCategory, Vnd>> prices(String path, Map<String, Long> given, Hall hall) {
        if (given == null) {
            return Optional.empty();
        }
        int before = problems.size();
        Set<SeatCategory> inHall = hall.layout().seats().values().stream()
                .map(Seat::category)
                .collect(toCollection(() -> EnumSet.noneOf(SeatCategory.class)));
        Map<SeatCategory, Vnd> prices = new EnumMap<>(SeatCategory.class);
        for (SeatCategory category : SeatCategory.values()) {
            String name = category.name();
            Long price = given.get(name);
            if (price == null && !given.containsKey(name) && inHall.contains(category)) {
                problem(path + "." + name, "is missing; give one, since hall \"" + hall.id() + "\" has such seats");
            } else if (price != null && !inHall.contains(category)) {
                problem(path + "." + name, "hall \"" + hall.id() + "\" has no " + name + " seat; leave the price out");
            } else if (price != null) {
                prices.put(category, new Vnd(price));
            }
        }
        boolean complete = problems.size() == before && prices.keySet().equals(inHall);
        return complete ? Optional.of(prices) : Optional.empty();
    }

    private static String key(String kind, String within, String id) {
        return kind + "/" + within + "/" + id;
    }

    private Optional<String> newId(String path, String kind, String within, String id) {
        if (id == null) {
            return Optional.empty();
        }
        String first = used.putIfAbsent(key(kind, within, id), path);
        if (first != null) {
            problem(path + ".id", "\"" + id + "\" is already the id of " + first);
            return Optional.empty();
        }
        return Optional.of(id);
    }

    private Optional<String> reference(String path, String kind, String within, String id) {
        return Optional.ofNullable(id).filter(_ -> {
            boolean known = used.containsKey(key(kind, within, id));
            if (!known) {
                String where = within.isEmpty() ? " in this document" : " in cinema \"" + within + "\"";
                problem(path, "no " + kind + " \"" + id + "\"" + where);
            }
            return known;
        });
    }

    private void problem(String path, String message) {
        problems.add(new CatalogProblem(path, message));
    }

    private static boolean complete(Object... fields) {
        return Stream.of(fields).noneMatch(Objects::isNull);
    }

    private static <T> Optional<T> first(List<T> things, Predicate<T> which) {
        return things.stream().filter(which).findFirst();
    }
}
