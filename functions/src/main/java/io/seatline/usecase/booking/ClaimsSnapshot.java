package io.seatline.usecase.booking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Caches a show's claims by seat in this execution environment: all claims, at most half a second old, and those that a
 * cancelled transaction returned since. A request for claimed seats can then be refused without a read or a write.
 */
public final class ClaimsSnapshot extends ShowSnapshot<Map<SeatNumber, SeatClaim>> {
    /** How long a claim may refuse requests after it was read. */
    public static final Duration FRESH_FOR = Duration.ofMillis(500);

    /**
     * Maximum age of a released claim. The seat is reallocated within moments, so this only absorbs a burst of
     * requests.
     */
    static final Duration RELEASED_FRESH_FOR = Duration.ofMillis(100);

    /** More seats than cancelled transactions return to one execution environment within half a second. */
    private static final int MAX_SEATS = 20_000;

    private final Cache<ShowSeat, SeatClaim> returned;

    public ClaimsSnapshot(Ledger ledger, InstantSource clock) {
        super(show -> Map.copyOf(ledger.recentClaims(show)), clock, FRESH_FOR);
        this.returned = Caffeine.newBuilder()
                .expireAfter(Expiry.<ShowSeat, SeatClaim>creating(
                        (_, claim) -> claim instanceof SeatClaim.Released ? RELEASED_FRESH_FOR : FRESH_FOR))
                .maximumSize(MAX_SEATS)
                .ticker(ShowSnapshot.ticker(clock))
                .executor(Runnable::run)
                .build();
    }

    /** Records claims that a cancelled transaction returned. */
    public void record(ShowId show, Map<SeatNumber, SeatClaim> claims) {
        claims.forEach((seat, claim) -> {
            ShowSeat key = new ShowSeat(show, seat);
            returned.invalidate(key);
            returned.put(key, claim);
        });
    }

    /** The fresh claims of a show, by seat. Never reads or waits. */
    public Function<SeatNumber, Optional<SeatClaim>> claims(ShowId show) {
        Map<SeatNumber, SeatClaim> fresh = ifFresh(show).orElse(Map.of());
        return seat -> {
            SeatClaim claim = fresh.get(seat);
            return claim == null || claim instanceof SeatClaim.Released
                    ? Optional.ofNullable(returned.getIfPresent(new ShowSeat(show, seat)))
                    : Optional.of(claim);
        };
    }
}
