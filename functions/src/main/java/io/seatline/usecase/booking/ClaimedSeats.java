package io.seatline.usecase.booking;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.Sleeper;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import io.seatline.usecase.port.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the owners of seats that a transaction could not claim, so that a customer's own seats are not reported as
 * somebody else's. Waits for the show worker if the customer has just given up the seats.
 */
final class ClaimedSeats {
    /** How often to check whether the show worker has decided, which usually takes less than a second. */
    static final Duration POLL = Duration.ofMillis(250);

    /** Three seconds; after that, the client must retry. */
    static final int POLLS = 12;

    private final Ledger ledger;
    private final InstantSource clock;
    private final Sleeper sleeper;

    ClaimedSeats(Ledger ledger, InstantSource clock, Sleeper sleeper) {
        this.ledger = ledger;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Returns the refusal for these claims on requested seats; empty if the customer's own seats are being released. */
    Optional<Result> refusal(Request request, Map<SeatNumber, SeatClaim> claims) {
        Set<SeatNumber> own = among(request.customer(), claims);
        List<SeatNumber> taken = new ArrayList<>(request.seats());
        taken.retainAll(claims.keySet());
        if (own.containsAll(taken)) {
            if (taken.stream().map(claims::get).anyMatch(this::isBeingReleased)) {
                return Optional.empty();
            }
            Optional<BookingId> held = taken.stream()
                    .map(claims::get)
                    .filter(SeatClaim.Held.class::isInstance)
                    .map(SeatClaim::booking)
                    .findFirst();
            if (held.isPresent()) {
                return held.map(Result.AlreadyHolding::new);
            }
        }
        taken.removeIf(seat -> own.contains(seat) && !(claims.get(seat) instanceof SeatClaim.Sold));
        own.retainAll(taken);
        return Optional.of(new Result.SeatsUnavailable(taken, own));
    }

    /**
     * Returns the seats that the customer's bookings claim; a blocked seat is nobody's. Reads a booking only if its id may be the customer's. A
     * booking that is not found is being created, and counts as the customer's.
     */
    private Set<SeatNumber> among(CustomerId customer, Map<SeatNumber, SeatClaim> claims) {
        Set<BookingId> own = claims.values().stream()
                .map(SeatClaim::booking)
                .filter(booking -> booking.mayBelongTo(customer))
                .distinct()
                .filter(booking -> ledger.details(booking)
                        .map(details -> details.booking().isOf(customer))
                        .orElse(true))
                .collect(toSet());
        return claims.keySet().stream()
                .filter(seat -> !(claims.get(seat) instanceof SeatClaim.Blocked))
                .filter(seat -> own.contains(claims.get(seat).booking()))
                .collect(toCollection(HashSet::new));
    }

    /** Whether the show worker must still decide about the seat, or its hold has run out. */
    private boolean isBeingReleased(SeatClaim claim) {
        return switch (claim) {
            case SeatClaim.Released _ -> true;
            case SeatClaim.Held held -> !clock.instant().isBefore(held.until());
            case SeatClaim.Sold _, SeatClaim.Blocked _ -> false;
        };
    }

    /** Waits until none of the seats is being released by the customer; false if that takes longer than the limit. */
    boolean awaitRelease(Request request) {
        for (int poll = 0; poll < POLLS; poll++) {
            sleeper.sleep(POLL);
            Map<SeatNumber, SeatClaim> claims = ledger.claims(request.show());
            boolean pending = request.seats().stream()
                    .filter(claims::containsKey)
                    .map(claims::get)
                    .anyMatch(claim -> claim.booking().mayBelongTo(request.customer()) && isBeingReleased(claim));
            if (!pending) {
                return true;
            }
        }
        return false;
    }
}
