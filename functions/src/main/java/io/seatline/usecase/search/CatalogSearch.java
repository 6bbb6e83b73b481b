package io.seatline.usecase.search;

import io.seatline.domain.catalog.Show;
import io.seatline.usecase.catalog.City;
import io.seatline.usecase.catalog.Movie;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Searches the catalog for the public pages. An answer may be some 30 s old, and older than another one that it refers
 * to. Lists have no order unless they say so.
 */
public interface CatalogSearch {
    /** A time later than any show. */
    Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** All cities with their number of cinemas. */
    List<CityEntry> cities();

    /** A city and the number of its cinemas. */
    record CityEntry(City city, int cinemas) {}

    /** Whether there is a city with this id. */
    boolean hasCity(String id);

    /** The cinemas of a city. */
    List<Show.Cinema> cinemas(String cityId);

    /** The cinema with this id; empty if there is none. */
    Optional<Show.Cinema> cinema(String id);

    /** The movies that the city lists after this time. */
    List<Movie> listedMovies(String cityId, Instant after);

    /** The movies with these ids; without those that do not exist. */
    List<Movie> movies(Collection<String> ids);

    /**
     * The shows of a movie in a city, earliest first. They include all whose sales have not ended, and some others.
     *
     * @param date if present, only shows that start near this date, which includes the date in every time zone
     */
    List<ListedShow> showsOfMovie(String cityId, String movieId, Optional<LocalDate> date);

    /** The shows of a cinema, as {@link #showsOfMovie} answers. */
    List<ListedShow> showsOfCinema(String cinemaId, Optional<LocalDate> date);

    /** The shows of a cinema that start near this date, earliest first, also past ones. */
    List<ListedShow> allShowsOfCinema(String cinemaId, LocalDate date);
}
