package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.usecase.catalog.CatalogDocument.Entry;
import io.seatline.usecase.catalog.CatalogDocument.Loaded;
import io.seatline.usecase.catalog.CatalogWriter.HallTime;
import io.seatline.usecase.catalog.CatalogWriter.ShowChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares the shows of a document with the loaded ones, and plans how each changes. Loaded shows that the document does
 * not name change too if their cinema moves to another city or their movie gets another length.
 */
final class ShowPlan {
    private final CatalogWriter catalog;
    private final Instant now;
    private final Loaded loaded;
    private final CatalogDocument document;
    private final List<CatalogProblem> problems;

    /** Plans for a document; adds problems to the list. */
    ShowPlan(
            CatalogWriter catalog,
            Instant now,
            Loaded loaded,
            CatalogDocument document,
            List<CatalogProblem> problems) {
        this.catalog = catalog;
        this.now = now;
        this.loaded = loaded;
        this.document = document;
        this.problems = problems;
    }

    /** A show that may change, with the path of the cause in the document. */
    private record Planned(ShowChange change, String path, Optional<Entry> entry) {
        ScheduledShow after() {
            return change.after();
        }

        HallTime time() {
            return new HallTime(after().id(), after().startsAt(), after().endsAt());
        }
    }

    /** Returns the document's shows and those that change with them. */
    List<ShowChange> changes() {
        List<Planned> planned = new ArrayList<>();
        document.shows().forEach(entry -> planned.add(ofDocument(entry)));
        Set<ShowId> named = planned.stream().map(show -> show.after().id()).collect(toSet());
        planned.addAll(takenAlong(named));
        checkHalls(planned);
        return planned.stream().map(Planned::change).toList();
    }

    private Planned ofDocument(Entry entry) {
        ScheduledShow show = entry.show();
        Optional<ScheduledShow> before = Optional.ofNullable(loaded.shows().get(show.id()));
        boolean past = !now.isBefore(show.startsAt());
        before.ifPresent(known -> checkKept(entry.path(), known, show));
        if (past && before.isEmpty()) {
            problem(entry.path() + ".starts_at", show.startsAt() + " is past; leave the show out");
        } else if (past && entry.sound() && !sameOffer(before.get(), show)) {
            problem(entry.path(), "started at " + show.startsAt() + " and can no longer change; leave it out");
        }
        ScheduledShow after = past && before.isPresent()
                ? ScheduledShowBuilder.builder(before.get())
                        .cityId(show.cityId())
                        .build()
                : show;
        return new Planned(ShowChange.of(before, after), entry.path(), Optional.of(entry));
    }

    private static boolean sameOffer(ScheduledShow before, ScheduledShow show) {
        return before.prices().equals(show.prices())
                && before.format().equals(show.format())
                && before.salesWindow().equals(show.salesWindow());
    }

    private void checkKept(String path, ScheduledShow before, ScheduledShow show) {
        record Kept(String field, Function<ScheduledShow, Object> value) {}
        List<Kept> kept = List.of(
                new Kept("movie", ScheduledShow::movieId),
                new Kept("cinema", ScheduledShow::cinemaId),
                new Kept("hall", ScheduledShow::hallId),
                new Kept("starts_at", ScheduledShow::startsAt));
        String advice = "; customers may hold seats, so publish another show with an id of its own";
        boolean sameHall =
                before.cinemaId().equals(show.cinemaId()) && before.hallId().equals(show.hallId());
        for (Kept field : kept) {
            Object was = field.value().apply(before);
            if (!Objects.equals(was, field.value().apply(show))) {
                problem(path + "." + field.field(), "show \"" + show.id() + "\" is loaded with " + was + advice);
            }
        }
        if (sameHall && !before.layoutId().equals(show.layoutId())) {
            problem(
                    path + ".hall",
                    "show \"" + show.id() + "\" is loaded with another layout of hall \"" + show.hallId()
                            + "\"; customers may hold seats, so give the rebuilt hall an id of its own and publish"
                            + " another show in it");
        }
    }

