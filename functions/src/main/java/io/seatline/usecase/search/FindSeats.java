package io.seatline.usecase.search;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a show's seats: merges the hall with the claims. */
public final class FindSeats {
    private final Catalog catalog;
    private final ShowSnapshot<SeatMap> maps;
    private final InstantSource clock;

    public FindSeats(Catalog catalog, Ledger ledger, InstantSource clock) {
        this.catalog = catalog;
        this.maps = new ShowSnapshot<>(id -> seatMap(catalog.show(id).orElseThrow(), ledger.recentClaims(id)), clock);
        this.clock = clock;
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
    public record SeatMap(Show show, Sales sales, List<RowOfSeats> rows, Map<SeatStatus, Integer> summary) {}

    /**
     * A row with its seats from left to right.
     *
     * @param y its position from the screen, starting at 0
     */
    public record RowOfSeats(String row, int y, List<MapSeat> seats) {}

    /** A seat of the map. */
    public record MapSeat(ShowSeat id, HallLayout.Seat seat, Vnd price, SeatStatus status) {}

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
                        seat,
                        show.prices().get(seat.category()),
                        status));
            }
            rows.add(new RowOfSeats(row.name(), row.y(), seats));
        }
        return new SeatMap(show, show.salesAt(clock.instant()), rows, summary);
    }

    private static SeatStatus status(Optional<SeatClaim> claim) {
        return claim.map(c -> switch (c) {
                    case SeatClaim.Held _, SeatClaim.Released _ -> SeatStatus.HELD;
                    case SeatClaim.Sold _, SeatClaim.Blocked _ -> SeatStatus.BOOKED;
                })
                .orElse(SeatStatus.AVAILABLE);
    }
}
