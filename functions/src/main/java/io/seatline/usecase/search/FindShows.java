package io.seatline.usecase.search;

import static java.util.stream.Collectors.groupingBy;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Availability;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.VietnameseOrder;
import io.seatline.usecase.availability.ListingStatus;
import io.seatline.usecase.availability.SeatCounts;
import io.seatline.usecase.catalog.Movie;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds cities, their cinemas and movies, and the programmes of a movie and of a cinema. Lists a show until its sales
 * end. Names are in Vietnamese order.
 */
public final class FindShows {
    private final CatalogSearch search;
    private final SeatCounts counts;
    private final InstantSource clock;

    public FindShows(CatalogSearch search, SeatCounts counts, InstantSource clock) {
        this.search = search;
        this.counts = counts;
        this.clock = clock;
    }

    /** All cities, ordered by name. */
    public List<CatalogSearch.CityEntry> cities() {
        return search.cities().stream()
                .sorted(VietnameseOrder.by(
                        entry -> entry.city().name(), entry -> entry.city().id()))
                .toList();
    }

    /** The movies with a show in the city whose sales have not ended, ordered by title; empty for an unknown city. */
    public Optional<List<Movie>> movies(String cityId) {
        if (!search.hasCity(cityId)) {
            return Optional.empty();
        }
        return Optional.of(search.listedMovies(cityId, clock.instant()).stream()
                .sorted(VietnameseOrder.by(Movie::title, Movie::id))
                .toList());
    }

    /** The cinemas of a city, ordered by name; empty for an unknown city. */
    public Optional<List<Show.Cinema>> cinemas(String cityId) {
        if (!search.hasCity(cityId)) {
            return Optional.empty();
        }
        return Optional.of(search.cinemas(cityId).stream()
                .sorted(VietnameseOrder.by(Show.Cinema::name, Show.Cinema::id))
                .toList());
    }

    /** A show of a programme as it is now. */
    public record CurrentShow(ListedShow show, Show.Cinema cinema, Sales sales, Availability availability) {}

    /** A movie and its shows in a city; cinemas ordered by name. It has no cinemas if there are no shows. */
    public record MovieProgramme(Movie movie, List<CinemaShows> cinemas) {}

    /** A cinema's shows of a movie, earliest first. */
    public record CinemaShows(Show.Cinema cinema, List<CurrentShow> shows) {}

    /** A cinema and its shows; movies ordered by title. */
    public record CinemaProgramme(Show.Cinema cinema, List<MovieShows> movies) {}

    /** A movie's shows in a cinema, earliest first. */
    public record MovieShows(Movie movie, List<CurrentShow> shows) {}

    /** The result of a search for a movie's shows in a city. */
    public sealed interface Found {
        /** The programme. */
        record Shows(MovieProgramme programme) implements Found {}

        /** The city does not exist. */
        record NoCity() implements Found {}

        /** The movie does not exist. */
        record NoMovie() implements Found {}
    }

    /**
     * A movie's shows in a city whose sales have not ended.
     *
     * @param date if present, only shows that start on this date in their cinema's time zone
     */
    public Found shows(String cityId, String movieId, Optional<LocalDate> date) {
        if (!search.hasCity(cityId)) {
            return new Found.NoCity();
        }
        Optional<Movie> movie = search.movies(List.of(movieId)).stream().findFirst();
        if (movie.isEmpty()) {
            return new Found.NoMovie();
        }
        List<CinemaShows> cinemas = current(search.showsOfMovie(cityId, movieId, date), date).stream()
                .collect(groupingBy(CurrentShow::cinema))
                .entrySet()
                .stream()
                .map(cinema -> new CinemaShows(cinema.getKey(), cinema.getValue()))
                .sorted(VietnameseOrder.by(
                        shows -> shows.cinema().name(), shows -> shows.cinema().id()))
                .toList();
        return new Found.Shows(new MovieProgramme(movie.get(), cinemas));
    }

    /**
     * A cinema's shows whose sales have not ended; empty for an unknown cinema.
     *
     * @param date if present, only shows that start on this date in the cinema's time zone
     */
    public Optional<CinemaProgramme> programme(String cinemaId, Optional<LocalDate> date) {
        return search.cinema(cinemaId).map(cinema -> {
            Map<String, List<CurrentShow>> byMovie = current(search.showsOfCinema(cinemaId, date), date).stream()
                    .collect(groupingBy(current -> current.show().movieId()));
            List<MovieShows> movies = search.movies(byMovie.keySet()).stream()
                    .map(movie -> new MovieShows(movie, byMovie.get(movie.id())))
                    .sorted(VietnameseOrder.by(shows -> shows.movie().title(), shows -> shows.movie()
                            .id()))
                    .toList();
            return new CinemaProgramme(cinema, movies);
        });
    }

    /**
     * Finds the shows whose sales have not ended, and cancelled ones until their start. Omits a show whose cinema is not
     * known yet.
     */
    private List<CurrentShow> current(List<ListedShow> listed, Optional<LocalDate> date) {
        Instant now = clock.instant();
        List<ListedShow> shows = listed.stream()
                .filter(show -> show.salesAt(SalesControl.OPEN, now) != Sales.ENDED)
                .filter(show -> search.cinema(show.cinemaId()).stream().anyMatch(cinema -> isOn(date, show, cinema)))
                .toList();
        Map<ShowId, ListingStatus> statuses =
                counts.of(shows.stream().map(ListedShow::id).toList());
        return shows.stream()
                .map(show -> current(show, statuses.getOrDefault(show.id(), ListingStatus.NONE), now))
                .filter(current -> current.sales() != Sales.CANCELLED
                        || now.isBefore(current.show().startsAt()))
                .toList();
    }

    private CurrentShow current(ListedShow show, ListingStatus status, Instant now) {
        return new CurrentShow(
                show,
                search.cinema(show.cinemaId()).orElseThrow(),
                show.salesAt(status.control(), now),
                status.availability());
    }

    private static boolean isOn(Optional<LocalDate> date, ListedShow show, Show.Cinema cinema) {
        return date.isEmpty() || date.get().equals(LocalDate.ofInstant(show.startsAt(), ZoneId.of(cinema.zone())));
    }
}
