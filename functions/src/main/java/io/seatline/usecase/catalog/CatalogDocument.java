package io.seatline.usecase.catalog;

import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import java.util.List;

/** What a document says, as far as it can be read. */
record CatalogDocument(
        List<City> cities, List<Show.Cinema> cinemas, List<Hall> halls, List<Movie> movies, List<Entry> shows) {

    /** A hall of a cinema. */
    record Hall(String cinemaId, String id, String name, HallLayout layout) {}

    /** A show and where in the document it stands. */
    record Entry(ScheduledShow show, String path) {}
}
