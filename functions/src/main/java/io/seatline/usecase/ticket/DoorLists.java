package io.seatline.usecase.ticket;

import static java.util.stream.Collectors.groupingBy;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.port.BookingLookup;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.search.CatalogSearch;
import io.seatline.usecase.search.ListedShow;
import io.seatline.usecase.ticket.AdmitSeats.ScannedSeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists what a door loads: the next shows of its cinema, and the tickets of a show for a door that loses its network.
 */
public final class DoorLists {
    private static final Duration AHEAD = Duration.ofHours(12);

    private final CatalogSearch search;
    private final Catalog catalog;
    private final Ledger ledger;
    private final BookingLookup lookup;
    private final InstantSource clock;

    public DoorLists(CatalogSearch search, Catalog catalog, Ledger ledger, BookingLookup lookup, InstantSource clock) {
        this.search = search;
        this.catalog = catalog;
        this.ledger = ledger;
        this.lookup = lookup;
        this.clock = clock;
    }

    /**
     * A show with the number of its sold seats.
     *
     * @param admitted for how many of them somebody was let in
     */
    public record NextShow(Show show, Sales sales, int sold, int admitted) {}

    /** The tickets of a show. */
    public record Tickets(Show show, Sales sales, List<ListedTicket> tickets) {}

    /** What the newest ticket of a booking says, and who was let in with it. */
    public record ListedTicket(BookingId booking, TicketCode code, int epoch, List<ScannedSeat> seats) {}

    /**
     * Finds the shows of a cinema that have not ended and start within twelve hours, earliest first; empty for an unknown
     * cinema. Reads the claims of each show: a full hall of 300 seats costs some 10 read units.
     */
    public Optional<List<NextShow>> nextShows(String cinemaId) {
        Instant now = clock.instant();
        // The search near a date reaches from 14 hours before it to 12 hours after it.
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return search.cinema(cinemaId).map(_ -> search.allShowsOfCinema(cinemaId, today).stream()
                .filter(show -> now.isBefore(show.endsAt()) && !show.startsAt().isAfter(now.plus(AHEAD)))
                .sorted(Comparator.comparing(ListedShow::startsAt)
                        .thenComparing(show -> show.id().value()))
                .flatMap(show -> catalog.show(show.id()).stream())
                .map(show -> counted(show, now))
                .toList());
    }

    private NextShow counted(Show show, Instant now) {
        List<SeatClaim.Sold> sold = sold(ledger.recentClaims(show.id()).values().stream());
        int admitted = Math.toIntExact(
                sold.stream().filter(claim -> claim.admitted().isPresent()).count());
        return new NextShow(show, show.salesAt(now), sold.size(), admitted);
    }

    private static List<SeatClaim.Sold> sold(Stream<SeatClaim> claims) {
        return claims.filter(SeatClaim.Sold.class::isInstance)
                .map(SeatClaim.Sold.class::cast)
                .toList();
    }

    /**
     * Lists the tickets of a show by booking id; empty for an unknown show. All is read consistently, the claims first: a
     * seat that is returned after that is missing, and the next list has the rest. A full hall of 300 seats with two seats
     * a booking costs some 160 read units.
     */
    public Optional<Tickets> tickets(ShowId id) {
        return catalog.show(id).map(show -> {
            Map<SeatNumber, SeatClaim> claims = ledger.claims(id);
            Map<BookingId, List<SeatClaim.Sold>> owners =
                    sold(claims.values().stream()).stream().collect(groupingBy(SeatClaim.Sold::booking));
            List<ListedTicket> tickets = lookup.currentBookings(owners.keySet()).values().stream()
                    .filter(booking -> booking.state() == BookingState.PAID)
                    .map(booking -> listed(booking, claims))
                    .filter(ticket -> !ticket.seats().isEmpty())
                    .sorted(Comparator.comparing(ticket -> ticket.booking().value()))
                    .toList();
            return new Tickets(show, show.salesAt(clock.instant()), tickets);
        });
    }

    private static ListedTicket listed(Booking booking, Map<SeatNumber, SeatClaim> claims) {
        List<ScannedSeat> seats = booking.seats().stream()
                .flatMap(seat -> claims.get(seat) instanceof SeatClaim.Sold sold
                                && sold.booking().equals(booking.id())
                        ? Stream.of(new ScannedSeat(seat, sold.admitted()))
                        : Stream.empty())
                .toList();
        return new ListedTicket(booking.id(), TicketCode.of(booking.id()), Ticket.epochOf(booking), seats);
    }
}