    /** Finds loaded shows outside the document whose city or end changes. */
    private List<Planned> takenAlong(Set<ShowId> named) {
        Map<String, Show.Cinema> cinemas = document.cinemas().stream().collect(toMap(Show.Cinema::id, c -> c));
        Map<String, Movie> movies = document.movies().stream().collect(toMap(Movie::id, m -> m));
        Set<ShowId> seen = new HashSet<>(named);
        return Stream.concat(ofMovedCinemas(), ofMoviesOfAnotherLength())
                .filter(show -> seen.add(show.id()))
                .map(show -> {
                    Optional<Show.Cinema> cinema = Optional.ofNullable(cinemas.get(show.cinemaId()));
                    Optional<Instant> end = Optional.ofNullable(movies.get(show.movieId()))
                            .filter(_ -> now.isBefore(show.startsAt()))
                            .map(movie -> show.startsAt().plus(Duration.ofMinutes(movie.durationMinutes())));
                    ScheduledShow after = ScheduledShowBuilder.builder(show)
                            .cityId(cinema.map(Show.Cinema::cityId).orElse(show.cityId()))
                            .endsAt(end.orElse(show.endsAt()))
                            .build();
                    String path = after.endsAt().equals(show.endsAt())
                            ? document.paths().apply("cinema", show.cinemaId()) + ".city"
                            : document.paths().apply("movie", show.movieId()) + ".duration_minutes";
                    return new Planned(ShowChange.of(Optional.of(show), after), path, Optional.empty());
                })
                .toList();
    }

    private Stream<ScheduledShow> ofMovedCinemas() {
        return loaded.moves(document).stream().flatMap(move -> catalog.listedMovies(move.from(), now).stream()
                .flatMap(movie -> catalog.listedShows(move.from(), movie, now).stream())
                .filter(show -> show.cinemaId().equals(move.cinema())));
    }

    private Stream<ScheduledShow> ofMoviesOfAnotherLength() {
        List<Movie> changed = document.movies().stream()
                .filter(movie -> loaded.movie(movie.id())
                        .filter(before -> before.durationMinutes() != movie.durationMinutes())
                        .isPresent())
                .toList();
        if (changed.isEmpty()) {
            return Stream.empty();
        }
        List<String> cities = Stream.concat(
                        catalog.loadedCityIds().stream(),
                        document.cities().stream().map(City::id))
                .distinct()
                .toList();
        return changed.stream().flatMap(movie -> cities.stream()
                .flatMap(city -> catalog.listedShows(city, movie.id(), now).stream())
                .filter(show -> now.isBefore(show.startsAt())));
    }

    /** Checks that no two shows, planned or loaded, use a hall at the same time. */
    private void checkHalls(List<Planned> planned) {
        Set<ShowId> known = planned.stream().map(show -> show.after().id()).collect(toSet());
        record HallKey(String cinema, String hall) {}
        Map<HallKey, List<Planned>> halls = planned.stream()
                .collect(groupingBy(
                        show -> new HallKey(
                                show.after().cinemaId(), show.after().hallId()),
                        LinkedHashMap::new,
                        toList()));
        halls.forEach((hall, shows) -> {
            List<Occupied> taken = new ArrayList<>();
            for (HallTime time : catalog.hallTimes(hall.cinema(), hall.hall(), now)) {
                if (!known.contains(time.show())) {
                    taken.add(new Occupied(time, Optional.empty()));
                }
            }
            shows.stream()
                    .sorted(Comparator.comparing(show -> show.after().startsAt()))
                    .forEach(show -> {
                        taken.stream()
                                .filter(other -> show.after()
                                        .overlaps(
                                                other.time().startsAt(),
                                                other.time().endsAt()))
                                .findFirst()
                                .ifPresent(other -> overlap(show, other));
                        taken.add(new Occupied(show.time(), show.entry().map(Entry::path)));
                    });
        });
    }

    /** When a show occupies a hall; the path of the show if the document names it. */
    private record Occupied(HallTime time, Optional<String> path) {}

    private void overlap(Planned show, Occupied other) {
        String hall = show.after().hallId();
        if (show.entry().isPresent()) {
            problem(show.path() + ".starts_at", has(other.time(), hall) + "; move one of them");
        } else if (other.path().isPresent()) {
            problem(other.path().get() + ".starts_at", has(show.time(), hall) + "; move one of them");
        } else {
            problem(
                    show.path(),
                    has(show.time(), hall) + " then, and " + has(other.time(), hall)
                            + "; keep the length, or give the movie another id");
        }
    }

    private static String has(HallTime time, String hall) {
        return "show \"" + time.show() + "\" has hall \"" + hall + "\" from " + time.startsAt() + " to "
                + time.endsAt();
    }

    private void problem(String path, String message) {
        problems.add(new CatalogProblem(path, message));
    }
}
