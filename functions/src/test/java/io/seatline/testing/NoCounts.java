package io.seatline.testing;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.usecase.availability.ListingStatus;
import io.seatline.usecase.availability.OrderCounts;
import io.seatline.usecase.availability.SeatCounts;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** For tests in which no seats are counted. */
public final class NoCounts implements SeatCounts {
    private final boolean accepts;

    private NoCounts(boolean accepts) {
        this.accepts = accepts;
    }

    /** Orders nothing. */
    public static OrderCounts order() {
        return new OrderCounts(new NoCounts(false), new RecordingQueues(), () -> Instant.EPOCH);
    }

    /** Accepts every order. */
    public static NoCounts accepting() {
        return new NoCounts(true);
    }

    @Override
    public boolean order(ShowId show, Instant at, Instant soon) {
        return accepts;
    }

    @Override
    public void store(ShowId show, SeatCount count, Instant at, Instant keptUntil) {}

    @Override
    public Map<ShowId, ListingStatus> of(Collection<ShowId> shows) {
        return Map.of();
    }
}
