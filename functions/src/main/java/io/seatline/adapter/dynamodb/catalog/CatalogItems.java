package io.seatline.adapter.dynamodb.catalog;

import static io.seatline.adapter.dynamodb.catalog.CatalogSchemas.FLAG;
import static io.seatline.adapter.dynamodb.catalog.CatalogSchemas.NUMBER;
import static io.seatline.adapter.dynamodb.catalog.CatalogSchemas.TEXT;
import static java.util.stream.Collectors.toMap;

import io.seatline.adapter.dynamodb.catalog.CatalogSchemas.Draft;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.usecase.availability.ListingStatus;
import io.seatline.usecase.catalog.CatalogWriter.HallTime;
import io.seatline.usecase.catalog.City;
import io.seatline.usecase.catalog.HallNotation;
import io.seatline.usecase.catalog.HallNotation.Numbering;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.catalog.MovieBuilder;
import io.seatline.usecase.catalog.ScheduledShow;
import io.seatline.usecase.catalog.ScheduledShowBuilder;
import io.seatline.usecase.search.ListedShow;
import io.seatline.usecase.search.ListedShowBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Maps each catalog record to an item of the table Catalog. Times are epoch milliseconds, prices whole VND. */
final class CatalogItems {
    private static final EnhancedType<List<String>> TEXTS = EnhancedType.listOf(String.class);
    private static final EnhancedType<Map<String, Long>> AMOUNTS = EnhancedType.mapOf(String.class, Long.class);

    static final TableSchema<City> CITY = CatalogSchemas.of(
                    City.class,
                    draft -> new City(draft.text(CatalogTable.CITY_ID), draft.text(CatalogTable.NAME)),
                    _ -> CatalogTable.CITIES,
                    city -> CatalogTable.city(city.id()))
            .text(CatalogTable.CITY_ID, City::id)
            .text(CatalogTable.NAME, City::name)
            .build();

    static final TableSchema<Show.Cinema> CINEMA = CatalogSchemas.of(
                    Show.Cinema.class,
                    draft -> new Show.Cinema(
                                    draft.text(CatalogTable.CINEMA_ID),
                                    draft.text(CatalogTable.NAME),
                                    draft.text(CatalogTable.ADDRESS),
                                    draft.text(CatalogTable.CITY_ID),
                                    draft.text(CatalogTable.TIME_ZONE))
                            .with(policies(draft)),
                    _ -> CatalogTable.CITIES,
                    cinema -> CatalogTable.cinema(cinema.id()))
            .text(CatalogTable.CINEMA_ID, Show.Cinema::id)
            .text(CatalogTable.NAME, Show.Cinema::name)
            .text(CatalogTable.ADDRESS, Show.Cinema::address)
            .text(CatalogTable.CITY_ID, Show.Cinema::cityId)
            .text(CatalogTable.TIME_ZONE, Show.Cinema::zone)
            .number(CatalogTable.REFUND_UNTIL_MINUTES, cinema -> cinema.policies()
                    .refunds()
                    .map(refunds -> (long) refunds.untilMinutes())
                    .orElse(null))
            .number(CatalogTable.REFUND_FEE_PERCENT, cinema -> cinema.policies()
                    .refunds()
                    .map(refunds -> (long) refunds.feePercent())
                    .orElse(null))
            .add(CatalogTable.COUPLE_PAIRS, FLAG, cinema -> cinema.policies()
                    .seatRules()
                    .couplePairs())
            .add(CatalogTable.NO_SINGLE_SEATS, FLAG, cinema -> cinema.policies()
                    .seatRules()
                    .noSingleSeats())
            .build();

    static final TableSchema<Movie> MOVIE = CatalogSchemas.of(
                    Movie.class,
                    draft -> MovieBuilder.builder()
                            .id(draft.text(CatalogTable.MOVIE_ID))
                            .title(draft.text(CatalogTable.TITLE))
                            .durationMinutes(Math.toIntExact(draft.number(CatalogTable.DURATION_MINUTES)))
                            .rating(draft.text(CatalogTable.RATING))
                            .genres(draft.get(CatalogTable.GENRES, TEXTS))
                            .languages(draft.get(CatalogTable.LANGUAGES, TEXTS))
                            .posterUrl(draft.find(CatalogTable.POSTER_URL, TEXT))
                            .synopsis(draft.find(CatalogTable.SYNOPSIS, TEXT))
                            .build(),
                    movie -> CatalogTable.movie(movie.id()),
                    _ -> CatalogTable.MOVIE)
            .text(CatalogTable.MOVIE_ID, Movie::id)
            .text(CatalogTable.TITLE, Movie::title)
            .number(CatalogTable.DURATION_MINUTES, movie -> (long) movie.durationMinutes())
            .text(CatalogTable.RATING, Movie::rating)
            .add(CatalogTable.GENRES, TEXTS, Movie::genres)
            .add(CatalogTable.LANGUAGES, TEXTS, Movie::languages)
            .text(CatalogTable.POSTER_URL, movie -> movie.posterUrl().orElse(null))
            .text(CatalogTable.SYNOPSIS, movie -> movie.synopsis().orElse(null))
            .build();

