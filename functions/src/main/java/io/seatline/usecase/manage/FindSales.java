package io.seatline.usecase.manage;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.SalesChange.Cancellation;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Waitlist;
import java.time.InstantSource;
import java.util.Optional;

/** Finds a show's sales and the progress of its cancellation. */
public final class FindSales {
    private final Catalog catalog;
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final InstantSource clock;

    public FindSales(Catalog catalog, Waitlist waitlist, Ledger ledger, InstantSource clock) {
        this.catalog = catalog;
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A show's sales.
     *
     * @param seatsLeft how many seats of a cancelled show are not blocked yet; 0 for other shows
     */
    public record ShowSales(ShowId show, Sales sales, SalesChange change, int seatsLeft) {}

    /** The sales of a show with the last decision; empty if the show does not exist. */
    public Optional<ShowSales> find(ShowId id) {
        return catalog.show(id).map(show -> {
            SalesChange change = waitlist.salesChange(id);
            return new ShowSales(
                    id,
                    show.with(change.control()).salesAt(clock.instant()),
                    change,
                    seatsLeft(change, show.layout().seats().size()));
        });
    }

    private int seatsLeft(SalesChange change, int seats) {
        boolean unfinished = change.cancellation()
                .map(Cancellation::finishedAt)
                .filter(Optional::isEmpty)
                .isPresent();
        return unfinished
                ? seats
                        - Math.toIntExact(ledger.recentClaims(change.show()).values().stream()
                                .filter(SeatClaim.Blocked.class::isInstance)
                                .count())
                : 0;
    }
}
