package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import java.util.List;

/** The readable parts of a catalog document. */
record CatalogDocument(
        List<City> cities, List<Show.Cinema> cinemas, List<Hall> halls, List<Movie> movies, List<Entry> shows) {

    /** A hall of a cinema. */
    record Hall(String cinemaId, String id, String name, HallLayout layout) {}

    /** A show with its path in the document. */
    record Entry(ScheduledShow show, String path) {}
}
