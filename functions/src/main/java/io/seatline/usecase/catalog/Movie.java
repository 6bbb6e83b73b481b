package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import java.util.List;

/**
 * A movie in the catalog.
 *
 * @param rating the age rating: P, K, T13, T16 or T18
 */
public record Movie(
        String id, String title, int durationMinutes, String rating, List<String> genres, List<String> languages) {
    public Movie {
        genres = List.copyOf(genres);
        languages = List.copyOf(languages);
    }

    /** The movie data that a show contains. */
    public Show.Movie ofShow() {
        return new Show.Movie(id, title, durationMinutes, rating);
    }
}