    static final TableSchema<HallLayout> LAYOUT = CatalogSchemas.of(
                    HallLayout.class,
                    draft -> new HallLayout(
                            draft.text(CatalogTable.LAYOUT_ID),
                            HallNotation.rows(
                                    draft.get(CatalogTable.ROWS, TEXTS),
                                    draft.find(CatalogTable.NUMBERING, TEXT)
                                            .map(Numbering::parse)
                                            .orElse(Numbering.PLAIN))),
                    layout -> CatalogTable.layout(layout.id()),
                    _ -> CatalogTable.LAYOUT)
            .text(CatalogTable.LAYOUT_ID, HallLayout::id)
            .add(CatalogTable.ROWS, TEXTS, HallNotation::lines)
            .text(CatalogTable.NUMBERING, layout -> Optional.of(HallNotation.numbering(layout))
                    .filter(numbering -> !numbering.equals(Numbering.PLAIN))
                    .map(Numbering::toString)
                    .orElse(null))
            .build();

    static final TableSchema<ScheduledShow> SHOW = CatalogSchemas.of(
                    ScheduledShow.class,
                    draft -> ScheduledShowBuilder.builder()
                            .id(new ShowId(draft.text(CatalogTable.SHOW_ID)))
                            .movieId(draft.text(CatalogTable.MOVIE_ID))
                            .cinemaId(draft.text(CatalogTable.CINEMA_ID))
                            .cityId(draft.text(CatalogTable.CITY_ID))
                            .hallId(draft.text(CatalogTable.HALL_ID))
                            .hallName(draft.text(CatalogTable.HALL_NAME))
                            .layoutId(draft.text(CatalogTable.LAYOUT_ID))
                            .startsAt(draft.time(CatalogTable.STARTS_AT))
                            .endsAt(draft.time(CatalogTable.ENDS_AT))
                            .format(draft.text(CatalogTable.FORMAT))
                            .prices(prices(draft.get(CatalogTable.PRICES, AMOUNTS)))
                            .salesWindow(salesWindow(draft))
                            .version(draft.find(CatalogTable.VERSION, NUMBER).orElse(Show.FIRST_VERSION))
                            .build(),
                    show -> CatalogTable.show(show.id()),
                    _ -> CatalogTable.SHOW)
            .text(CatalogTable.SHOW_ID, show -> show.id().value())
            .text(CatalogTable.MOVIE_ID, ScheduledShow::movieId)
            .text(CatalogTable.CINEMA_ID, ScheduledShow::cinemaId)
            .text(CatalogTable.CITY_ID, ScheduledShow::cityId)
            .text(CatalogTable.HALL_ID, ScheduledShow::hallId)
            .text(CatalogTable.HALL_NAME, ScheduledShow::hallName)
            .text(CatalogTable.LAYOUT_ID, ScheduledShow::layoutId)
            .time(CatalogTable.STARTS_AT, ScheduledShow::startsAt)
            .time(CatalogTable.ENDS_AT, ScheduledShow::endsAt)
            .text(CatalogTable.FORMAT, ScheduledShow::format)
            .add(CatalogTable.PRICES, AMOUNTS, show -> amounts(show.prices()))
            .number(CatalogTable.SALES_OPEN_AT, show -> show.salesWindow()
                    .opensAt()
                    .map(Instant::toEpochMilli)
                    .orElse(null))
            .number(CatalogTable.SALES_CLOSE_MINUTES, show ->
                    (long) show.salesWindow().closeMinutes())
            .number(CatalogTable.VERSION, ScheduledShow::version)
            .number(CatalogTable.TTL, show -> show.keptUntil().getEpochSecond())
            .build();

