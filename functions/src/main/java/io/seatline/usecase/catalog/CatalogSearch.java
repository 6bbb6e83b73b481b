package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalog as who looks for a show sees it. */
public interface CatalogSearch {
    /** Later than any show. */
    Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** All cities and how many cinemas each has, by name. */
    List<CityEntry> cities();

    /** A city and the number of its cinemas. */
    record CityEntry(City city, int cinemas) {}

    /** The city with this id. */
    Optional<City> city(String id);

    /** The movie with this id, wherever it is on. */
    Optional<Movie> movie(String id);

    /** The movies of which a show in the city starts later than this time, by title. */
    List<Movie> movies(String cityId, Instant after);

    /** The shows of a movie in a city that start later than one time and earlier than another, earliest first. */
    List<ListedShow> shows(String cityId, String movieId, Instant after, Instant before);

    /** The cinemas with these ids. */
    Map<String, Show.Cinema> cinemas(Collection<String> ids);
}
