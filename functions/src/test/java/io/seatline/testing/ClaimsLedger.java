package io.seatline.testing;

import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.port.Ledger;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A ledger that only reads claims of a show, and counts the reads. */
public final class ClaimsLedger {
    private final AtomicInteger reads = new AtomicInteger();
    private final Ledger ledger;
    private volatile Function<ShowId, Map<SeatNumber, SeatClaim>> claims = _ -> Map.of();

    public ClaimsLedger() {
        ledger = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, arguments) -> {
                    if (!Set.of("claims", "recentClaims").contains(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    reads.incrementAndGet();
                    return claims.apply((ShowId) arguments[0]);
                });
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** Sets the claims that are read from now on. */
    public void answer(Function<ShowId, Map<SeatNumber, SeatClaim>> answer) {
        claims = answer;
    }

    /** The number of reads. */
    public int reads() {
        return reads.get();
    }
}