    /** A show as the programmes of its movie and of its cinema list it. */
    record Listing(String cityId, ListedShow show, long ttl) {
        static Listing of(ScheduledShow show) {
            ListedShow listed = ListedShowBuilder.builder()
                    .id(show.id())
                    .movieId(show.movieId())
                    .cinemaId(show.cinemaId())
                    .hall(show.hallName())
                    .startsAt(show.startsAt())
                    .endsAt(show.endsAt())
                    .format(show.format())
                    .priceFrom(show.priceFrom())
                    .salesWindow(show.salesWindow())
                    .build();
            return new Listing(show.cityId(), listed, show.keptUntil().getEpochSecond());
        }

        Instant salesEndAt() {
            return show.salesWindow().closesAt(show.startsAt());
        }
    }

    /** A show in its movie's programme in a city. */
    static final TableSchema<Listing> LISTING = listing(
            listing -> CatalogTable.programme(listing.cityId(), listing.show().movieId()));

    /** A show in its cinema's programme. */
    static final TableSchema<Listing> CINEMA_LISTING =
            listing(listing -> CatalogTable.cinema(listing.show().cinemaId()));

    private static TableSchema<Listing> listing(Function<Listing, String> pk) {
        return CatalogSchemas.of(
                        Listing.class,
                        draft -> new Listing(
                                draft.text(CatalogTable.CITY_ID), listedShow(draft), draft.number(CatalogTable.TTL)),
                        pk,
                        listing -> CatalogTable.start(
                                listing.show().startsAt(), listing.show().id()))
                .text(CatalogTable.CITY_ID, Listing::cityId)
                .text(CatalogTable.MOVIE_ID, listing -> listing.show().movieId())
                .text(CatalogTable.SHOW_ID, listing -> listing.show().id().value())
                .text(CatalogTable.CINEMA_ID, listing -> listing.show().cinemaId())
                .text(CatalogTable.HALL_NAME, listing -> listing.show().hall())
                .time(CatalogTable.STARTS_AT, listing -> listing.show().startsAt())
                .time(CatalogTable.ENDS_AT, listing -> listing.show().endsAt())
                .text(CatalogTable.FORMAT, listing -> listing.show().format())
                .number(
                        CatalogTable.PRICE_FROM,
                        listing -> listing.show().priceFrom().amount())
                .number(CatalogTable.SALES_OPEN_AT, listing -> listing.show()
                        .salesWindow()
                        .opensAt()
                        .map(Instant::toEpochMilli)
                        .orElse(null))
                .number(CatalogTable.SALES_CLOSE_MINUTES, listing ->
                        (long) listing.show().salesWindow().closeMinutes())
                .number(CatalogTable.TTL, Listing::ttl)
                .build();
    }

    private static ListedShow listedShow(Draft draft) {
        return ListedShowBuilder.builder()
                .id(new ShowId(draft.text(CatalogTable.SHOW_ID)))
                .movieId(draft.text(CatalogTable.MOVIE_ID))
                .cinemaId(draft.text(CatalogTable.CINEMA_ID))
                .hall(draft.text(CatalogTable.HALL_NAME))
                .startsAt(draft.time(CatalogTable.STARTS_AT))
                .endsAt(draft.time(CatalogTable.ENDS_AT))
                .format(draft.text(CatalogTable.FORMAT))
                .priceFrom(new Vnd(draft.number(CatalogTable.PRICE_FROM)))
                .salesWindow(salesWindow(draft))
                .build();
    }

    /** What changes with a show's sales. */
    record ShowStatus(ShowId show, ListingStatus status) {}

    static final TableSchema<ShowStatus> STATUS = CatalogSchemas.of(
                    ShowStatus.class,
                    draft -> new ShowStatus(
                            new ShowId(draft.text(CatalogTable.PK).substring(CatalogTable.SHOW_PREFIX.length())),
                            new ListingStatus(
                                    draft.find(CatalogTable.FREE_SEATS, NUMBER)
                                            .map(free -> new SeatCount(
                                                    Math.toIntExact(free),
                                                    Math.toIntExact(draft.number(CatalogTable.ALL_SEATS)))),
                                    draft.find(CatalogTable.SALES, TEXT)
                                            .map(SalesControl::valueOf)
                                            .orElse(SalesControl.OPEN))),
                    item -> CatalogTable.show(item.show()),
                    _ -> CatalogTable.AVAILABILITY)
            .number(CatalogTable.FREE_SEATS, item -> item.status()
                    .count()
                    .map(count -> (long) count.free())
                    .orElse(null))
            .number(CatalogTable.ALL_SEATS, item -> item.status()
                    .count()
                    .map(count -> (long) count.seats())
                    .orElse(null))
            .text(CatalogTable.SALES, item -> item.status().control().name())
            .build();

