package io.seatline.usecase.waitlist;

import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.JoinV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Adds a customer to a show's waitlist. It stores the entry, sends it to the show queue, and only then answers.
 * Therefore the order of the show queue is the order of the customers.
 */
public final class JoinWaitlist {
    private final Catalog catalog;
    private final Waitlist waitlist;
    private final Ledger ledger;
    private final FindWaitlistEntry findWaitlistEntry;
    private final Queues queues;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Metrics metrics;

    public JoinWaitlist(
            Catalog catalog,
            Waitlist waitlist,
            Ledger ledger,
            FindWaitlistEntry findWaitlistEntry,
            Queues queues,
            InstantSource clock,
            RandomGenerator random,
            Metrics metrics) {
        this.catalog = catalog;
        this.waitlist = waitlist;
        this.ledger = ledger;
        this.findWaitlistEntry = findWaitlistEntry;
        this.queues = queues;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
    }

    /** The outcome of a request to join. */
    public sealed interface Result {
        /** The customer is in the waitlist, as a new entry or already before. */
        record Joined(WaitlistEntry entry, Status status) implements Result {}

        /** The show does not exist. */
        record NoSuchShow() implements Result {}

        /** Sales open later, at this time. */
        record SalesNotOpen(Instant opensAt) implements Result {}

        /** Sales are closed or have ended, or the show is cancelled. */
        record SalesClosed(Sales sales) implements Result {}

        /** The hall has fewer seats than the party needs. */
        record PartyTooLarge(int seatsInHall) implements Result {}

        /** The hall has no accessible seats. */
        record NoAccessibleSeats() implements Result {}

        /** The customer already has as many live entries as allowed. */
        record TooManyEntries(List<WaitlistEntryId> entries) implements Result {}
    }

    /** Joins the waitlist. A customer with a live entry keeps that entry, even if the new request has another party. */
    public Result join(CustomerId customer, ShowId showId, Party party) {
        Optional<Show> found = catalog.show(showId);
        if (found.isEmpty()) {
            return new Result.NoSuchShow();
        }
        Show show = found.get();
        Sales sales = show.salesAt(clock.instant());
        switch (sales) {
            case NOT_OPEN -> {
                return new Result.SalesNotOpen(show.salesWindow().opensAt().orElseThrow());
            }
            case CLOSED, ENDED, CANCELLED -> {
                return new Result.SalesClosed(sales);
            }
            case OPEN -> {}
        }
        int seatsInHall = show.layout().seats().size();
        if (party.seats() > seatsInHall) {
            return new Result.PartyTooLarge(seatsInHall);
        }
        if (party.accessible()
                && show.layout().seats().values().stream()
                        .noneMatch(seat -> seat.category() == SeatCategory.ACCESSIBLE)) {
            return new Result.NoAccessibleSeats();
        }
        Result result = OptimisticRetry.repeat(
                "joining the waitlist of show " + showId, () -> liveOrNew(customer, show, party));
        if (result instanceof Result.Joined(WaitlistEntry entry, Status status) && status == Status.JOINING) {
            // Send again if an earlier request stopped between its commit and this send. The queue drops duplicates.
            queues.post(new JoinV1(showId.value(), entry.id().value()));
        }
        return result;
    }

    private Optional<Result> liveOrNew(CustomerId customer, Show show, Party party) {
        Optional<WaitlistEntryId> named = waitlist.entryOf(show.id(), customer);
        Optional<WaitlistEntry> last = named.flatMap(waitlist::entry);
        if (named.isPresent() && last.isEmpty()) {
            // The entry is being created: a read may see one item of a transaction before the other.
            return Optional.empty();
        }
        Optional<Result> live = last.map(entry -> new Result.Joined(entry, findWaitlistEntry.status(entry)))
                .filter(joined -> joined.status().isLive())
                .map(Result.class::cast);
        if (live.isPresent()) {
            return live;
        }
        CustomerEntries entries = waitlist.entriesOf(customer);
        Optional<List<WaitlistEntryId>> others = entries.isFull() ? liveOf(entries) : Optional.of(entries.entries());
        if (others.isEmpty()) {
            return Optional.empty();
        }
        if (others.get().size() >= Policies.MAX_ENTRIES) {
            return Optional.of(new Result.TooManyEntries(others.get()));
        }
        WaitlistEntryId id = WaitlistEntryId.random(show.id(), random);
        WaitlistEntry entry = WaitlistEntry.joining(id, customer, party, clock.instant(), show.claimsKeptUntil());
        List<Write> writes = List.of(
                new Write.OpenEntry(entry),
                new Write.SetLiveEntry(entry, named),
                new Write.ChangeCustomerEntries(entries, entries.joined(entry, others.get())));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(Metric.WAITLIST_JOINED, 1);
        return Optional.of(new Result.Joined(entry, Status.JOINING));
    }

    /** The entries that are still live; empty if one is being created, because a read may see half a transaction. */
    private Optional<List<WaitlistEntryId>> liveOf(CustomerEntries entries) {
        List<WaitlistEntryId> live = new ArrayList<>();
        for (WaitlistEntryId id : entries.entries()) {
            Optional<WaitlistEntry> entry = waitlist.entry(id);
            if (entry.isEmpty() && !findWaitlistEntry.isOver(id.show())) {
                return Optional.empty();
            }
            entry.filter(e -> findWaitlistEntry.status(e).isLive()).ifPresent(e -> live.add(e.id()));
        }
        return Optional.of(live);
    }
}
