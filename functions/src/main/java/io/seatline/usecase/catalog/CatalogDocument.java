package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The readable parts of a catalog document.
 *
 * @param paths returns an item's path by its kind and id
 */
@RecordBuilder
record CatalogDocument(
        List<City> cities,
        List<Show.Cinema> cinemas,
        List<Hall> halls,
        List<Movie> movies,
        List<Entry> shows,
        BinaryOperator<String> paths) {

    /** A hall of a cinema. */
    record Hall(String cinemaId, String id, String name, HallLayout layout) {}

    /**
     * A show with its path in the document.
     *
     * @param sound whether its fields have no problem; if not, it has no prices or format
     */
    record Entry(ScheduledShow show, String path, boolean sound) {}

    /** The stored versions of the items that a document names, before its import. */
    record Loaded(
            Map<ShowId, ScheduledShow> shows,
            Map<String, Movie> movies,
            Map<String, Show.Cinema> cinemas,
            Map<String, City> cities) {

        static Loaded read(CatalogWriter catalog, CatalogDocument document) {
            return new Loaded(
                    catalog.loadedShows(document.shows().stream()
                            .map(entry -> entry.show().id())
                            .toList()),
                    catalog.loadedMovies(
                            document.movies().stream().map(Movie::id).toList()),
                    catalog.loadedCinemas(
                            document.cinemas().stream().map(Show.Cinema::id).toList()),
                    catalog.loadedCities(
                            document.cities().stream().map(City::id).toList()));
        }

        Optional<Movie> movie(String id) {
            return Optional.ofNullable(movies.get(id));
        }

        /** A cinema's move from one city to another. */
        record Move(String cinema, String from, String to) {}

        /** The cinemas that move with the document. */
        List<Move> moves(CatalogDocument document) {
            return document.cinemas().stream()
                    .flatMap(cinema -> Stream.ofNullable(cinemas.get(cinema.id()))
                            .filter(before -> !before.cityId().equals(cinema.cityId()))
                            .map(before -> new Move(cinema.id(), before.cityId(), cinema.cityId())))
                    .toList();
        }
    }
}
