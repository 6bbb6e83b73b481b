package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads the catalog. Every method puts a whole thing in place or nothing, and may be repeated; who calls it writes what
 * is referred to before what refers to it. What it reads, it reads consistently.
 */
public interface CatalogWriter {
    /** How many shows {@link #writeShows} takes at once. */
    int SHOWS_AT_ONCE = 33;

    /** What is loaded of the shows with these ids. */
    Map<ShowId, ScheduledShow> loadedShows(Collection<ShowId> ids);

    /** Which of these layouts are loaded. */
    Set<String> loadedLayouts(Collection<String> ids);

    /** What is loaded of the movies with these ids. */
    Map<String, Movie> loadedMovies(Collection<String> ids);

    /** What is loaded of the cinemas with these ids. */
    Map<String, Show.Cinema> loadedCinemas(Collection<String> ids);

    /** What is loaded of the cities with these ids. */
    Map<String, City> loadedCities(Collection<String> ids);

    /** The times at which a hall is taken by loaded shows that end later than this time. */
    List<HallTime> hallTimes(String cinemaId, String hallId, Instant after);

    /** When a show has a hall. */
    record HallTime(ShowId show, Instant startsAt, Instant endsAt) {}

    /** Loads a layout; a layout never changes. */
    void writeLayout(HallLayout layout);

    /** Loads a movie. It is seen once a show of it is listed. */
    void writeMovie(Movie movie);

    /** Loads a cinema. */
    void writeCinema(Show.Cinema cinema);

    /**
     * Loads shows, each with its place in the movie's programme and in its hall's: all of them, or none.
     *
     * @param shows different ones, 1 to {@link #SHOWS_AT_ONCE}
     * @throws ShowMovedException if one was loaded in the meantime with another movie, cinema, hall or start
     */
    void writeShows(List<ScheduledShow> shows);

    /** Lists a movie in a city until its last show there has started; a list that reaches further stays. */
    void listMovie(String cityId, String movieId, Instant lastStart, Instant keptUntil);

    /** Lists a city. */
    void writeCity(City city);

    /** Two imports at once disagree about a show. */
    final class ShowMovedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ShowMovedException(ShowId show, Throwable cause) {
            super("show " + show + " was loaded by someone else with another movie, cinema, hall or start", cause);
        }
    }
}
