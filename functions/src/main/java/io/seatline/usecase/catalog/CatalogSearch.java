package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches the catalog for the public pages. */
public interface CatalogSearch {
    /** A time later than any show. */
    Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** All cities with their number of cinemas, ordered by name. */
    List<CityEntry> cities();

    /** A city and the number of its cinemas. */
    record CityEntry(City city, int cinemas) {}

    /** The city with this id; empty if there is none. */
    Optional<City> city(String id);

    /** The movie with this id in any city; empty if there is none. */
    Optional<Movie> movie(String id);

    /** The movies with a show in the city that starts later than this time, ordered by title. */
    List<Movie> movies(String cityId, Instant after);

    /** The shows of a movie in a city that start after one time and before another, earliest first. */
    List<ListedShow> shows(String cityId, String movieId, Instant after, Instant before);

    /** The cinemas with these ids. */
    Map<String, Show.Cinema> cinemas(Collection<String> ids);
}
