package io.seatline.usecase.availability;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SeatCount;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Stores the last count of each show's seats, and the next one that is ordered. Reads them with the show's sales. */
public interface SeatCounts {
    /**
     * Orders a count of a show at a time.
     *
     * @param soon the earliest time of another order that makes this one unnecessary
     * @return whether it is ordered now; false if there is another order for {@code soon} or later
     */
    boolean order(ShowId show, Instant at, Instant soon);

    /** Stores a count that began at a time, unless a later one is stored. */
    void store(ShowId show, SeatCount count, Instant at, Instant keptUntil);

    /** Reads the statuses of these shows, a few seconds old; omits shows without a sale and without a decision. */
    Map<ShowId, ListingStatus> of(Collection<ShowId> shows);
}
