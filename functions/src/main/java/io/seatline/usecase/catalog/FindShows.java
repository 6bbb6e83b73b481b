package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.groupingBy;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds cities, their movies, a movie's shows and a show's seats. Lists only shows that have not started. */
public final class FindShows {
    private final CatalogSearch search;
    private final Catalog catalog;
    private final ShowSnapshot<SeatMap> maps;
    private final InstantSource clock;

    public FindShows(CatalogSearch search, Catalog catalog, Ledger ledger, InstantSource clock) {
        this.search = search;
        this.catalog = catalog;
        this.maps = new ShowSnapshot<>(id -> seatMap(catalog.show(id).orElseThrow(), ledger.recentClaims(id)), clock);
        this.clock = clock;
    }

    /** All cities, ordered by name. */
    public List<CatalogSearch.CityEntry> cities() {
        return search.cities();
    }

    /** The movies with a show in the city that has not started, ordered by title; empty for an unknown city. */
    public Optional<List<Movie>> movies(String cityId) {
        return search.city(cityId).map(_ -> search.movies(cityId, clock.instant()));
    }

    /** A movie and its shows in a city. */
    public record Programme(Movie movie, List<CinemaShows> cinemas) {}

    /** A cinema's shows of a movie, earliest first. */
    public record CinemaShows(Show.Cinema cinema, List<ListedShow> shows) {}

    /** The result of a search for a movie's shows in a city. */
    public sealed interface Found {
        /** The programme, with cinemas ordered by name. It has no cinemas if there are no shows. */
        record Shows(Programme programme) implements Found {}

        /** The city does not exist. */
        record NoCity() implements Found {}

        /** The movie does not exist. */
        record NoMovie() implements Found {}
    }

    /**
     * A movie's shows in a city that have not started.
     *
     * @param date if present, only shows that start on this date in their cinema's time zone
     */
    public Found shows(String cityId, String movieId, Optional<LocalDate> date) {
        if (search.city(cityId).isEmpty()) {
            return new Found.NoCity();
        }
        Optional<Movie> movie = search.movie(movieId);
        if (movie.isEmpty()) {
            return new Found.NoMovie();
        }
        // A date starts first at UTC+14 and ends last at UTC-12. The cinema's own time zone is applied below.
        Instant now = clock.instant();
        Instant begin = date.map(
                        d -> d.atStartOfDay().toInstant(ZoneOffset.ofHours(14)).minusSeconds(1))
                .filter(now::isBefore)
                .orElse(now);
        Instant end = date.map(d -> d.plusDays(1).atStartOfDay().toInstant(ZoneOffset.ofHours(-12)))
                .orElse(CatalogSearch.END_OF_TIME);
        Map<String, List<ListedShow>> byCinema =
                search.shows(cityId, movieId, begin, end).stream().collect(groupingBy(ListedShow::cinemaId));
        List<CinemaShows> cinemas = search.cinemas(byCinema.keySet()).values().stream()
                .map(cinema -> new CinemaShows(cinema, on(date, cinema, byCinema.get(cinema.id()))))
                .filter(shows -> !shows.shows().isEmpty())
                .sorted(Comparator.comparing(
                                (CinemaShows shows) -> shows.cinema().name())
                        .thenComparing(shows -> shows.cinema().id()))
                .toList();
        return new Found.Shows(new Programme(movie.get(), cinemas));
    }

    private static List<ListedShow> on(Optional<LocalDate> date, Show.Cinema cinema, List<ListedShow> shows) {
        ZoneId zone = ZoneId.of(cinema.zone());
        return shows.stream()
                .filter(show -> date.isEmpty() || date.get().equals(LocalDate.ofInstant(show.startsAt(), zone)))
                .toList();
    }

    /** The public status of a seat. */
    public enum SeatStatus {
        /** It has no claim. */
        AVAILABLE,
        /** A customer is paying for it, or it is being reallocated. */
        HELD,
        /** Paid for. */
        BOOKED
    }

    /** A show with the status of each seat, at most a second old, and the number of seats in each status. */
    public record SeatMap(Show show, boolean salesOpen, List<RowOfSeats> rows, Map<SeatStatus, Integer> summary) {}

    /** A row with its seats from left to right. */
    public record RowOfSeats(String row, List<MapSeat> seats) {}

    /** A seat of the map. */
    public record MapSeat(ShowSeat id, int number, SeatCategory category, Vnd price, SeatStatus status) {}

    /**
     * The seat map of a show, also after the show has started; empty for an unknown show. All callers share the same
     * object for a second.
     */
    public Optional<SeatMap> seats(ShowId id) {
        return catalog.show(id).map(_ -> maps.of(id));
    }

    private SeatMap seatMap(Show show, Map<SeatNumber, SeatClaim> claimed) {
        Map<SeatStatus, Integer> summary = new EnumMap<>(SeatStatus.class);
        List<RowOfSeats> rows = new ArrayList<>();
        for (HallLayout.Row row : show.layout().rows()) {
            List<MapSeat> seats = new ArrayList<>();
            for (HallLayout.Seat seat : row.seats()) {
                SeatStatus status = status(Optional.ofNullable(claimed.get(seat.number())));
                summary.merge(status, 1, Integer::sum);
                seats.add(new MapSeat(
                        new ShowSeat(show.id(), seat.number()),
                        seat.number().number(),
                        seat.category(),
                        show.prices().get(seat.category()),
                        status));
            }
            rows.add(new RowOfSeats(row.name(), seats));
        }
        return new SeatMap(show, !show.isClosedAt(clock.instant()), rows, summary);
    }

    private static SeatStatus status(Optional<SeatClaim> claim) {
        return claim.map(c -> switch (c) {
                    case SeatClaim.Held _, SeatClaim.Released _ -> SeatStatus.HELD;
                    case SeatClaim.Sold _ -> SeatStatus.BOOKED;
                })
                .orElse(SeatStatus.AVAILABLE);
    }
}
