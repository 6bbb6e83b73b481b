package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A movie in the catalog.
 *
 * @param rating the age rating: P, K, T13, T16 or T18
 * @param posterUrl the {@code https} URL of its poster
 */
@RecordBuilder
public record Movie(
        String id,
        String title,
        int durationMinutes,
        String rating,
        List<String> genres,
        List<String> languages,
        Optional<String> posterUrl,
        Optional<String> synopsis) {
    public Movie {
        genres = List.copyOf(genres);
        languages = List.copyOf(languages);
    }

    /** The movie data that a show contains. */
    public Show.Movie ofShow() {
        return new Show.Movie(id, title, durationMinutes, rating);
    }
}
