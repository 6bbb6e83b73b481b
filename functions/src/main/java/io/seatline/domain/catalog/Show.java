package io.seatline.domain.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One screening of a movie, with its hall.
 *
 * @param startsAt when the screening begins and sales close
 * @param endsAt when it ends
 * @param format what the screening is shown in, such as {@code 2D} or {@code IMAX}
 * @param prices for each category of seat in the hall
 */
@RecordBuilder
public record Show(
        ShowId id,
        Movie movie,
        Cinema cinema,
        String hall,
        HallLayout layout,
        Instant startsAt,
        Instant endsAt,
        String format,
        Map<SeatCategory, Vnd> prices) {

    /** How long a show's claims are kept after its end. */
    private static final Duration CLAIMS_KEPT = Duration.ofDays(7);

    /** What a booking and a seat map say of the movie. */
    public record Movie(String id, String title, int durationMinutes, String rating) {}

    /** What a booking and a seat map say of the cinema; {@code zone} is its local time's IANA id. */
    public record Cinema(String id, String name, String address, String cityId, String zone) {}

    public Show {
        prices = Map.copyOf(prices);
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("show " + id + " ends before it starts");
        }
    }

    /** Whether entries are no longer sold at this time. */
    public boolean isClosedAt(Instant now) {
        return !now.isBefore(startsAt);
    }

    /** The price of a seat, if the hall has it. */
    public Optional<Vnd> price(SeatNumber seat) {
        return layout.seat(seat).map(s -> prices.get(s.category()));
    }

    /** The price of seats that the hall has. */
    public Vnd price(List<SeatNumber> seats) {
        return seats.stream().map(seat -> price(seat).orElseThrow()).reduce(Vnd.ZERO, Vnd::plus);
    }

    /** When its claims may be collected as garbage. */
    public Instant claimsKeptUntil() {
        return endsAt.plus(CLAIMS_KEPT);
    }
}
