package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.usecase.catalog.CatalogDocument.Entry;
import io.seatline.usecase.catalog.CatalogDocument.Hall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Imports a catalog document ({@code schemas/catalog.schema.json}): adds or changes what the document names and leaves the
 * rest of the catalog as it is.
 *
 * <p>A document with any problem changes nothing; the result lists the problems with their paths. A loaded show keeps its
 * movie, cinema, hall layout and start, because customers may hold its seats; its prices and its format may change until
 * it starts. After a failure the catalog has complete items only, and repeating the import completes it: an item is written
 * after the items that it refers to, and a show in one transaction with its place in the programme.
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

        /** Nothing is loaded because of these problems. */
        record Rejected(List<CatalogProblem> problems) implements Result {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }
    }

    /** How many items of a kind are new, changed or unchanged. */
    public record Count(int created, int updated, int unchanged) {
        private static Count of(Map<Change, Long> changes) {
            return new Count(
                    count(changes, Change.CREATED), count(changes, Change.UPDATED), count(changes, Change.NONE));
        }

        private static int count(Map<Change, Long> changes, Change change) {
            return Math.toIntExact(changes.getOrDefault(change, 0L));
        }
    }

    private enum Change {
        CREATED,
        UPDATED,
        NONE
    }

    /**
     * Imports a document.
     *
     * @throws RuntimeException if the database fails; repeat the import
     */
    public Result run(JsonNode node) {
        List<CatalogProblem> problems = new ArrayList<>();
        CatalogDocument document = new DocumentReader(problems).read(node);
        Map<ShowId, ScheduledShow> loaded = catalog.loadedShows(
                document.shows().stream().map(entry -> entry.show().id()).toList());
        checkAgainstLoaded(document.shows(), loaded, problems);
        checkHalls(document.shows(), problems);
        return problems.isEmpty() ? new Result.Imported(write(document, loaded)) : new Result.Rejected(problems);
    }

    private void checkAgainstLoaded(
            List<Entry> shows, Map<ShowId, ScheduledShow> loaded, List<CatalogProblem> problems) {
        Instant now = clock.instant();
        for (Entry entry : shows) {
            ScheduledShow show = entry.show();
            ScheduledShow before = loaded.get(show.id());
            if (before != null) {
                checkKept(entry.path(), before, show, problems);
            }
            boolean past = !now.isBefore(show.startsAt());
            if (past && before == null) {
                problems.add(new CatalogProblem(
                        entry.path() + ".starts_at", show.startsAt() + " is past; leave the show out"));
            } else if (past
                    && !(before.prices().equals(show.prices())
                            && before.format().equals(show.format()))) {
                problems.add(new CatalogProblem(
                        entry.path(), "started at " + show.startsAt() + " and can no longer change; leave it out"));
            }
        }
    }

    private static void checkKept(
            String path, ScheduledShow before, ScheduledShow show, List<CatalogProblem> problems) {
        record Kept(String field, Function<ScheduledShow, Object> value) {}
        List<Kept> kept = List.of(
                new Kept("movie", ScheduledShow::movieId),
                new Kept("cinema", s -> s.cinemaId() + " in " + s.cityId()),
                new Kept("hall", ScheduledShow::hallId),
                new Kept("starts_at", ScheduledShow::startsAt));
        String advice = "; customers may hold seats, so publish another show with an id of its own";
        boolean sameHall =
                before.cinemaId().equals(show.cinemaId()) && before.hallId().equals(show.hallId());
        for (Kept field : kept) {
            Object was = field.value().apply(before);
            if (!Objects.equals(was, field.value().apply(show))) {
                problems.add(new CatalogProblem(
                        path + "." + field.field(), "show \"" + show.id() + "\" is loaded with " + was + advice));
            }
        }
        if (sameHall && !before.layoutId().equals(show.layoutId())) {
            problems.add(new CatalogProblem(
                    path + ".hall",
                    "show \"" + show.id() + "\" is loaded with another layout of hall \"" + show.hallId()
                            + "\"; customers may hold seats, so give the rebuilt hall an id of its own and publish"
                            + " another show in it"));
        }
    }

    /** Checks that no two shows, in the document or loaded, use a hall at the same time. */
    private void checkHalls(List<Entry> shows, List<CatalogProblem> problems) {
        Instant now = clock.instant();
        Set<ShowId> inDocument = shows.stream().map(entry -> entry.show().id()).collect(toSet());
        record HallKey(String cinema, String hall) {}
        Map<HallKey, List<Entry>> halls = shows.stream()
                .collect(groupingBy(
                        entry -> new HallKey(
                                entry.show().cinemaId(), entry.show().hallId()),
                        LinkedHashMap::new,
                        toList()));
        halls.forEach((hall, entries) -> {
            List<CatalogWriter.HallTime> taken = new ArrayList<>(catalog.hallTimes(hall.cinema(), hall.hall(), now));
            taken.removeIf(time -> inDocument.contains(time.show()));
            entries.stream()
                    .sorted(Comparator.comparing(entry -> entry.show().startsAt()))
                    .forEach(entry -> {
                        ScheduledShow show = entry.show();
                        taken.stream()
                                .filter(time -> show.overlaps(time.startsAt(), time.endsAt()))
                                .findFirst()
                                .ifPresent(time -> problems.add(new CatalogProblem(
                                        entry.path() + ".starts_at",
                                        "show \"" + time.show() + "\" has hall \"" + hall.hall() + "\" from "
                                                + time.startsAt() + " to " + time.endsAt() + "; move one of them")));
                        taken.add(new CatalogWriter.HallTime(show.id(), show.startsAt(), show.endsAt()));
                    });
        });
    }

    private Map<String, Count> write(CatalogDocument document, Map<ShowId, ScheduledShow> loadedShows) {
        Map<String, Count> counts = new LinkedHashMap<>();
        Count halls = writeLayouts(document.halls());
        Count movies = writeChanged(
                document.movies(),
                Movie::id,
                catalog.loadedMovies(ids(document.movies(), Movie::id)),
                each(catalog::writeMovie));
        Count cinemas = writeChanged(
                document.cinemas(),
                Show.Cinema::id,
                catalog.loadedCinemas(ids(document.cinemas(), Show.Cinema::id)),
                each(catalog::writeCinema));
        Count shows = writeShows(document.shows(), loadedShows);
        listMovies(document.shows());
        Count cities = writeChanged(
                document.cities(),
                City::id,
                catalog.loadedCities(ids(document.cities(), City::id)),
                each(catalog::writeCity));
        counts.put("cities", cities);
        counts.put("cinemas", cinemas);
        counts.put("halls", halls);
        counts.put("movies", movies);
        counts.put("shows", shows);
        return counts;
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

    private Count writeShows(List<Entry> entries, Map<ShowId, ScheduledShow> loaded) {
        List<ScheduledShow> shows = entries.stream().map(Entry::show).toList();
        return writeChanged(shows, ScheduledShow::id, loaded, changed -> writeInBatches(changed, shows.size()));
    }

    private void writeInBatches(List<ScheduledShow> changed, int all) {
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
        }
        progress.shows(all, all);
    }

    private void listMovies(List<Entry> shows) {
        record Listing(String cityId, String movieId) {}
        Map<Listing, List<ScheduledShow>> listings = shows.stream()
                .map(Entry::show)
                .collect(groupingBy(show -> new Listing(show.cityId(), show.movieId()), LinkedHashMap::new, toList()));
        listings.forEach((listing, of) -> {
            ScheduledShow last = of.stream()
                    .max(Comparator.comparing(ScheduledShow::salesEndAt))
                    .orElseThrow();
            catalog.listMovie(listing.cityId(), listing.movieId(), last.salesEndAt(), last.keptUntil());
        });
    }

    private static <T, K> List<K> ids(List<T> things, Function<T, K> id) {
        return things.stream().map(id).toList();
    }

    private static <T, K> Count writeChanged(
            List<T> things, Function<T, K> id, Map<K, T> loaded, Consumer<List<T>> write) {
        Map<Change, Long> changes = new EnumMap<>(Change.class);
        List<T> changed = new ArrayList<>();
        for (T thing : things) {
            T before = loaded.get(id.apply(thing));
            Change change = before == null ? Change.CREATED : before.equals(thing) ? Change.NONE : Change.UPDATED;
            if (change != Change.NONE) {
                changed.add(thing);
            }
            changes.merge(change, 1L, Long::sum);
        }
        write.accept(changed);
        return Count.of(changes);
    }

    private static <T> Consumer<List<T>> each(Consumer<T> write) {
        return things -> things.forEach(write);
    }
}
