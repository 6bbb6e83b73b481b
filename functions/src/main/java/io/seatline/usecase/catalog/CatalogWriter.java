package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the catalog. Every method writes completely or not at all, and is safe to repeat. The caller must write an
 * item before the items that refer to it. All reads are consistent.
 */
public interface CatalogWriter {
    /** Maximum number of shows in one call of {@link #writeShows}. */
    int SHOWS_AT_ONCE = 20;

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

    /** The ids of all stored cities. */
    List<String> loadedCityIds();

    /** The movies that a city lists now or that it listed until the day before. */
    List<String> listedMovies(String cityId, Instant now);

    /** The shows of a movie that a city lists, except those that ended long before now. */
    List<ScheduledShow> listedShows(String cityId, String movieId, Instant now);

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
     * A show to write.
     *
     * @param before the loaded show; empty if it is new
     * @param after the show with its new version
     */
    record ShowChange(Optional<ScheduledShow> before, ScheduledShow after) {
        /** Gives a show the version after the loaded one's, or the same if nothing else differs. */
        static ShowChange of(Optional<ScheduledShow> before, ScheduledShow after) {
            long known = before.map(ScheduledShow::version).orElse(Show.FIRST_VERSION - 1);
            ScheduledShow same =
                    ScheduledShowBuilder.builder(after).version(known).build();
            return new ShowChange(
                    before, before.filter(same::equals).orElseGet(() -> ScheduledShowBuilder.builder(after)
                            .version(known + 1)
                            .build()));
        }

        /** Whether the show is loaded like this. */
        public boolean isNone() {
            return before.filter(after::equals).isPresent();
        }

        /** The city that lists the show no longer; empty if it stays where it is. */
        public Optional<String> leavesCity() {
            return before.map(ScheduledShow::cityId).filter(city -> !city.equals(after.cityId()));
        }
    }

    /**
     * Writes shows, with their entries in the programmes of movie and cinema and in the
     * hall's schedule: all of them, or none.
     *
     * @param shows 1 to {@link #SHOWS_AT_ONCE} different shows
     * @throws ShowChangedException if another import wrote one of them meanwhile
     */
    void writeShows(List<ShowChange> shows);

    /** Lists a movie in a city until the sales of its last show there end. Never shortens an existing listing. */
    void listMovie(String cityId, String movieId, Instant until, Instant keptUntil);

    /** Lists a movie in a city until the sales of its last listed show there end; not at all if the city lists none. */
    void relistMovie(String cityId, String movieId, Instant now);

    /** Lists a city. */
    void writeCity(City city);

    /** Two concurrent imports write the same show. */
    final class ShowChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ShowChangedException(ShowId show, Throwable cause) {
            super("another import changed show " + show + " meanwhile; repeat this one", cause);
        }
    }
}
