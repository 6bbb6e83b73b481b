package io.seatline.adapter.dynamodb.catalog;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.Show;
import io.seatline.usecase.catalog.City;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.search.CatalogSearch;
import io.seatline.usecase.search.ListedShow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Searches the table Catalog with eventually consistent reads. Answers are cached in the environment. */
public final class DynamoDbCatalogSearch implements CatalogSearch {
    /** Maximum age of an answer. */
    public static final Duration FRESH_FOR = Duration.ofSeconds(30);

    private static final Duration LONGEST_SALE = Duration.ofMinutes(SalesWindow.MAX_CLOSE_MINUTES);
    private static final int MAX_MOVIES = 5_000;
    private static final int MAX_CITIES = 500;
    /** In all cached programmes together: some ten megabytes. */
    private static final int MAX_LISTED_SHOWS = 20_000;

    private final CatalogReads reads;
    private final InstantSource clock;
    private final LoadingCache<String, Places> places;
    private final LoadingCache<String, List<CatalogItems.CityMovie>> cityMovies;
    private final Cache<String, Optional<Movie>> movies;
    private final LoadingCache<Programme, List<ListedShow>> programmes;

    /** All cities and cinemas by their ids. */
    private record Places(Map<String, City> cities, Map<String, Show.Cinema> cinemas) {}

    /** The key of a programme, and a date to which it is limited. */
    private record Programme(String pk, Optional<LocalDate> date) {}

    public DynamoDbCatalogSearch(DynamoDbClient client, String table, InstantSource clock) {
        this.reads = CatalogReads.recent(client, table);
        this.clock = clock;
        this.places = CatalogCaches.keeping(FRESH_FOR, clock).build(_ -> readPlaces());
        this.cityMovies = CatalogCaches.keeping(FRESH_FOR, clock)
                .maximumSize(MAX_CITIES)
                .build(id -> reads.prefixed(CatalogItems.CITY_MOVIE, CatalogTable.city(id), CatalogTable.MOVIE_PREFIX));
        this.movies =
                CatalogCaches.keeping(FRESH_FOR, clock).maximumSize(MAX_MOVIES).build();
        this.programmes = CatalogCaches.keeping(FRESH_FOR, clock)
                .maximumWeight(MAX_LISTED_SHOWS)
                .<Programme, List<ListedShow>>weigher((_, shows) -> shows.size() + 1)
                .build(this::readProgramme);
    }

    @Override
    public List<CityEntry> cities() {
        Places all = places.get(CatalogTable.CITIES);
        Map<String, Long> cinemas =
                all.cinemas().values().stream().collect(groupingBy(Show.Cinema::cityId, counting()));
        return all.cities().values().stream()
                .map(city -> new CityEntry(city, Math.toIntExact(cinemas.getOrDefault(city.id(), 0L))))
                .toList();
    }

    @Override
    public boolean hasCity(String id) {
        return places.get(CatalogTable.CITIES).cities().containsKey(id);
    }

    @Override
    public List<Show.Cinema> cinemas(String cityId) {
        return places.get(CatalogTable.CITIES).cinemas().values().stream()
                .filter(cinema -> cinema.cityId().equals(cityId))
                .toList();
    }

    @Override
    public Optional<Show.Cinema> cinema(String id) {
        return Optional.ofNullable(places.get(CatalogTable.CITIES).cinemas().get(id));
    }

    private Places readPlaces() {
        return new Places(
                CatalogReads.by(
                        City::id, reads.prefixed(CatalogItems.CITY, CatalogTable.CITIES, CatalogTable.CITY_PREFIX)),
                CatalogReads.by(
                        Show.Cinema::id,
                        reads.prefixed(CatalogItems.CINEMA, CatalogTable.CITIES, CatalogTable.CINEMA_PREFIX)));
    }

    @Override
    public List<Movie> listedMovies(String cityId, Instant after) {
        return movies(cityMovies.get(cityId).stream()
                .filter(listed -> listed.until().isAfter(after))
                .map(CatalogItems.CityMovie::movieId)
                .toList());
    }

    @Override
    public List<Movie> movies(Collection<String> ids) {
        return movies.getAll(ids, this::readMovies).values().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Reads movies, and remembers which do not exist. */
    private Map<String, Optional<Movie>> readMovies(Set<? extends String> ids) {
        Map<String, Optional<Movie>> found = new HashMap<>();
        ids.forEach(id -> found.put(id, Optional.empty()));
        reads.all(CatalogItems.MOVIE, Set.<String>copyOf(ids), CatalogReads::movieKey)
                .forEach(movie -> found.put(movie.id(), Optional.of(movie)));
        return found;
    }

    @Override
    public List<ListedShow> showsOfMovie(String cityId, String movieId, Optional<LocalDate> date) {
        return programmes.get(new Programme(CatalogTable.programme(cityId, movieId), date));
    }

    @Override
    public List<ListedShow> showsOfCinema(String cinemaId, Optional<LocalDate> date) {
        return programmes.get(new Programme(CatalogTable.cinema(cinemaId), date));
    }

    @Override
    public List<ListedShow> allShowsOfCinema(String cinemaId, LocalDate date) {
        return listed(CatalogTable.cinema(cinemaId), firstStart(date), lastStart(date));
    }

    private List<ListedShow> readProgramme(Programme programme) {
        Instant oldest = clock.instant().minus(LONGEST_SALE);
        Instant from = programme
                .date()
                .map(DynamoDbCatalogSearch::firstStart)
                .filter(oldest::isBefore)
                .orElse(oldest);
        return listed(
                programme.pk(),
                from,
                programme.date().map(DynamoDbCatalogSearch::lastStart).orElse(END_OF_TIME));
    }

    /** A date starts first at UTC+14. */
    private static Instant firstStart(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.ofHours(14));
    }

    /** A date ends last at UTC-12. */
    private static Instant lastStart(LocalDate date) {
        return date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.ofHours(-12));
    }

    private List<ListedShow> listed(String pk, Instant from, Instant to) {
        return from.isBefore(to)
                ? reads.between(CatalogItems.LISTING, pk, from, to).stream()
                        .map(CatalogItems.Listing::show)
                        .toList()
                : List.of();
    }
}
