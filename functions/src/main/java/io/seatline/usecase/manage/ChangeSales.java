package io.seatline.usecase.manage;

import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Closes the sales of a show, reopens them, or cancels the show. One transaction records the decision and copies it to
 * the catalog; the show worker then carries it out.
 */
public final class ChangeSales {
    private final Catalog catalog;
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final Queues queues;
    private final InstantSource clock;

    public ChangeSales(Catalog catalog, Waitlist waitlist, Ledger ledger, Queues queues, InstantSource clock) {
        this.catalog = catalog;
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.queues = queues;
        this.clock = clock;
    }

    /** The outcome of a decision. */
    public sealed interface Result {
        /** The decision is recorded, now or by an earlier request. */
        record Decided(SalesChange change) implements Result {}

        /** The show does not exist. */
        record NoSuchShow() implements Result {}

        /** The show is cancelled, which cannot be undone. */
        record ShowCancelled() implements Result {}

        /** The show is over. */
        record ShowOver() implements Result {}
    }

    /** Records a decision. A repeat changes nothing and sends the message to the show worker again if work remains. */
    public Result decide(ShowId id, SalesControl decision, String reason, StaffId by) {
        Result result =
                OptimisticRetry.repeat("changing the sales of show " + id, () -> tryDecide(id, decision, reason, by));
        if (result instanceof Result.Decided(SalesChange change)
                && change.deadline().isPresent()) {
            queues.post(new ShowChangedV1(id.value(), change.version()));
        }
        return result;
    }

    private Optional<Result> tryDecide(ShowId id, SalesControl decision, String reason, StaffId by) {
        Optional<Show> show = catalog.show(id);
        if (show.isEmpty()) {
            return Optional.of(new Result.NoSuchShow());
        }
        SalesChange current = waitlist.salesChange(id);
        if (current.control() == decision) {
            return Optional.of(new Result.Decided(current));
        }
        if (current.isCancelled()) {
            return Optional.of(new Result.ShowCancelled());
        }
        Instant now = clock.instant();
        if (!now.isBefore(show.get().endsAt())) {
            return Optional.of(new Result.ShowOver());
        }
        SalesChange next = current.decided(decision, reason, by, now, show.get().claimsKeptUntil());
        boolean done = ledger.commit(List.of(new Write.ChangeSales(current, next), new Write.ShowSales(next)))
                .isDone();
        return done ? Optional.of(new Result.Decided(next)) : Optional.empty();
    }
}
