package io.seatline.lambda.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.Show;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.search.CatalogSearch.CityEntry;
import io.seatline.usecase.search.FindSeats.MapSeat;
import io.seatline.usecase.search.FindSeats.RowOfSeats;
import io.seatline.usecase.search.FindSeats.SeatMap;
import io.seatline.usecase.search.FindSeats.SeatStatus;
import io.seatline.usecase.search.FindShows.CinemaProgramme;
import io.seatline.usecase.search.FindShows.CinemaShows;
import io.seatline.usecase.search.FindShows.CurrentShow;
import io.seatline.usecase.search.FindShows.MovieProgramme;
import io.seatline.usecase.search.FindShows.MovieShows;
import io.seatline.usecase.search.ListedShow;
import java.time.Instant;
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

    record CinemasView(List<CinemaView> cinemas) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CinemaView(String id, String name, String address, String cityId, String timeZone) {}

    /** A movie; {@code poster_url} and {@code synopsis} are null if the catalog has none. */
    @JsonNaming(SnakeCaseStrategy.class)
    record MovieView(
            String id,
            String title,
            int durationMinutes,
            String rating,
            List<String> genres,
            List<String> languages,
            String posterUrl,
            String synopsis) {}

    record MovieProgrammeView(MovieView movie, List<CinemaShowsView> cinemas) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CinemaShowsView(String id, String name, String address, String timeZone, List<ListedShowView> shows) {}

    record CinemaProgrammeView(CinemaView cinema, List<MovieShowsView> movies) {}

    record MovieShowsView(@JsonUnwrapped MovieView movie, List<ListedShowView> shows) {}

    /** A show of a programme; {@code sales_open_at} is null if sales are open from the start. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ListedShowView(
            String id,
            String hall,
            String startsAt,
            String endsAt,
            String timeZone,
            String format,
            long priceFrom,
            String sales,
            String salesOpenAt,
            String availability) {}

    record SeatMapView(ShowView show, List<RowView> rows, SummaryView summary) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShowView(
            String id,
            ShownMovie movie,
            CinemaView cinema,
            String hall,
            String startsAt,
            String endsAt,
            String format,
            String currency,
            boolean salesOpen,
            String sales,
            String salesOpenAt,
            String salesCloseAt,
            long version,
            SeatRulesView seatRules) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShownMovie(String id, String title, int durationMinutes, String rating) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record SeatRulesView(boolean couplePairs, boolean noSingleSeats) {}

    record RowView(String row, int y, List<SeatView> seats) {}

    record SeatView(String id, int number, int x, String category, long price, String status) {}

    record SummaryView(int available, int held, int booked) {}

    public static CitiesView cities(List<CityEntry> cities) {
        return new CitiesView(cities.stream()
                .map(entry -> new CityView(entry.city().id(), entry.city().name(), entry.cinemas()))
                .toList());
    }

    public static MoviesView movies(List<Movie> movies) {
        return new MoviesView(movies.stream().map(CatalogViews::movie).toList());
    }

    public static CinemasView cinemas(List<Show.Cinema> cinemas) {
        return new CinemasView(cinemas.stream().map(CatalogViews::cinema).toList());
    }

    public static MovieProgrammeView programme(MovieProgramme programme) {
        return new MovieProgrammeView(
                movie(programme.movie()),
                programme.cinemas().stream().map(CatalogViews::shows).toList());
    }

    public static CinemaProgrammeView programme(CinemaProgramme programme) {
        return new CinemaProgrammeView(
                cinema(programme.cinema()),
                programme.movies().stream().map(CatalogViews::shows).toList());
    }

    public static SeatMapView seatMap(SeatMap map) {
        return new SeatMapView(
                show(map),
                map.rows().stream().map(CatalogViews::row).toList(),
                new SummaryView(
                        count(map, SeatStatus.AVAILABLE), count(map, SeatStatus.HELD), count(map, SeatStatus.BOOKED)));
    }

    private static MovieView movie(Movie m) {
        return new MovieView(
                m.id(),
                m.title(),
                m.durationMinutes(),
                m.rating(),
                m.genres(),
                m.languages(),
                m.posterUrl().orElse(null),
                m.synopsis().orElse(null));
    }

    private static CinemaView cinema(Show.Cinema cinema) {
        return new CinemaView(cinema.id(), cinema.name(), cinema.address(), cinema.cityId(), cinema.zone());
    }

    private static CinemaShowsView shows(CinemaShows shows) {
        Show.Cinema cinema = shows.cinema();
        return new CinemaShowsView(cinema.id(), cinema.name(), cinema.address(), cinema.zone(), listed(shows.shows()));
    }

    private static MovieShowsView shows(MovieShows shows) {
        return new MovieShowsView(movie(shows.movie()), listed(shows.shows()));
    }

    private static List<ListedShowView> listed(List<CurrentShow> shows) {
        return shows.stream().map(CatalogViews::listed).toList();
    }

    private static ListedShowView listed(CurrentShow current) {
        ListedShow show = current.show();
        return new ListedShowView(
                show.id().value(),
                show.hall(),
                show.startsAt().toString(),
                show.endsAt().toString(),
                current.cinema().zone(),
                show.format(),
                show.priceFrom().amount(),
                current.sales().name(),
                opensAt(show.salesWindow()),
                current.availability().name());
    }

    private static String opensAt(SalesWindow window) {
        return window.opensAt().map(Instant::toString).orElse(null);
    }

    private static ShowView show(SeatMap map) {
        Show show = map.show();
        Show.Movie movie = show.movie();
        return new ShowView(
                show.id().value(),
                new ShownMovie(movie.id(), movie.title(), movie.durationMinutes(), movie.rating()),
                cinema(show.cinema()),
                show.hall(),
                show.startsAt().toString(),
                show.endsAt().toString(),
                show.format(),
                Vnd.CURRENCY,
                map.sales() == Sales.OPEN,
                map.sales().name(),
                opensAt(show.salesWindow()),
                show.salesEndAt().toString(),
                show.version(),
                new SeatRulesView(
                        show.seatRules().couplePairs(), show.seatRules().noSingleSeats()));
    }

    private static RowView row(RowOfSeats row) {
        return new RowView(
                row.row(), row.y(), row.seats().stream().map(CatalogViews::seat).toList());
    }

    private static SeatView seat(MapSeat seat) {
        return new SeatView(
                seat.id().id(),
                seat.seat().number().number(),
                seat.seat().column(),
                seat.seat().category().name(),
                seat.price().amount(),
                seat.status().name());
    }

    private static int count(SeatMap map, SeatStatus status) {
        return map.summary().getOrDefault(status, 0);
    }
}
