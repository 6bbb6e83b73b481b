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
 * @param startsAt when the screening starts
 * @param endsAt when it ends
 * @param format the screening format, such as {@code 2D} or {@code IMAX}
 * @param prices the price of each seat category in the hall
 * @param control what its manager has decided about its sales
 * @param version counts the changes of the show by imports, starting at 1
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
        Map<SeatCategory, Vnd> prices,

        SalesWindow salesWindow,

        SeatRules seatRules,

        SalesControl control,

        long version) {
    /** The version of a show that was loaded once. */
    public static final long FIRST_VERSION = 1;

    /** How long a show's claims are kept after it ends. */
    private static final Duration CLAIMS_KEPT = Duration.ofDays(7);

    /** The movie data that bookings and seat maps show. */
    public record Movie(String id, String title, int durationMinutes, String rating) {}

    /** The cinema data that bookings and seat maps show, with its policies; {@code zone} is its IANA time zone. */
    public record Cinema(String id, String name, String address, String cityId, String zone, CinemaPolicies policies) {
        /** A cinema without policies. */
        public Cinema(String id, String name, String address, String cityId, String zone) {
            this(id, name, address, cityId, zone, CinemaPolicies.NONE);
        }

        /** The same cinema with these policies. */
        public Cinema with(CinemaPolicies others) {
            return new Cinema(id, name, address, cityId, zone, others);
        }
    }

    public Show {
        prices = Map.copyOf(prices);
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException(
                    "show " + id + " must end after it starts: " + startsAt + " to " + endsAt);
        }
    }

    /** Whether the seats are on sale at this time. */
    public Sales salesAt(Instant now) {
        return salesWindow.salesAt(startsAt, control, now);
    }

    /** When sales end, whatever its manager decides. */
    public Instant salesEndAt() {
        return salesWindow.closesAt(startsAt);
    }

    /** Whether seats can be neither bought nor offered at this time. They can be offered before sales open. */
    public boolean isClosedAt(Instant now) {
        Sales sales = salesAt(now);
        return sales.isOver() || sales == Sales.CLOSED;
    }

    /** The same show with another decision about its sales. */
    public Show with(SalesControl decision) {
        return ShowBuilder.builder(this).control(decision).build();
    }

    /** The price of a seat; empty if the hall does not have it. */
    public Optional<Vnd> price(SeatNumber seat) {
        return layout.seat(seat).map(s -> prices.get(s.category()));
    }

    /** The total price of the seats, which the hall must have. */
    public Vnd price(List<SeatNumber> seats) {
        return seats.stream().map(seat -> price(seat).orElseThrow()).reduce(Vnd.ZERO, Vnd::plus);
    }

    /** When DynamoDB may delete the show's claims. */
    public Instant claimsKeptUntil() {
        return endsAt.plus(CLAIMS_KEPT);
    }
}
