package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.usecase.catalog.CatalogDocument.Hall;
import io.seatline.usecase.catalog.CatalogDocument.Loaded;
import io.seatline.usecase.catalog.CatalogDocument.Loaded.Move;
import io.seatline.usecase.catalog.CatalogWriter.ShowChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Imports a catalog document ({@code schemas/catalog.schema.json}): adds or changes what the document names and leaves the
 * rest of the catalog as it is.
 *
 * <p>A document with any problem changes nothing; the result lists the problems with their paths. A loaded show keeps its
 * movie, cinema, hall layout and start, because customers may hold its seats; its prices, format and sales window may
 * change until it starts. A cinema that moves to another city takes its loaded shows along, and a movie's new length
 * applies to its loaded shows to come. After a failure the catalog has complete items only, and repeating the import
 * completes it: an item is written after the items that it refers to, and a show in one transaction with its place in the
 * programme.
 */
public final class ImportCatalog {
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    private final CatalogWriter catalog;
    private final InstantSource clock;
    private final Progress progress;

    /** Receives the progress of a long import: once a second, and at its end. */
    @FunctionalInterface
    public interface Progress {
        /** Reports how many of the document's shows are done. */
        void shows(int done, int all);
    }

    public ImportCatalog(CatalogWriter catalog, InstantSource clock, Progress progress) {
        this.catalog = catalog;
        this.clock = clock;
        this.progress = progress;
    }

    /** The result of an import. */
    public sealed interface Result {
        /** The document is loaded; counts by {@code cities}, {@code cinemas}, {@code halls} ... */
        record Imported(Map<String, Count> counts) implements Result {}

        /** The time limit ended after so many of the document's shows; repeating the import loads the others. */
        record Unfinished(int shows, int all) implements Result {}

        /** Nothing is loaded because of these problems. */
        record Rejected(List<CatalogProblem> problems) implements Result {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }
    }

    /** How many items of a kind are new, changed or unchanged. */
    public record Count(int created, int updated, int unchanged) {}

    /** Imports a document, however long that takes. */
    public Result run(JsonNode node) {
        return run(node, Duration.ofDays(1));
    }

    /**
     * Imports a document.
     *
     * @param limit when to stop writing shows; at least {@link CatalogWriter#SHOWS_AT_ONCE} are written
     * @throws RuntimeException if the database fails; repeat the import
     */
    public Result run(JsonNode node, Duration limit) {
        Instant now = clock.instant();
        List<CatalogProblem> problems = new ArrayList<>();
        CatalogDocument document = new DocumentReader(problems).read(node);
        Loaded loaded = Loaded.read(catalog, document);
        List<ShowChange> shows = new ShowPlan(catalog, now, loaded, document, problems).changes();
        return problems.isEmpty() ? write(document, loaded, shows, now.plus(limit)) : new Result.Rejected(problems);
    }

    /**
     * Writes new movies and cinemas before the shows, and changed ones after them. If an import is interrupted, a repeat
     * still finds the old length or city, and with it the shows that are not changed yet.
     */
    private Result write(CatalogDocument document, Loaded loaded, List<ShowChange> shows, Instant until) {
        Changes<City> cities = Changes.of(document.cities(), City::id, loaded.cities());
        Changes<Show.Cinema> cinemas = Changes.of(document.cinemas(), Show.Cinema::id, loaded.cinemas());
        Changes<Movie> movies = Changes.of(document.movies(), Movie::id, loaded.movies());
        Count halls = writeLayouts(document.halls());
        movies.created().forEach(catalog::writeMovie);
        cinemas.created().forEach(catalog::writeCinema);
        int written = writeShows(shows, until);
        if (written < shows.size()) {
            return new Result.Unfinished(written, shows.size());
        }
        listMovies(shows);
        cities.created().forEach(catalog::writeCity);
        cities.updated().forEach(catalog::writeCity);
        relistMovies(loaded.moves(document), shows);
        movies.updated().forEach(catalog::writeMovie);
        cinemas.updated().forEach(catalog::writeCinema);
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put("cities", cities.count());
        counts.put("cinemas", cinemas.count());
        counts.put("halls", halls);
        counts.put("movies", movies.count());
        counts.put("shows", count(shows));
        return new Result.Imported(counts);
    }

