package io.seatline.usecase.availability;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import java.time.Instant;
import java.time.InstantSource;

/** Counts a show's free seats for the listings. */
public final class CountSeats {
    private final Catalog catalog;
    private final Ledger ledger;
    private final SeatCounts counts;
    private final InstantSource clock;

    public CountSeats(Catalog catalog, Ledger ledger, SeatCounts counts, InstantSource clock) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.counts = counts;
        this.clock = clock;
    }

    /** Counts and stores the result; ignores a show that is no longer in the catalog. */
    public void count(ShowId id) {
        catalog.show(id).ifPresent(show -> {
            Instant now = clock.instant();
            int seats = show.layout().seats().size();
            counts.store(id, new SeatCount(seats - ledger.claims(id).size(), seats), now, show.claimsKeptUntil());
        });
    }
}
