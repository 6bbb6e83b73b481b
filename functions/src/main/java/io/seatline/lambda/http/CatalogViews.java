package io.seatline.lambda.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Show;
import io.seatline.usecase.catalog.CatalogSearch.CityEntry;
import io.seatline.usecase.catalog.FindShows.CinemaShows;
import io.seatline.usecase.catalog.FindShows.MapSeat;
import io.seatline.usecase.catalog.FindShows.Programme;
import io.seatline.usecase.catalog.FindShows.RowOfSeats;
import io.seatline.usecase.catalog.FindShows.SeatMap;
import io.seatline.usecase.catalog.FindShows.SeatStatus;
import io.seatline.usecase.catalog.ListedShow;
import io.seatline.usecase.catalog.Movie;
import java.util.List;

/**
 * Converts catalog data to JSON views of the API, with the field names of the contract. Prices are whole VND, times RFC
 * 3339 UTC.
 */
public final class CatalogViews {
    private CatalogViews() {}

    record CitiesView(List<CityView> cities) {}

    record CityView(String id, String name, int cinemas) {}

    record MoviesView(List<MovieView> movies) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record MovieView(
            String id, String title, int durationMinutes, String rating, List<String> genres, List<String> languages) {}

    record ProgrammeView(MovieView movie, List<CinemaView> cinemas) {}

    record CinemaView(String id, String name, String address, List<ListedShowView> shows) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ListedShowView(String id, String hall, String startsAt, String format, long priceFrom) {}

    record SeatMapView(ShowView show, List<RowView> rows, SummaryView summary) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShowView(
            String id,
            ShownMovie movie,
            ShownCinema cinema,
            String hall,
            String startsAt,
            String endsAt,
            String format,
            String currency,
            boolean salesOpen) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShownMovie(String id, String title, int durationMinutes, String rating) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShownCinema(String id, String name, String address, String cityId, String timeZone) {}

    record RowView(String row, List<SeatView> seats) {}

    record SeatView(String id, int number, String category, long price, String status) {}

    record SummaryView(int available, int held, int booked) {}

    public static CitiesView cities(List<CityEntry> cities) {
        return new CitiesView(cities.stream()
                .map(entry -> new CityView(entry.city().id(), entry.city().name(), entry.cinemas()))
                .toList());
    }

    public static MoviesView movies(List<Movie> movies) {
        return new MoviesView(movies.stream().map(CatalogViews::movie).toList());
    }

    public static ProgrammeView programme(Programme programme) {
        return new ProgrammeView(
                movie(programme.movie()),
                programme.cinemas().stream().map(CatalogViews::cinema).toList());
    }

    public static SeatMapView seatMap(SeatMap map) {
        return new SeatMapView(
                show(map),
                map.rows().stream().map(CatalogViews::row).toList(),
                new SummaryView(
                        count(map, SeatStatus.AVAILABLE), count(map, SeatStatus.HELD), count(map, SeatStatus.BOOKED)));
    }

    private static MovieView movie(Movie m) {
        return new MovieView(m.id(), m.title(), m.durationMinutes(), m.rating(), m.genres(), m.languages());
    }

    private static CinemaView cinema(CinemaShows shows) {
        Show.Cinema cinema = shows.cinema();
        return new CinemaView(
                cinema.id(),
                cinema.name(),
                cinema.address(),
                shows.shows().stream().map(CatalogViews::listed).toList());
    }

    private static ListedShowView listed(ListedShow show) {
        return new ListedShowView(
                show.id().value(),
                show.hall(),
                show.startsAt().toString(),
                show.format(),
                show.priceFrom().amount());
    }

    private static ShowView show(SeatMap map) {
        Show show = map.show();
        Show.Movie movie = show.movie();
        Show.Cinema cinema = show.cinema();
        return new ShowView(
                show.id().value(),
                new ShownMovie(movie.id(), movie.title(), movie.durationMinutes(), movie.rating()),
                new ShownCinema(cinema.id(), cinema.name(), cinema.address(), cinema.cityId(), cinema.zone()),
                show.hall(),
                show.startsAt().toString(),
                show.endsAt().toString(),
                show.format(),
                Vnd.CURRENCY,
                map.salesOpen());
    }

    private static RowView row(RowOfSeats row) {
        return new RowView(
                row.row(), row.seats().stream().map(CatalogViews::seat).toList());
    }

    private static SeatView seat(MapSeat seat) {
        return new SeatView(
                seat.id().id(),
                seat.number(),
                seat.category().name(),
                seat.price().amount(),
                seat.status().name());
    }

    private static int count(SeatMap map, SeatStatus status) {
        return map.summary().getOrDefault(status, 0);
    }
}
