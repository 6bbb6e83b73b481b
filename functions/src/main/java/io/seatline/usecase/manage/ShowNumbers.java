package io.seatline.usecase.manage;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.usecase.port.BookingLookup;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.search.CatalogSearch;
import io.seatline.usecase.search.ListedShow;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Counts the seats, the revenue and the waitlist of shows. For each show it reads the catalog, the claims, the waitlist
 * state and, a hundred at a time, the bookings of the sold seats. A full hall of 300 seats with two seats a booking costs
 * some 85 read units in six requests; a day of 60 such shows costs some 5,000 in 360 requests, one after another. The
 * reads are eventually consistent and not made at the same moment.
 */
public final class ShowNumbers {
    private final CatalogSearch search;
    private final Catalog catalog;
    private final Ledger ledger;
    private final BookingLookup lookup;
    private final Waitlist waitlist;
    private final InstantSource clock;

    public ShowNumbers(
            CatalogSearch search,
            Catalog catalog,
            Ledger ledger,
            BookingLookup lookup,
            Waitlist waitlist,
            InstantSource clock) {
        this.search = search;
        this.catalog = catalog;
        this.ledger = ledger;
        this.lookup = lookup;
        this.waitlist = waitlist;
        this.clock = clock;
    }

    /** A show with its numbers. */
    public record OfShow(Show show, Sales sales, Figures figures) {}

    /** The shows of a cinema's day, earliest first, and all together. */
    public record OfDay(String cinemaId, LocalDate date, List<OfShow> shows, Figures total) {}

    /** A show with its numbers and blocks, and the last decision about its sales. */
    public record Details(OfShow numbers, SalesChange change, List<Booking> blocks) {
        /** How many seats of a cancelled show are not blocked yet; 0 for another show, and once the sweep is over. */
        public int seatsLeft() {
            boolean sweeping =
                    change.cancellation().filter(c -> c.finishedAt().isEmpty()).isPresent();
            return sweeping ? numbers.figures().capacity() - numbers.figures().blocked() : 0;
        }
    }

    /**
     * Counts the shows that start on a date in the cinema's time zone; empty for an unknown cinema. Past shows are left out
     * once DynamoDB may have deleted their claims.
     */
    public Optional<OfDay> ofDay(String cinemaId, LocalDate date) {
        return search.cinema(cinemaId).map(cinema -> {
            ZoneId zone = ZoneId.of(cinema.zone());
            List<OfShow> shows = search.allShowsOfCinema(cinemaId, date).stream()
                    .filter(show -> LocalDate.ofInstant(show.startsAt(), zone).equals(date))
                    .sorted(Comparator.comparing(ListedShow::startsAt)
                            .thenComparing(show -> show.id().value()))
                    .flatMap(show -> catalog.show(show.id()).stream())
                    .filter(show -> clock.instant().isBefore(show.claimsKeptUntil()))
                    .map(this::ofShow)
                    .toList();
            return new OfDay(
                    cinemaId, date, shows, shows.stream().map(OfShow::figures).reduce(Figures.ZERO, Figures::plus));
        });
    }

    /** A show with its numbers, blocks and last decision, which is read consistently; empty for an unknown show. */
    public Optional<Details> details(ShowId id) {
        return catalog.show(id).map(show -> {
            SalesChange change = waitlist.salesChange(id);
            Map<SeatNumber, SeatClaim> claims = ledger.recentClaims(id);
            Map<BookingId, Booking> blocks = owners(claims, claim -> claim instanceof SeatClaim.Blocked);
            return new Details(
                    ofShow(show.with(change.control()), claims),
                    change,
                    blocks.values().stream()
                            // The claims of a cancelled show name the last owners of its seats, which are not blocks.
                            .filter(booking -> booking.state() == BookingState.BLOCKED)
                            .sorted(Comparator.comparing(Booking::createdAt)
                                    .thenComparing(booking -> booking.id().value()))
                            .toList());
        });
    }

    private OfShow ofShow(Show show) {
        return ofShow(show, ledger.recentClaims(show.id()));
    }

    private OfShow ofShow(Show show, Map<SeatNumber, SeatClaim> claims) {
        int blocked = count(claims, claim -> claim instanceof SeatClaim.Blocked);
        int sold = count(claims, claim -> claim instanceof SeatClaim.Sold);
        int admitted = count(
                claims,
                claim -> claim instanceof SeatClaim.Sold s && s.admitted().isPresent());
        boolean over = !clock.instant().isBefore(show.endsAt());
        Figures figures = FiguresBuilder.builder()
                .capacity(show.layout().seats().size())
                .sold(sold)
                .admitted(admitted)
                .noShows(over ? Optional.of(sold - admitted) : Optional.empty())
                .held(claims.size() - sold - blocked)
                .blocked(blocked)
                .free(Math.toIntExact(show.layout().seats().keySet().stream()
                        .filter(seat -> !claims.containsKey(seat))
                        .count()))
                .waiting(waitlist.state(show.id()).waiting())
                .revenue(revenue(claims))
                .build();
        return new OfShow(show, show.salesAt(clock.instant()), figures);
    }

    private static int count(Map<SeatNumber, SeatClaim> claims, Predicate<SeatClaim> which) {
        return Math.toIntExact(claims.values().stream().filter(which).count());
    }

    /** Returns the price of each sold seat, without seats that were returned after the claims were read. */
    private Vnd revenue(Map<SeatNumber, SeatClaim> claims) {
        Map<BookingId, Booking> bookings = owners(claims, claim -> claim instanceof SeatClaim.Sold);
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue() instanceof SeatClaim.Sold)
                .flatMap(claim ->
                        Optional.ofNullable(bookings.get(claim.getValue().booking()))
                                .map(booking -> booking.price(List.of(claim.getKey())))
                                .stream())
                .reduce(Vnd.ZERO, Vnd::plus);
    }

    private Map<BookingId, Booking> owners(Map<SeatNumber, SeatClaim> claims, Predicate<SeatClaim> which) {
        return lookup.bookings(
                claims.values().stream().filter(which).map(SeatClaim::booking).toList());
    }
}
