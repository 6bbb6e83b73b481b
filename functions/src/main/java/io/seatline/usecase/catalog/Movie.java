package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import java.util.List;

/**
 * A movie as it is listed.
 *
 * @param rating for whom it is: P, K, T13, T16 or T18
 */
public record Movie(
        String id, String title, int durationMinutes, String rating, List<String> genres, List<String> languages) {
    public Movie {
        genres = List.copyOf(genres);
        languages = List.copyOf(languages);
    }

    /** What a show says of it. */
    public Show.Movie ofShow() {
        return new Show.Movie(id, title, durationMinutes, rating);
    }
}
