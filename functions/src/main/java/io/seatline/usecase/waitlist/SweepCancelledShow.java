package io.seatline.usecase.waitlist;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.refund.RequestRefund;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sweeps a cancelled show: blocks every seat, cancels unpaid bookings, refunds paid ones and ends waitlist entries, in
 * small transactions that also record the progress. The sweep has finished when a consistent read finds nothing left.
 * Only the show worker calls it. Safe to repeat and to stop at any time.
 *
 * <p>First it marks the waitlist state, so that a concurrent show worker that has not seen the cancellation offers and
 * frees no more seats. A blocked seat stays blocked, so a hold that saw an older catalog fails.
 */
public final class SweepCancelledShow {
    private static final int SEATS_AT_ONCE = 10;
    private static final int ENTRIES_AT_ONCE = 20;

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final RequestRefund requestRefund;
    private final InstantSource clock;
    private final Metrics metrics;

    public SweepCancelledShow(
            Ledger ledger, Waitlist waitlist, RequestRefund requestRefund, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.requestRefund = requestRefund;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Sweeps until nothing is left.
     *
     * @param show the show; empty if it ended long ago, in which case only seats with a claim are blocked
     * @throws TimeLimit.OutOfTime if the time limit is reached; the message is delivered again
     * @throws IllegalStateException if other writes interfered too often; the message is delivered again
     */
    void sweep(ShowId id, Optional<Show> show, TimeLimit limit) {
        OptimisticRetry.repeat("sweeping cancelled show " + id, () -> new Round(id, show, limit).run());
    }

    /** One read of everything, and a transaction for each thing that is left. */
    private final class Round {
        private final ShowId id;
        private final Optional<Show> show;
        private final TimeLimit limit;
        private WaitlistState state;
        private SalesChange progress;
        private boolean clean = true;

        Round(ShowId id, Optional<Show> show, TimeLimit limit) {
            this.id = id;
            this.show = show;
            this.limit = limit;
            state = waitlist.state(id);
            progress = waitlist.salesChange(id);
        }

        /** Empty if something was left, so that everything must be read again. */
        Optional<Boolean> run() {
            if (!state.cancelled()) {
                changeState(state.cancel(), List.of());
            }
            Map<SeatNumber, SeatClaim> claims = ledger.claims(id);
            blockFreeSeats(claims);
            blockReleasedSeats(claims);
            claims.values().stream()
                    .map(claim -> claim instanceof SeatClaim.Sold sold ? new SeatClaim.Sold(sold.booking()) : claim)
                    .filter(claim -> claim instanceof SeatClaim.Held || claim instanceof SeatClaim.Sold)
                    .distinct()
                    .forEach(this::end);
            inParts(waitlist.unfinishedEntries(id), ENTRIES_AT_ONCE).forEach(this::lapse);
            return clean && finish() ? Optional.of(true) : Optional.empty();
        }

        /** A free seat gets a claim too: a request that saw an older catalog could still hold it. */
        private void blockFreeSeats(Map<SeatNumber, SeatClaim> claims) {
            SeatClaim blocked = new SeatClaim.Blocked(BookingId.ofCancelled(id));
            List<Write> writes = show.stream()
                    .flatMap(s -> s.layout().seats().keySet().stream())
                    .filter(seat -> !claims.containsKey(seat))
                    .<Write>map(seat -> new Write.TakeSeat(id, seat, blocked, progress.keptUntil()))
                    .toList();
            inParts(writes, SEATS_AT_ONCE).forEach(this::commit);
        }

        private void blockReleasedSeats(Map<SeatNumber, SeatClaim> claims) {
            List<Write> writes = claims.entrySet().stream()
                    .filter(claim -> claim.getValue() instanceof SeatClaim.Released)
                    .<Write>map(claim -> new Write.MoveClaim(
                            id,
                            claim.getKey(),
                            claim.getValue(),
                            new SeatClaim.Blocked(claim.getValue().booking())))
                    .toList();
            inParts(writes, SEATS_AT_ONCE).forEach(this::commit);
        }

        private void end(SeatClaim claim) {
            clean = false;
            limit.check("sweeping cancelled show " + id);
            if (claim instanceof SeatClaim.Sold(BookingId paid, var _)) {
                SalesChange next = progress.bookingRefunded();
                keep(next, requestRefund.forCancelledShow(paid, new Write.ChangeSales(progress, next)));
                return;
            }
            ledger.details(claim.booking())
                    .map(BookingDetails::booking)
                    .filter(booking -> booking.state() == BookingState.IN_BOOKING)
                    .ifPresent(booking -> {
                        SalesChange next = progress.bookingCancelled();
                        keep(next, commit(withdraw(booking, new Write.ChangeSales(progress, next))));
                    });
        }

        private List<Write> withdraw(Booking booking, Write counting) {
            Instant now = clock.instant();
            List<Write> writes = new ArrayList<>(
                    Writes.moveClaims(booking, Writes.held(booking), new SeatClaim.Blocked(booking.id())));
            writes.add(new Write.ChangeBooking(booking, booking.withdrawn(now)));
            writes.add(counting);
            writes.addAll(Writes.clearUnpaidLimit(ledger, waitlist, booking, HoldEnd.SHOW_CANCELLED, now));
            return writes;
        }

        private void lapse(List<WaitlistEntry> entries) {
            WaitlistState next = state;
            int lapsed = 0;
            List<Write> writes = new ArrayList<>();
            for (WaitlistEntry entry : entries) {
                boolean left = entry.state() == WaitlistEntryState.LEFT;
                writes.add(new Write.ChangeEntry(entry, left ? entry.removed() : entry.lapsed()));
                lapsed += left ? 0 : 1;
                next = entry.place().filter(next::counts).map(next::left).orElse(next);
            }
            SalesChange counted = progress.entriesLapsed(lapsed);
            writes.add(new Write.ChangeSales(progress, counted));
            keep(counted, changeState(next, writes));
        }

        /** Commits a change of the waitlist state with others. */
        private boolean changeState(WaitlistState next, List<Write> others) {
            List<Write> writes = new ArrayList<>(others);
            writes.add(
                    next.equals(state)
                            ? new Write.WaitlistStateUnchanged(state)
                            : new Write.ChangeWaitlistState(state, next, progress.keptUntil()));
            boolean done = commit(writes);
            state = done ? next : waitlist.state(id);
            return done;
        }

        private boolean finish() {
            if (progress.deadline().isEmpty()) {
                return true;
            }
            Instant now = clock.instant();
            if (!commit(List.of(new Write.ChangeSales(progress, progress.done(now))))) {
                return false;
            }
            metrics.time(Metric.SHOW_CANCELLATION_TIME, Duration.between(progress.at(), now));
            return true;
        }

        /** Another show worker or a deadline may have changed the progress meanwhile. */
        private void keep(SalesChange next, boolean done) {
            progress = done ? next : waitlist.salesChange(id);
        }

        /** Ignores a cancelled transaction: the next round reads what came first. */
        private boolean commit(List<Write> writes) {
            clean = false;
            limit.check("sweeping cancelled show " + id);
            return ledger.commit(writes).isDone();
        }

        private static <T> List<List<T>> inParts(List<T> all, int size) {
            List<List<T>> parts = new ArrayList<>();
            for (int from = 0; from < all.size(); from += size) {
                parts.add(all.subList(from, Math.min(from + size, all.size())));
            }
            return parts;
        }
    }
}
