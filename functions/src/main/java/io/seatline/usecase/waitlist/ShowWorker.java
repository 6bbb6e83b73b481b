package io.seatline.usecase.waitlist;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Handles the messages of a show queue in order, in groups. For each group it assigns places to new entries and removes
 * entries that left, then reallocates free seats. A late payment is settled after that, so it ends a group. A show that
 * a manager has cancelled is swept instead; one whose sales are closed keeps its freed seats released.
 */
public final class ShowWorker {
    private final Catalog catalog;
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final ReallocateSeats reallocateSeats;
    private final SettleLatePayment settleLatePayment;
    private final SweepCancelledShow sweepCancelledShow;
    private final InstantSource clock;
    private final Metrics metrics;

    public ShowWorker(
            Catalog catalog,
            Ledger ledger,
            Waitlist waitlist,
            ReallocateSeats reallocateSeats,
            SettleLatePayment settleLatePayment,
            SweepCancelledShow sweepCancelledShow,
            InstantSource clock,
            Metrics metrics) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.reallocateSeats = reallocateSeats;
        this.settleLatePayment = settleLatePayment;
        this.sweepCancelledShow = sweepCancelledShow;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Handles messages of one show in order. Safe to repeat.
     *
     * @throws TimeLimit.OutOfTime if the time limit is reached first; the messages are delivered again
     */
    public void work(ShowId showId, List<ShowQueueMessage> messages, TimeLimit limit) {
        // Read consistently: the catalog's show may be some seconds old.
        SalesChange sales = waitlist.salesChange(showId);
        // Empty if the show ended long ago: support may still release seats, and payments may still arrive.
        Optional<Show> show = catalog.show(showId).map(s -> s.with(sales.control()));
        List<ShowQueueMessage> group = new ArrayList<>();
        for (ShowQueueMessage message : messages) {
            if (message instanceof LatePaymentV1 late) {
                workGroup(sales, show, group, limit);
                group.clear();
                settleLatePayment.settle(showId, show, new PaymentId(late.orderId()), limit);
            } else {
                group.add(message);
            }
        }
        workGroup(sales, show, group, limit);
    }

    private void workGroup(SalesChange sales, Optional<Show> show, List<ShowQueueMessage> messages, TimeLimit limit) {
        if (messages.isEmpty()) {
            return;
        }
        ShowId id = sales.show();
        List<WaitlistEntryId> entries = new ArrayList<>();
        Map<BookingId, Long> releases = new LinkedHashMap<>();
        for (ShowQueueMessage message : messages) {
            switch (message) {
                case JoinV1 join -> entries.add(WaitlistEntryId.of(join.entryId()));
                case LeaveV1 leave -> entries.add(WaitlistEntryId.of(leave.entryId()));
                case SeatsReleasedV1 released ->
                    releases.merge(new BookingId(released.bookingId()), released.release(), Math::max);
                // Seats that were released while the show was closed.
                case ShowChangedV1 _ ->
                    ledger.claims(id).values().stream()
                            .filter(SeatClaim.Released.class::isInstance)
                            .map(SeatClaim::booking)
                            .distinct()
                            .forEach(booking -> addRelease(booking, releases));
                case LatePaymentV1 _ -> throw new IllegalArgumentException("a late payment must not be in a group");
            }
        }
        if (sales.isCancelled()) {
            sweepCancelledShow.sweep(id, show, limit);
            releases.forEach(this::confirmReallocated);
            return;
        }
        if (!entries.isEmpty()) {
            OptimisticRetry.repeat("assigning places in the waitlist of show " + id, () -> assignPlaces(id, entries));
        }
        if (reallocateSeats.reallocate(id, show, limit)) {
            releases.forEach(this::confirmReallocated);
            // Ignores a cancelled transaction: another decision follows, or the deadline remains.
            sales.deadline()
                    .ifPresent(_ -> ledger.commit(List.of(new Write.ChangeSales(sales, sales.done(clock.instant())))));
        }
    }

    private void addRelease(BookingId id, Map<BookingId, Long> releases) {
        ledger.details(id).map(BookingDetails::booking).ifPresent(b -> releases.put(id, b.releases()));
    }

    /**
     * Assigns places to joining entries, in this order, and removes entries that have left. Long after the show,
     * DynamoDB deletes the items one by one: an entry may be missing, and a missing waitlist state counts nobody.
     */
    private Optional<Boolean> assignPlaces(ShowId show, List<WaitlistEntryId> ids) {
        WaitlistState read = waitlist.state(show);
        WaitlistState state = read;
        List<Write> writes = new ArrayList<>();
        Instant keptUntil = Instant.EPOCH;
        List<WaitlistEntry> entries = ids.stream()
                .distinct()
                .flatMap(id -> waitlist.entry(id).stream())
                .toList();
        for (WaitlistEntry entry : entries) {
            if (entry.state() == WaitlistEntryState.JOINING) {
                state = state.joined();
                keptUntil = entry.keptUntil();
                writes.add(new Write.ChangeEntry(entry, entry.waiting(state.lastPlace())));
            } else if (entry.state() == WaitlistEntryState.WAITING
                    && entry.deadline().isPresent()) {
                // It was found unserved in restored tables; the reallocation follows.
                writes.add(new Write.ChangeEntry(entry, entry.reallocated()));
            } else if (entry.awaitsRemoval()) {
                long place = entry.place().orElseThrow();
                state = state.counts(place) ? state.left(place) : state;
                keptUntil = entry.keptUntil();
                writes.add(new Write.ChangeEntry(entry, entry.removed()));
            }
        }
        if (writes.isEmpty()) {
            return Optional.of(false);
        }
        writes.add(
                state.equals(read)
                        ? new Write.WaitlistStateUnchanged(read)
                        : new Write.ChangeWaitlistState(read, state, keptUntil));
        return ledger.commit(writes).isDone() ? Optional.of(true) : Optional.empty();
    }

    /** Clears the deadline for reallocating a release, unless seats were released again since it was read. */
    private void confirmReallocated(BookingId id, long release) {
        OptimisticRetry.repeat("confirming the reallocation of booking " + id, () -> {
            Optional<Booking> booking = ledger.details(id)
                    .map(BookingDetails::booking)
                    .filter(b -> b.releases() == release)
                    .filter(b -> b.deadline().map(Deadline::kind).stream()
                            .anyMatch(kind -> kind == Deadline.Kind.REALLOCATE));
            if (booking.isEmpty()) {
                return Optional.of(false);
            }
            Booking seen = booking.get();
            if (!ledger.commit(List.of(new Write.ChangeBooking(seen, seen.reallocated())))
                    .isDone()) {
                return Optional.empty();
            }
            Instant releasedAt = seen.deadline().orElseThrow().since();
            metrics.time(Metric.REALLOCATION_TIME, Duration.between(releasedAt, clock.instant()));
            return Optional.of(true);
        });
    }
}
