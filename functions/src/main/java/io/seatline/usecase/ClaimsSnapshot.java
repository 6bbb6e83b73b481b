package io.seatline.usecase;

import io.seatline.domain.SeatClaim;
import io.seatline.domain.SeatNumber;
import java.time.InstantSource;
import java.util.Map;

/** The claims of a show by seat, as they were at most a second ago. */
public final class ClaimsSnapshot extends ShowSnapshot<Map<SeatNumber, SeatClaim>> {
    public ClaimsSnapshot(Ledger ledger, InstantSource clock) {
        super(show -> Map.copyOf(ledger.claims(show, false)), clock);
    }
}