    private Count writeLayouts(List<Hall> halls) {
        Map<String, HallLayout> layouts = halls.stream()
                .map(Hall::layout)
                .collect(toMap(HallLayout::id, Function.identity(), (first, _) -> first, LinkedHashMap::new));
        Set<String> loaded = catalog.loadedLayouts(layouts.keySet());
        layouts.values().stream()
                .filter(layout -> !loaded.contains(layout.id()))
                .forEach(catalog::writeLayout);
        int known = Math.toIntExact(halls.stream()
                .filter(hall -> loaded.contains(hall.layout().id()))
                .count());
        return new Count(halls.size() - known, 0, known);
    }

    private static Count count(List<ShowChange> shows) {
        int created = Math.toIntExact(
                shows.stream().filter(show -> show.before().isEmpty()).count());
        int unchanged =
                Math.toIntExact(shows.stream().filter(ShowChange::isNone).count());
        return new Count(created, shows.size() - created - unchanged, unchanged);
    }

    /** Writes shows until a time; returns how many are written, the unchanged ones included. */
    private int writeShows(List<ShowChange> shows, Instant until) {
        List<ShowChange> changed = shows.stream().filter(show -> !show.isNone()).toList();
        int all = shows.size();
        int done = all - changed.size();
        Instant lastReport = clock.instant();
        for (int from = 0; from < changed.size(); from += CatalogWriter.SHOWS_AT_ONCE) {
            int to = Math.min(from + CatalogWriter.SHOWS_AT_ONCE, changed.size());
            catalog.writeShows(changed.subList(from, to));
            done += to - from;
            Instant now = clock.instant();
            if (done < all && !now.isBefore(lastReport.plus(BETWEEN_REPORTS))) {
                progress.shows(done, all);
                lastReport = now;
            }
            if (now.isAfter(until)) {
                return done;
            }
        }
        progress.shows(all, all);
        return all;
    }

    private record Listing(String cityId, String movieId) {}

    private void listMovies(List<ShowChange> shows) {
        Map<Listing, List<ScheduledShow>> listings = shows.stream()
                .map(ShowChange::after)
                .collect(groupingBy(show -> new Listing(show.cityId(), show.movieId()), LinkedHashMap::new, toList()));
        listings.forEach((listing, of) -> {
            ScheduledShow last = of.stream()
                    .max(Comparator.comparing(ScheduledShow::salesEndAt))
                    .orElseThrow();
            catalog.listMovie(listing.cityId(), listing.movieId(), last.salesEndAt(), last.keptUntil());
        });
    }

    /** Corrects the listings of the cities that gain or lose shows, those that gain first. */
    private void relistMovies(List<Move> moves, List<ShowChange> shows) {
        Instant now = clock.instant();
        Set<Listing> getting = new LinkedHashSet<>();
        Set<Listing> losing = new LinkedHashSet<>();
        for (Move move : moves) {
            for (String movie : catalog.listedMovies(move.from(), now)) {
                getting.add(new Listing(move.to(), movie));
                losing.add(new Listing(move.from(), movie));
            }
        }
        for (ShowChange show : shows) {
            show.leavesCity()
                    .ifPresent(city -> losing.add(new Listing(city, show.after().movieId())));
        }
        Stream.concat(getting.stream(), losing.stream())
                .forEach(listing -> catalog.relistMovie(listing.cityId(), listing.movieId(), now));
    }

    /** A document's items of a kind, compared with the loaded ones. */
    private record Changes<T>(List<T> created, List<T> updated, int unchanged) {
        static <T> Changes<T> of(List<T> things, Function<T, String> id, Map<String, T> loaded) {
            List<T> created = new ArrayList<>();
            List<T> updated = new ArrayList<>();
            for (T thing : things) {
                T before = loaded.get(id.apply(thing));
                if (before == null) {
                    created.add(thing);
                } else if (!before.equals(thing)) {
                    updated.add(thing);
                }
            }
            return new Changes<>(created, updated, things.size() - created.size() - updated.size());
        }

        Count count() {
            return new Count(created.size(), updated.size(), unchanged);
        }
    }
}
