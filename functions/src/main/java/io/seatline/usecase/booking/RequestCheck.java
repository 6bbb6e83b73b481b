package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.rules.SelectionRules;
import io.seatline.domain.seating.rules.SelectionRules.Rule;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Refuses requests without a transaction. Writes nothing. For a cinema with seat rules, reads the snapshot of the claims
 * at most once per {@link ClaimsSnapshot#FRESH_FOR}; otherwise reads nothing.
 */
final class RequestCheck {
    private final ClaimsSnapshot snapshot;
    private final InstantSource clock;

    RequestCheck(ClaimsSnapshot snapshot, InstantSource clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /**
     * Returns the reason to refuse a request; empty if the transaction decides. The price is checked before the seats.
     * Ignores claims that may be the customer's own: the transaction finds their current state.
     */
    Optional<Result> refusal(Request request, BookingId id, Show show) {
        Sales sales = show.salesAt(clock.instant());
        Optional<Result> notOnSale =
                switch (sales) {
                    case NOT_OPEN -> show.salesWindow().opensAt().map(Result.SalesNotOpen::new);
                    case CLOSED, ENDED, CANCELLED -> Optional.of(new Result.SalesClosed(sales));
                    case OPEN -> Optional.empty();
                };
        if (notOnSale.isPresent()) {
            return notOnSale;
        }
        Vnd amount = show.price(request.seats());
        if (request.terms()
                .amount()
                .filter(expected -> !expected.equals(amount))
                .isPresent()) {
            return Optional.of(new Result.PriceChanged(amount));
        }
        // The rules may read the snapshot, which then shows claims that it did not have before.
        return claimedByOthers(request, id).or(() -> ruleBroken(request, show)).or(() -> claimedByOthers(request, id));
    }

    private Optional<Result> claimedByOthers(Request request, BookingId id) {
        Function<SeatNumber, Optional<SeatClaim>> claims = snapshot.claims(request.show());
        List<SeatNumber> taken = request.seats().stream()
                .filter(seat -> claims.apply(seat)
                        .map(SeatClaim::booking)
                        .filter(booking -> !booking.equals(id) && !booking.mayBelongTo(request.customer()))
                        .isPresent())
                .toList();
        return taken.isEmpty() ? Optional.empty() : Optional.of(new Result.SeatsUnavailable(taken, Set.of()));
    }

    private Optional<Result> ruleBroken(Request request, Show show) {
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        if (!request.terms().accessible()) {
            rules.add(Rule.ACCESSIBLE);
        }
        if (show.seatRules().couplePairs()) {
            rules.add(Rule.COUPLE_PAIR);
        }
        if (show.seatRules().noSingleSeats()) {
            rules.add(Rule.SINGLE_SEAT);
        }
        Set<SeatNumber> free = show.layout().seats().keySet();
        if (!show.seatRules().equals(SeatRules.NONE)) {
            free = new HashSet<>(free);
            free.removeAll(snapshot.of(show.id()).keySet());
        }
        return SelectionRules.check(show.layout(), rules, free, Set.copyOf(request.seats()))
                .map(Result.RuleBroken::new);
    }
}
