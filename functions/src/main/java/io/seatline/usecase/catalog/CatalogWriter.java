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
 * Writes the catalog. Every method writes completely or not at all, and is safe to repeat. The caller must write an
 * item before the items that refer to it. All reads are consistent.
 */
public interface CatalogWriter {
    /** Maximum number of shows in one call of {@link #writeShows}. */
    int SHOWS_AT_ONCE = 25;

    /** The stored shows with these ids. */
    Map<ShowId, ScheduledShow> loadedShows(Collection<ShowId> ids);

    /** The ids of those layouts that are stored. */
    Set<String> loadedLayouts(Collection<String> ids);

    /** The stored movies with these ids. */
    Map<String, Movie> loadedMovies(Collection<String> ids);

    /** The stored cinemas with these ids. */
    Map<String, Show.Cinema> loadedCinemas(Collection<String> ids);

    /** The stored cities with these ids. */
    Map<String, City> loadedCities(Collection<String> ids);

    /** The times at which stored shows that end after this time occupy a hall. */
    List<HallTime> hallTimes(String cinemaId, String hallId, Instant after);

    /** The time during which a show occupies a hall. */
    record HallTime(ShowId show, Instant startsAt, Instant endsAt) {}

    /** Writes a layout. A layout never changes. */
    void writeLayout(HallLayout layout);

    /** Writes a movie. It becomes visible when one of its shows is listed. */
    void writeMovie(Movie movie);

    /** Writes a cinema. */
    void writeCinema(Show.Cinema cinema);

    /**
     * Writes shows, with their entries in the programmes of movie and cinema and in the hall's schedule: all of them,
     * or none.
     *
     * @param shows 1 to {@link #SHOWS_AT_ONCE} different shows
     * @throws ShowMovedException if another import wrote one with a different movie, cinema, hall or start
     */
    void writeShows(List<ScheduledShow> shows);

    /** Lists a movie in a city until the sales of its last show there end. Never shortens an existing listing. */
    void listMovie(String cityId, String movieId, Instant until, Instant keptUntil);

    /** Lists a city. */
    void writeCity(City city);

    /** Two concurrent imports contain different data for a show. */
    final class ShowMovedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ShowMovedException(ShowId show, Throwable cause) {
            super("show " + show + " was loaded by someone else with another movie, cinema, hall or start", cause);
        }
    }
}