    /** The time slot in which a show occupies its hall. */
    record HallSlot(String cinemaId, String hallId, HallTime time, long ttl) {
        static HallSlot of(ScheduledShow show) {
            return new HallSlot(
                    show.cinemaId(),
                    show.hallId(),
                    new HallTime(show.id(), show.startsAt(), show.endsAt()),
                    show.keptUntil().getEpochSecond());
        }
    }

    static final TableSchema<HallSlot> HALL_SLOT = CatalogSchemas.of(
                    HallSlot.class,
                    draft -> new HallSlot(
                            draft.text(CatalogTable.CINEMA_ID),
                            draft.text(CatalogTable.HALL_ID),
                            new HallTime(
                                    new ShowId(draft.text(CatalogTable.SHOW_ID)),
                                    draft.time(CatalogTable.STARTS_AT),
                                    draft.time(CatalogTable.ENDS_AT)),
                            draft.number(CatalogTable.TTL)),
                    slot -> CatalogTable.hall(slot.cinemaId(), slot.hallId()),
                    slot -> CatalogTable.start(
                            slot.time().startsAt(), slot.time().show()))
            .text(CatalogTable.CINEMA_ID, HallSlot::cinemaId)
            .text(CatalogTable.HALL_ID, HallSlot::hallId)
            .text(CatalogTable.SHOW_ID, slot -> slot.time().show().value())
            .time(CatalogTable.STARTS_AT, slot -> slot.time().startsAt())
            .time(CatalogTable.ENDS_AT, slot -> slot.time().endsAt())
            .number(CatalogTable.TTL, HallSlot::ttl)
            .build();

    /** A movie that a city lists until a time. */
    record CityMovie(String cityId, String movieId, Instant until) {}

    static final TableSchema<CityMovie> CITY_MOVIE = CatalogSchemas.of(
                    CityMovie.class,
                    draft -> new CityMovie(
                            draft.text(CatalogTable.PK).substring(CatalogTable.CITY_PREFIX.length()),
                            draft.text(CatalogTable.MOVIE_ID),
                            draft.time(CatalogTable.LISTED_UNTIL)),
                    listing -> CatalogTable.city(listing.cityId()),
                    listing -> CatalogTable.movie(listing.movieId()))
            .text(CatalogTable.MOVIE_ID, CityMovie::movieId)
            .time(CatalogTable.LISTED_UNTIL, CityMovie::until)
            .build();

    private CatalogItems() {}

    private static CinemaPolicies policies(Draft draft) {
        return new CinemaPolicies(
                draft.find(CatalogTable.REFUND_UNTIL_MINUTES, NUMBER)
                        .flatMap(minutes -> draft.find(CatalogTable.REFUND_FEE_PERCENT, NUMBER)
                                .map(percent -> new CinemaPolicies.Refunds(
                                        Math.toIntExact(minutes), Math.toIntExact(percent)))),
                new SeatRules(
                        draft.find(CatalogTable.COUPLE_PAIRS, FLAG).orElse(false),
                        draft.find(CatalogTable.NO_SINGLE_SEATS, FLAG).orElse(false)));
    }

    private static SalesWindow salesWindow(Draft draft) {
        return new SalesWindow(
                draft.find(CatalogTable.SALES_OPEN_AT, NUMBER).map(Instant::ofEpochMilli),
                Math.toIntExact(
                        draft.find(CatalogTable.SALES_CLOSE_MINUTES, NUMBER).orElse(0L)));
    }

    private static Map<String, Long> amounts(Map<SeatCategory, Vnd> prices) {
        return prices.entrySet().stream().collect(toMap(price -> price.getKey().name(), price -> price.getValue()
                .amount()));
    }

    private static Map<SeatCategory, Vnd> prices(Map<String, Long> amounts) {
        return amounts.entrySet().stream()
                .collect(toMap(amount -> SeatCategory.valueOf(amount.getKey()), amount -> new Vnd(amount.getValue())));
    }
}
